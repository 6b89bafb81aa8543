#include "reading.hpp"

#include <algorithm>

#include "deletions.hpp"
#include "forms.hpp"
#include "words.hpp"

namespace termscan {
namespace {

constexpr u32 kFewestSounds = 4;
constexpr u32 kGluedFrom = 6;
constexpr u32 kGluedInsideFrom = 8;
constexpr u32 kGluedInTagFrom = 5;
constexpr u32 kLongPart = 7;  // what is glued to an ordinary word need be none if it has as many letters
constexpr u32 kShortPart = 2;
constexpr u32 kBeforeUnitFrom = 3;
constexpr u32 kBeforeNumberFrom = 5;
constexpr u32 kRareFrom = 4;
constexpr u32 kRepeatedFrom = 4;  // a listed word of fewer letters may have repeated ones only beside others

// Whether a word of a longer term may stand glued to other letters; the shorter it is, the less.
bool may_be_glued(u32 part, const Word& rest) { return part > kShortPart || (rest.size >= kShortPart && is_of_letters(rest)); }

Boundary boundary_of(u32 start, u32 end, u32 size) {
  if (start == 0) return end == size ? Boundary::WHOLE : Boundary::GLUED_AFTER;
  return end == size ? Boundary::GLUED_BEFORE : Boundary::GLUED_INSIDE;
}

bool is_number(const Word& word) {
  return std::all_of(word.entries, word.entries + word.size, [](const LetterEntry* entry) { return entry->kind == DIGIT; });
}

bool is_unit(const Word& word) {
  static const std::u32string kUnits[] = {U"mg", U"mcg", U"ml", U"g", U"iu", U"мг", U"мл"};
  for (const auto& unit : kUnits) {
    if (unit.size() == word.size && std::equal(unit.begin(), unit.end(), word.honest)) return true;
  }
  return false;
}

}  // namespace

u64 bag_of(const u32* classes, u32 size) {
  u64 bag = 0;
  for (u32 i = 0; i < size; i++) bag |= bag_bit(classes[i]);
  return bag;
}

// The word that is being read.
struct Reader::Task {
  const Word& word;
  std::vector<Reading>& readings;
  std::size_t first;
  u16 scripts;
  u64 hash;
  WordInfo& info;
};

Reader::Reader(const Index& index) : index_(index), letter_masks_(index.class_numbers, 0) {}

Word Reader::listed_word(u32 number, WordBuffer& buffer) const {
  const Listed& listed = index_.listed[number];
  buffer.clear();
  for (u32 i = 0; i < listed.size; i++) buffer.add(index_.tables, index_.letter_at(listed.letters + i));
  return buffer.word();
}

bool Reader::has_classes(const Key& key, const u32* classes) const {
  for (u32 i = 0; i < key.size; i++) {
    if (index_.class_at(key.letters + i) != classes[i]) return false;
  }
  return true;
}

u8 Reader::flags_of(const Word& word, u64 hash) {
  u8 flags = is_of_letters(word) ? WORD_PLAIN : 0;
  if (index_.beginnings.maybe(mix(hash))) flags |= WORD_BEGINS;
  if (index_.ends.maybe(mix(hash))) flags |= WORD_ENDS;
  if (index_.is_ordinary(hash_of(word.honest, word.size))) flags |= WORD_COMMON;
  each_form(word, hash, [&](u32, const Word& form, bool) {
    if (std::equal(form.honest, form.honest + form.size, word.honest)) flags |= WORD_LISTED;
  });
  return flags;
}

void Reader::add(Task& task, const Reading& reading) {
  for (std::size_t i = task.first; i < task.readings.size(); i++) {
    const Reading& other = task.readings[i];
    if (other.listed == reading.listed && other.flags == reading.flags && other.distance == reading.distance &&
        other.boundary == reading.boundary && other.start == reading.start && other.end == reading.end) {
      return;
    }
  }
  task.readings.push_back(reading);
  task.readings.back().node = index_.listed[reading.listed].node;
}

u64 Reader::listed_hash(u32 number) const {
  const Listed& listed = index_.listed[number];
  u64 hash = 0;
  for (u32 i = 0; i < listed.size; i++) hash = grow(hash, index_.letter_at(listed.letters + i));
  return hash;
}

bool Reader::is_rare(u32 number) const {
  return index_.listed[number].size >= kRareFrom && !index_.is_ordinary(listed_hash(number));
}

void Reader::read(const Word& word, bool is_tag, WordInfo& info, std::vector<Reading>& readings) {
  Task task{word, readings, readings.size(), scripts_of(word), hash_of(word.classes, word.size), info};
  info.hash = task.hash;
  info.power = 1;
  for (u32 i = 0; i < word.size; i++) info.power *= kHashBase;
  info.bag = bag_of(word.classes, word.size);
  info.size = word.size;
  info.scripts = task.scripts;
  info.first_reading = static_cast<u32>(task.first);
  info.masks = 0;
  info.lasts = 0;
  info.flags = 0;
  if (word.size > kLongestWord) {
    glued(task, is_tag);
    info.readings = static_cast<u32>(readings.size() - task.first);
    return;
  }
  info.flags = flags_of(word, task.hash);
  const bool ordinary = is_ordinary(info.flags);
  exact(task, word, task.hash, ordinary, word.size, Boundary::WHOLE);
  if (word.entries[0]->kind != UNSPACED) {
    before_number(task);
    if (!ordinary || (task.scripts & kLatin) == 0) sounding_alike(task, ordinary);
    if (!ordinary) {
      repeated(task);
      edited(task);
      glued(task, is_tag);
      first_glued(task);
    }
  }
  info.readings = static_cast<u32>(readings.size() - task.first);
  task.first = readings.size();
  if (!ordinary && word.entries[0]->kind != UNSPACED) last_glued(task);
  info.lasts = static_cast<u32>(readings.size() - task.first);
}

void Reader::exact(Task& task, const Word& word, u64 hash, bool is_ordinary, u32 end, Boundary boundary) {
  each_form(word, hash, [&](u32 listed, const Word& form, bool is_inflected) {
    u32 flags = compare(word, form);
    if (flags == kNoMatch || (is_ordinary && (flags & ~ACCENT) != 0 && (flags & LONE) == 0)) return;
    if (boundary != Boundary::WHOLE && (flags & NEEDS_PARTNER) != 0) return;
    if (is_inflected) flags |= INFLECTED;
    add(task, {listed, 0, flags, 0, end, 0, boundary});
  });
}

// Words that stand glued before a number (`dianabol10mg`).
void Reader::before_number(Task& task) {
  const Word& word = task.word;
  u32 size = 0;
  while (size < word.size && word.entries[size]->kind == LETTER) size++;
  if (size == 0 || size == word.size || word.entries[size]->kind != DIGIT) return;
  u32 unit = size;
  while (unit < word.size && word.entries[unit]->kind == DIGIT) unit++;
  if (size < (is_unit(word.part(unit, word.size)) ? kBeforeUnitFrom : kBeforeNumberFrom)) return;
  const Word part = word.part(0, size);
  const u64 hash = hash_of(part.classes, size);
  exact(task, part, hash, is_ordinary(flags_of(part, hash)), size, Boundary::GLUED_AFTER);
}

void Reader::sounding_alike(Task& task, bool is_ordinary) {
  const u16 scripts = task.scripts;
  if (scripts != kLatin && scripts != kGreek && scripts != kCyrillic) return;
  if ((index_.numbers.phonetic_scripts & ~scripts) == 0 || (task.info.flags & WORD_PLAIN) == 0) return;
  const u8 script = scripts == kLatin ? 1 : scripts == kGreek ? 2 : 3;
  for (const std::string& skeleton : index_.phonetics.skeletons(task.word.honest, task.word.size, script)) {
    u32 flags = TRANSLITERATED;
    if (is_ordinary || skeleton.size() < kFewestSounds) flags |= NEEDS_PARTNER;
    index_.phonetic.find(skeleton_key(skeleton), [&](u32 number) {
      const u16 wanted = index_.listed[number].scripts;
      if (wanted == scripts || ((wanted | scripts) & kLatin) == 0) return;
      const Word listed = listed_word(number, listed_buffer_);
      const auto sounds = index_.phonetics.skeletons(listed.honest, listed.size, wanted == kLatin ? 1 : wanted == kGreek ? 2 : 3);
      if (std::find(sounds.begin(), sounds.end(), skeleton) == sounds.end()) return;
      add(task, {number, 0, flags, 0, task.word.size, 0, Boundary::WHOLE});
    });
  }
}

// Words in which letters of the listed one are written more often.
void Reader::repeated(Task& task) {
  const Word& word = task.word;
  u64 hash = 0;
  u32 runs = 0;
  for (u32 i = 0; i < word.size; i++) {
    if (i != 0 && word.classes[i] == word.classes[i - 1]) continue;
    hash = grow(hash, word.classes[i]);
    runs++;
  }
  if (runs == word.size || is_number(word)) return;
  index_.collapsed.find(mix(hash), [&](u32 k) {
    const Key& key = index_.keys[k];
    if (key.size >= word.size) return;
    found_.clear();
    u32 at = 0;
    for (u32 i = 0; i < key.size;) {
      const u32 letter = index_.class_at(key.letters + i);
      u32 wanted = 0;
      while (i < key.size && index_.class_at(key.letters + i) == letter) i++, wanted++;
      u32 written = 0;
      while (at + written < word.size && word.classes[at + written] == letter) written++;
      if (written < wanted) return;
      for (u32 j = 0; j < wanted; j++) found_.push_back(word.honest[at + j]);
      at += written;
    }
    if (at != word.size) return;
    WordBuffer shortened;
    shortened.assign(index_.tables, found_.data(), found_.size());
    for (u32 number = key.first_listed; number < key.first_listed + key.listed; number++) {
      u32 flags = compare(shortened.word(), listed_word(number, listed_buffer_));
      if (flags == kNoMatch) continue;
      if ((flags & LEET) != 0) flags = (flags & ~NEEDS_PARTNER) | (may_be_leet(word) ? 0u : u32{NEEDS_PARTNER});
      if (key.size < kRepeatedFrom) flags |= NEEDS_PARTNER;
      add(task, {number, 0, flags | REPEATED, 0, word.size, 0, Boundary::WHOLE});
    }
  });
}

void Reader::begin_edits(const u32* classes, u32 size) {
  edits_size_ = size;
  edits_bag_ = bag_of(classes, size);
  for (u32 i = 0; i < size; i++) letter_masks_[index_.number_of_class(classes[i])] |= 1ull << i;
  letter_masks_[0] = 0;  // letters that no listed word has
}

void Reader::end_edits(const u32* classes, u32 size) {
  for (u32 i = 0; i < size; i++) letter_masks_[index_.number_of_class(classes[i])] = 0;
}

// Bit-parallel optimal string alignment (Hyyrö 2003), the written word in the bits.
u32 Reader::edits_to(u32 k, u32 most) const {
  const Key& key = index_.keys[k];
  const u32 size = key.size;
  if (size > edits_size_ + most || edits_size_ > size + most) return most + 1;
  if (static_cast<u32>(__builtin_popcountll(key.bag & ~edits_bag_)) > most) return most + 1;
  if (static_cast<u32>(__builtin_popcountll(edits_bag_ & ~key.bag)) > most) return most + 1;
  u64 up = ~0ull, down = 0, diagonal = 0, match_before = 0;
  const u64 last = 1ull << (edits_size_ - 1);
  u32 distance = edits_size_;
  for (u32 i = 0; i < size; i++) {
    const u64 match = letter_masks_[index_.class_number[index_.letters[key.letters + i]]];
    const u64 swapped = ((~diagonal & match) << 1) & match_before;
    diagonal = (((match & up) + up) ^ up) | match | down | swapped;
    u64 right = down | ~(diagonal | up);
    u64 left = diagonal & up;
    if (right & last) distance++;
    if (left & last) distance--;
    right = right << 1 | 1;
    left <<= 1;
    up = left | ~(diagonal | right);
    down = right & diagonal;
    match_before = match;
  }
  return distance <= most ? distance : most + 1;
}

u32 Reader::edit_flags(const WordInfo& info, const Listed& listed) const {
  u32 flags = info.masks != 0 ? MASKED : EDITED;
  if ((info.scripts & ~listed.scripts) != 0) flags |= LOOK_ALIKE;
  if (info.masks == 0 && (info.flags & WORD_PLAIN) == 0) flags |= LEET;
  return flags;
}

// Words of which no more than a few letters differ. Two errors in one word of several are looked for beside the others: see scan.cpp.
void Reader::edited(Task& task) {
  const Word& word = task.word;
  u32 masks = 0;
  for (u32 i = 0; i < word.size; i++) masks += word.honest[i] == '*';
  task.info.masks = static_cast<u8>(masks);
  const bool has_signs = masks == 0 && (task.info.flags & WORD_PLAIN) == 0;
  if (word.size < 2 || masks > 2 || (has_signs && !may_be_leet(word))) return;
  task.info.flags |= WORD_EDITABLE;
  candidates_.clear();
  const u32 most = word.size + 2 >= index_.numbers.shortest_with_two ? 2 : 1;
  u64 asked[64];
  u32 questions = 0;
  each_deletion(word.classes, word.size, most, [&](u64 left) {
    index_.deletions.prefetch(left);
    asked[questions++] = left;
  });
  for (u32 i = 0; i < questions; i++) {
    index_.deletions.find(asked[i], [&](u32 k) { candidates_.push_back(k); });
  }
  const std::size_t before = task.readings.size();
  begin_edits(word.classes, word.size);
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  for (u32 k : candidates_) {
    const Key& key = index_.keys[k];
    const u32 limit = std::max<u32>(key.edits_alone, std::min<u32>(key.edits, 1));
    const u32 edits = edits_to(k, limit);
    if (edits == 0 || edits > limit || (masks != 0 && (edits != masks || key.size != word.size))) continue;
    for (u32 number = key.first_listed; number < key.first_listed + key.listed; number++) {
      const Listed& listed = index_.listed[number];
      if ((listed.flags & IS_PLAIN) == 0 || (listed.scripts & task.scripts) == 0) continue;
      add(task, {number, 0, edit_flags(task.info, listed), 0, word.size, static_cast<u8>(edits), Boundary::WHOLE});
    }
  }
  const bool has_joints = std::any_of(word.entries, word.entries + word.size, [](const LetterEntry* entry) { return entry->kind != LETTER && entry->kind != DIGIT; });
  if (has_joints && task.readings.size() == before && resembles(task)) task.info.flags |= WORD_RESEMBLES;
  end_edits(word.classes, word.size);
}

// Whether any word of a longer term is within two errors: signs are then taken for letters of the word.
bool Reader::resembles(const Task& task) const {
  bool found = false;
  each_deletion(task.word.classes, task.word.size, 2, [&](u64 left) {
    if (found) return;
    index_.resembling.find(left, [&](u32 k) {
      const Key& key = index_.keys[k];
      if (found || edits_to(k, 2) != 2) return;
      if (task.info.masks != 0 && (task.info.masks != 2 || key.size != task.word.size)) return;
      for (u32 number = key.first_listed; number < key.first_listed + key.listed; number++) {
        const Listed& listed = index_.listed[number];
        found = found || ((listed.flags & IS_PLAIN) != 0 && (listed.scripts & task.scripts) != 0);
      }
    });
  });
  return found;
}

void Reader::part(Task& task, u32 number, Boundary boundary, u32 start, u32 end, u32 more_flags) {
  const Listed& listed = index_.listed[number];
  if (listed.size != end - start || !has_classes(index_.keys[listed.key], task.word.classes + start)) return;
  const u32 flags = compare(task.word.part(start, end), listed_word(number, listed_buffer_));
  if (flags == kNoMatch || (flags & (LEET | NEEDS_PARTNER)) != 0) return;
  add(task, {number, 0, flags | more_flags, start, end, 0, boundary});
}

// Words that are terms by themselves and stand glued to other letters in this longer one.
void Reader::glued(Task& task, bool is_tag) {
  const Word& word = task.word;
  const u32 fewest = is_tag ? kGluedInTagFrom : kGluedFrom;
  if (word.size <= fewest || (task.scripts & kLatin) == 0) return;
  prefix_.assign(1, 0);
  powers_.assign(1, 1);
  for (u32 i = 0; i < word.size; i++) {
    prefix_.push_back(grow(prefix_.back(), word.classes[i]));
    if (i < kLongestWord) powers_.push_back(powers_.back() * kHashBase);
  }
  const auto hash_between = [&](u32 start, u32 end) { return prefix_[end] - prefix_[start] * powers_[end - start]; };
  for (u32 start = 0; start + fewest <= word.size; start++) {
    u64 sizes = 0;
    index_.glued_starts.find(mix(hash_between(start, start + kGluedInTagFrom)),
                             [&](u32 size) { sizes |= 1ull << (size - 1); });
    for (; sizes != 0; sizes &= sizes - 1) {
      const u32 size = static_cast<u32>(__builtin_ctzll(sizes)) + 1;
      const u32 end = start + size;
      if (size < fewest) continue;
      if (end > word.size) break;
      const Boundary boundary = boundary_of(start, end, word.size);
      if (boundary == Boundary::WHOLE) continue;
      if (boundary == Boundary::GLUED_INSIDE && size < kGluedInsideFrom && !is_tag) continue;
      index_.glued.find(mix(hash_between(start, end)), [&](u32 number) {
        if (is_tag || may_stand_beside(number, word.part(0, start), word.part(end, word.size))) part(task, number, boundary, start, end, 0);
      });
    }
  }
}

// Whether a word is glued to others: one that is ordinary itself only to ordinary ones.
bool Reader::may_stand_beside(u32 number, const Word& before, const Word& after) const {
  if (index_.numbers.ordinary_rule == 0 || !index_.is_ordinary(listed_hash(number))) return true;
  for (const Word* rest : {&before, &after}) {
    if (rest->size == 0 || rest->size >= kLongPart) continue;
    if (rest->size < kShortPart || !index_.is_ordinary(hash_of(rest->honest, rest->size))) return false;
  }
  return true;
}

// First words of longer terms with other letters glued before them.
void Reader::first_glued(Task& task) {
  const Word& word = task.word;
  if ((task.scripts & kLatin) == 0) return;
  u64 hash = 0;
  u64 power = 1;
  for (u32 start = word.size; start-- > 1;) {
    hash += (word.classes[start] + 1) * power;
    power *= kHashBase;
    if (start + 1 >= word.size || !may_be_glued(word.size - start, word.part(0, start))) continue;
    index_.firsts.find(mix(hash), [&](u32 number) {
      part(task, number, Boundary::GLUED_BEFORE, start, word.size, IN_PHRASE);
    });
  }
}

// Words that this longer one begins with: last words of terms with other letters glued after them.
void Reader::last_glued(Task& task) {
  const Word& word = task.word;
  if ((task.scripts & kLatin) == 0) return;
  u64 hash = 0;
  for (u32 end = 1; end < word.size; end++) {
    hash = grow(hash, word.classes[end - 1]);
    if (!may_be_glued(end, word.part(end, word.size))) continue;
    index_.exact.find(mix(hash), [&](u32 k) {
      const Key& key = index_.keys[k];
      if (key.size != end) return;
      for (u32 number = key.first_listed; number < key.first_listed + key.listed; number++) {
        if (index_.listed[number].scripts == kLatin) part(task, number, Boundary::GLUED_AFTER, 0, end, 0);
      }
    });
  }
}

}  // namespace termscan
