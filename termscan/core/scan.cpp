#include "scan.hpp"

#include <algorithm>
#include <map>

#include "fingers.hpp"
#include "forms.hpp"

namespace termscan {
namespace {

constexpr u32 kMostPieces = 4;
constexpr u32 kSplitFrom = 5;
constexpr u32 kSplitRareFrom = 6;
constexpr u32 kSplitAnyhowFrom = 8;
constexpr u32 kShortPiece = 1;
constexpr u32 kGluedPhraseFrom = 6;
constexpr u32 kSpelledLooselyFrom = 4;
constexpr u32 kSpelledWithEditFrom = 7;
constexpr u32 kLettersBeside = 8;
constexpr u32 kLettersOfBoth = 8;
constexpr u32 kLongPartner = 4;
constexpr u32 kTwoErrorsFrom = 7;
constexpr u32 kTwoErrorsBeside = 4;
constexpr u32 kSoundsTogether = 6;
constexpr u32 kUnlikely = EDITED | LOOK_ALIKE | LEET | MASKED;
constexpr u32 kPlainDisguises = ACCENT | WIDTH | ZERO_WIDTH | INFLECTED;

bool is_glued(Boundary boundary) {
  return boundary == Boundary::GLUED_BEFORE || boundary == Boundary::GLUED_AFTER || boundary == Boundary::GLUED_INSIDE;
}

}  // namespace

Scanner::Scanner(const Index& index)
    : index_(index),
      memo_(index),
      scout_(index, memo_, [this](const u8* token, u32 size, TokenParts& parts) { take_apart(token, size, parts); }) {}

void Scanner::scan(const u8* text, std::size_t size, u64 row, std::vector<Find>& finds) {
  if (size > 0xfffffff0u) throw Error("a text is longer than four gigabytes");
  memo_.make_room();
  row_ = row;
  u32 byte = 0;   // so many bytes
  u32 point = 0;  // are so many code points
  for (const Stretch& stretch : scout_.stretches(text, size)) {
    text_ = text + stretch.start;
    text_size_ = stretch.end - stretch.start;
    scan_stretch(stretch.may_be_spelled);
    if (kept_.empty()) continue;
    point += count_points(text + byte, stretch.start - byte);
    byte = stretch.start;
    for (Find& find : kept_) {
      find.start += point;
      find.end += point;
    }
    finds.insert(finds.end(), kept_.begin(), kept_.end());
  }
}

void Scanner::scan_stretch(bool may_be_spelled) {
  fold_text(index_.tables, text_, text_size_, letters_);
  points_.clear();
  found_.clear();
  choose_words();
  steps_known_.assign(words_.size(), Steps{0, 0});
  steps_until_ = 0;
  steps_.clear();
  for (u32 place = 0; place < words_.size(); place++) {
    if (place >= steps_until_) steps_.clear();
    follow(0, place, 0, 0);
    begin_two_edits(place);
  }
  if (may_be_spelled) spelled_runs();
  keep_best();
}

// The words of a token, for which it does not matter what stands around it.
void Scanner::take_apart(const u8* token, u32 size, TokenParts& parts) {
  fold_text(index_.tables, token, size, letters_);
  choose_words();
  for (const TextWord& word : words_) parts.words.push_back(word.number);
  for (u32 i = 0; i < letters_.count; i++) {
    parts.has_signs |= letters_.kind[i] == SIGN;
    parts.has_stars |= letters_.kind[i] == STAR;
  }
}

// ---- words

u32 Scanner::number_of(const WordSpan& word, bool is_tag) {
  return memo_.number_of(letters_.honest.data() + word.start, word.end - word.start, is_tag);
}

void Scanner::push_word(const WordSpan& word, bool tag) {
  hashes_.push_back(Memo::hash_for(letters_.honest.data() + word.start, word.end - word.start, tag));
  memo_.prefetch(hashes_.back());
  words_.push_back({word.start, word.end, 0, tag});
}

void Scanner::choose_words() {
  words_.clear();
  hashes_.clear();
  gaps_.clear();
  WordSpan word;
  for (u32 place = 0; next_word(letters_, place, word); place = word.end) add_chosen(word);
  // Words are looked up in three rounds, so that waiting for memory overlaps.
  for (u64 hash : hashes_) memo_.prefetch_word(hash);
  for (std::size_t i = 0; i < words_.size(); i++) {
    TextWord& found = words_[i];
    found.number = memo_.number_of(letters_.honest.data() + found.start, found.end - found.start, found.is_tag, hashes_[i]);
    if (i != 0) gaps_.push_back(gap_between(index_.tables, letters_, words_[i - 1].end, found.start, words_[i - 1].end - words_[i - 1].start));
  }
  gaps_.push_back(Gap::BREAK);
}

// Class letters of a word of the text.
const u32* Scanner::classes_of(u32 start, u32 end) {
  classes_.clear();
  for (u32 place = start; place < end; place++) classes_.push_back(index_.tables.class_of(letters_.honest[place]));
  return classes_.data();
}

// A word as it is, or without a leading sign, or in parts: the first that can be read.
void Scanner::add_chosen(const WordSpan& word) {
  const u8* kinds = letters_.kind.data();
  if (std::none_of(kinds + word.start, kinds + word.end, [](u8 kind) { return kind == SIGN || kind == STAR; })) {
    push_word(word, is_tag(word));
    return;
  }
  parts_.clear();
  for (u32 place = word.start; place < word.end;) {
    u32 end = place;
    while (end < word.end && (letters_.kind[end] == LETTER || letters_.kind[end] == DIGIT)) end++;
    if (end > place) parts_.push_back({place, end});
    place = std::max(end, place + 1);
  }
  // A last exclamation mark is one, unless something is read into the word with it.
  if (letters_.honest[word.end - 1] == '!' && parts_.size() == 1 && is_plain_word(parts_[0])) {
    push_word(parts_[0], is_tag(word) && parts_[0].start == word.start);
    return;
  }
  const WordSpan without{word.start + 1, word.end};
  if (is_read(word, parts_)) {
    push_word(word, is_tag(word));
  } else if (letters_.kind[word.start] == SIGN && parts_.size() > 1 && is_read(without, parts_)) {
    push_word(without, false);
  } else {
    for (const WordSpan& part : parts_) push_word(part, is_tag(word) && part.start == word.start);
  }
}

bool Scanner::is_plain_word(const WordSpan& word) {
  return memo_.reader().is_ordinary(memo_.info(number_of(word, false)).flags);
}

bool Scanner::is_read(const WordSpan& word, const std::vector<WordSpan>& parts) {
  const u32 number = number_of(word, false);
  const Reading* readings = memo_.readings(number);
  bool is_any = (memo_.info(number).flags & WORD_RESEMBLES) != 0;
  for (u32 i = 0; i < memo_.info(number).readings; i++) {
    if (readings[i].boundary != Boundary::WHOLE) continue;
    if (readings[i].distance == 0) return true;
    is_any = true;
  }
  if (!is_any || word.end - word.start < kSplitFrom) return false;
  for (const WordSpan& part : parts) {
    if (is_plain_word(part)) return false;
  }
  return true;
}

// ---- paths through the tree of words

u32 Scanner::child(u32 node, u32 listed) const {
  if (node == 0) return index_.listed[listed].node;
  const Node& from = index_.nodes[node];
  if (!index_.edge_filter.maybe(pair_key(node, listed))) return 0;
  const Candidate* begin = index_.edges.data + from.first_edge;
  const Candidate* end = begin + from.edges;
  const Candidate* found =
      std::lower_bound(begin, end, listed, [](const Candidate& edge, u32 wanted) { return edge.listed < wanted; });
  return found != end && found->listed == listed ? found->node : 0;
}

void Scanner::follow(u32 node, u32 place, u32 depth, u32 distance) {
  const TextWord word = words_[place];
  const u32 count = memo_.info(word.number).readings;
  for (u32 i = 0; i < count; i++) {
    const Reading& reading = memo_.readings(word.number)[i];
    if (node == 0 && reading.node == 0) continue;
    take(node, {reading, place + 1, word.start + reading.start, word.start + reading.end}, depth, distance);
  }
  const Steps known = steps_at(place);
  for (u32 i = 0; i < known.count; i++) {
    const Step step = steps_[known.first + i];
    take(node, step, depth, distance);
  }
  if (depth == 0) return;
  follow_last_glued(node, place, depth, distance);
  follow_edited_after(node, place, depth, distance);
  follow_two_edits(node, place, depth, distance);
}

void Scanner::take(u32 node, const Step& step, u32 depth, u32 distance) {
  const u32 next = node == 0 ? step.reading.node : child(node, step.reading.listed);
  if (next == 0) return;
  const Node& following = index_.nodes[next];
  distance += step.reading.distance;
  if (distance > following.edits) return;
  const Boundary boundary = step.reading.boundary;
  if (depth != 0 && (boundary == Boundary::GLUED_BEFORE || boundary == Boundary::GLUED_INSIDE)) return;
  path_.resize(depth);
  path_.push_back(step);
  for (u32 i = 0; i < following.goals; i++) reach(index_.goals[following.first_goal + i], depth + 1);
  if (following.edges != 0 && goes_on(step)) follow(next, step.after, depth + 1, distance);
}

// Whether the next word may belong to the same find.
bool Scanner::goes_on(const Step& step) const {
  const Boundary boundary = step.reading.boundary;
  if (boundary == Boundary::GLUED_AFTER || boundary == Boundary::GLUED_INSIDE || step.after >= words_.size()) return false;
  if (gaps_[step.after - 1] == Gap::BREAK) return false;
  const TextWord& before = words_[step.after - 1];
  const TextWord& after = words_[step.after];
  if (letters_.kind[before.start] != UNSPACED && letters_.kind[after.start] != UNSPACED) return true;
  return after.start - before.end <= 1;
}

// Last words of terms that the word at a place begins with.
void Scanner::follow_last_glued(u32 node, u32 place, u32 depth, u32 distance) {
  const TextWord& word = words_[place];
  const WordInfo info = memo_.info(word.number);
  for (u32 i = info.readings; i < info.readings + info.lasts; i++) {
    const Reading& reading = memo_.readings(word.number)[i];
    take(node, {reading, place + 1, word.start, word.start + reading.end}, depth, distance);
  }
}

// What an ordinary word may be by a typing error, after words of the same term that are plain to see.
void Scanner::follow_edited_after(u32 node, u32 place, u32 depth, u32 distance) {
  const Node& from = index_.nodes[node];
  if (from.edits == 0 || from.edges == 0 || !may_be_beside(place)) return;
  for (u32 i = 0; i < depth; i++) {
    if (!is_plain(path_[i].reading)) return;
  }
  candidates_.clear();
  const u32 first = path_[0].reading.listed;
  if (depth > 1 || index_.listed[first].size >= kLettersOfEach) {
    add_near(place, index_.edges.data + from.first_edge, from.edges);
  } else if (place + 1 < words_.size()) {
    const u32 next = plain_number(place + 1);
    for (u32 r = 0; r < memo_.info(next).readings; r++) {
      const Reading& third = memo_.readings(next)[r];
      if (!is_plain(third)) continue;
      index_.missing_second.find(pair_key(first, third.listed), [&](u32 second) {
        const u32 middle = child(node, second);
        if (middle != 0 && child(middle, third.listed) != 0) candidates_.push_back(second);
      });
    }
  }
  const u32 before = static_cast<u32>(steps_.size());
  add_edited_beside(place);
  take_from(before, node, depth, distance);
}

// The same for the first word of a term, before words that are plain to see.
void Scanner::add_edited_before(u32 place) {
  if (place + 1 >= words_.size() || !may_be_beside(place)) return;
  candidates_.clear();
  const u32 next = plain_number(place + 1);
  const u32 over = place + 2 < words_.size() ? plain_number(place + 2) : 0;
  for (u32 r = 0; r < memo_.info(next).readings; r++) {
    const Reading& second = memo_.readings(next)[r];
    if (!is_plain(second)) continue;
    const bool is_long = index_.listed[second.listed].size >= kLettersOfEach;
    if (is_long) {
      const u32 begin = index_.before_first[second.listed];
      add_near(place, index_.before.data + begin, index_.before_first[second.listed + 1] - begin);
      continue;
    }
    if (place + 2 >= words_.size()) continue;
    for (u32 t = 0; t < memo_.info(over).readings; t++) {
      const Reading& third = memo_.readings(over)[t];
      if (!is_plain(third)) continue;
      index_.missing_first.find(pair_key(second.listed, third.listed), [&](u32 first) {
        const u32 start = index_.listed[first].node;
        const u32 middle = start == 0 ? 0 : child(start, second.listed);
        if (middle != 0 && child(middle, third.listed) != 0) candidates_.push_back(first);
      });
    }
  }
  add_edited_beside(place);
}

// Gathers the candidates that may be within one error of the word at a place.
void Scanner::add_near(u32 place, const Candidate* begin, u32 count) {
  const WordInfo& info = memo_.info(words_[place].number);
  for (const Candidate* at = begin; at < begin + count; at++) {
    if (at->size > info.size + 1 || info.size > at->size + 1u) continue;
    const u64 missing = at->bag & ~info.bag;
    const u64 extra = info.bag & ~at->bag;
    if ((missing & (missing - 1)) == 0 && (extra & (extra - 1)) == 0) candidates_.push_back(at->listed);
  }
}

// Number of the word at a place, read as if no # stood before it.
u32 Scanner::plain_number(u32 place) {
  const TextWord& word = words_[place];
  return word.is_tag ? number_of({word.start, word.end}, false) : word.number;
}

bool Scanner::may_be_beside(u32 place) const {
  const WordInfo& info = memo_.info(words_[place].number);
  return (info.flags & WORD_PLAIN) != 0 && info.size >= 2 && index_.numbers.ordinary_rule != 0 &&
         (info.flags & (WORD_COMMON | WORD_LISTED)) != 0;
}

// Adds those of the candidates that the word at a place is by one error, unless it is one of them itself.
void Scanner::add_edited_beside(u32 place) {
  if (candidates_.empty()) return;
  const TextWord& word = words_[place];
  const WordInfo& info = memo_.info(word.number);
  Reader& reader = memo_.reader();
  const u32 first = static_cast<u32>(steps_.size());
  const u32* classes = classes_of(word.start, word.end);
  reader.begin_edits(classes, info.size);
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  bool is_itself = false;
  for (u32 number : candidates_) {
    const Listed& listed = index_.listed[number];
    const u32 edits = reader.edits_to(listed.key, 1);
    if (edits == 0 && is_written(listed, word)) is_itself = true;
    if (edits != 1 || listed.size < 2 || (listed.flags & IS_PLAIN) == 0 || (listed.scripts & info.scripts) == 0) continue;
    const Reading reading{number, index_.listed[number].node, EDITED | BESIDE, 0, info.size, 1, Boundary::WHOLE};
    steps_.push_back({reading, place + 1, word.start, word.end});
  }
  reader.end_edits(classes, info.size);
  if (is_itself) steps_.resize(first);
}

bool Scanner::is_written(const Listed& listed, const TextWord& word) const {
  if (listed.size != word.end - word.start) return false;
  for (u32 i = 0; i < listed.size; i++) {
    if (index_.letter_at(listed.letters + i) != letters_.honest[word.start + i]) return false;
  }
  return true;
}

void Scanner::take_from(u32 first, u32 node, u32 depth, u32 distance) {
  const u32 last = static_cast<u32>(steps_.size());
  for (u32 i = first; i < last; i++) {
    const Step step = steps_[i];
    take(node, step, depth, distance);
  }
}

bool Scanner::may_take_two(u32 place) const {
  const WordInfo& info = memo_.info(words_[place].number);
  return (info.flags & WORD_EDITABLE) != 0 && (info.masks == 0 || info.masks == 2) && info.size <= kLongestWord;
}

void Scanner::add_two_edits(u32 place, const WordInfo& info, const Candidate& candidate) {
  if ((candidate.flags & (EDITS_TWO | IS_PLAIN)) != (EDITS_TWO | IS_PLAIN) || (candidate.scripts & info.scripts) == 0) return;
  if (candidate.size > info.size + 2 || info.size > candidate.size + 2u) return;
  if (__builtin_popcountll(candidate.bag & ~info.bag) > 2 || __builtin_popcountll(info.bag & ~candidate.bag) > 2) return;
  const Reader& reader = memo_.reader();
  if (reader.edits_to(candidate.key, 2) != 2 || (info.masks != 0 && candidate.size != info.size)) return;
  const Reading reading{candidate.listed, index_.listed[candidate.listed].node, reader.edit_flags(info, index_.listed[candidate.listed]), 0, info.size, 2, Boundary::WHOLE};
  steps_.push_back({reading, place + 1, words_[place].start, words_[place].end});
}

// Two errors in one word of several: the other words are read without any, so they tell which words to compare with.
void Scanner::follow_two_edits(u32 node, u32 place, u32 depth, u32 distance) {
  const Node& from = index_.nodes[node];
  if (distance != 0 || from.edits < 2 || !may_take_two(place)) return;
  const TextWord& word = words_[place];
  const WordInfo info = memo_.info(word.number);
  Reader& reader = memo_.reader();
  const u32 first = static_cast<u32>(steps_.size());
  const u32* classes = classes_of(word.start, word.end);
  reader.begin_edits(classes, info.size);
  for (u32 i = 0; i < from.edges; i++) {
    add_two_edits(place, info, index_.edges[from.first_edge + i]);
  }
  reader.end_edits(classes, info.size);
  take_from(first, node, depth, distance);
}

// The same for the first word of a term: the second one tells.
void Scanner::begin_two_edits(u32 place) {
  if (place + 1 >= words_.size() || gaps_[place] == Gap::BREAK || !may_take_two(place)) return;
  const TextWord& word = words_[place];
  const WordInfo info = memo_.info(word.number);
  const u32 next = words_[place + 1].number;
  const u32 count = memo_.info(next).readings;
  const Steps beside = steps_at(place + 1);
  if (count + beside.count == 0) return;
  Reader& reader = memo_.reader();
  const u32 first = static_cast<u32>(steps_.size());
  const u32* classes = classes_of(word.start, word.end);
  reader.begin_edits(classes, info.size);
  for (u32 i = 0; i < count + beside.count; i++) {
    const Reading second = i < count ? memo_.readings(next)[i] : steps_[beside.first + i - count].reading;
    if (second.distance != 0 || is_glued(second.boundary)) continue;
    for (u32 at = index_.before_first[second.listed]; at < index_.before_first[second.listed + 1]; at++) {
      add_two_edits(place, info, index_.before[at]);
    }
  }
  reader.end_edits(classes, info.size);
  const u32 last = static_cast<u32>(steps_.size());
  for (u32 i = first; i < last; i++) {
    bool is_known = false;
    for (u32 j = first; j < i; j++) is_known = is_known || steps_[j].reading.listed == steps_[i].reading.listed;
    const Step step = steps_[i];
    if (!is_known) take(0, step, 0, 0);
  }
}

Scanner::Steps Scanner::steps_at(u32 place) {
  if (place < steps_until_) return steps_known_[place];
  while (steps_until_ <= place) {
    const u32 at = steps_until_;
    const u32 first = static_cast<u32>(steps_.size());
    const u8 flags = memo_.info(words_[at].number).flags;
    if (at + 1 < words_.size()) {
      if ((flags & WORD_BEGINS) != 0) add_split(at);
      if ((flags & WORD_PLAIN) != 0 && memo_.info(words_[at + 1].number).readings != 0) add_edited_before(at);
    }
    steps_known_[at] = {first, static_cast<u32>(steps_.size()) - first};
    steps_until_++;
  }
  return steps_known_[place];
}

// Words that were split into pieces from a place.
void Scanner::add_split(u32 place) {
  u64 hash = memo_.info(words_[place].number).hash;
  u32 size = memo_.info(words_[place].number).size;
  bool are_single = size == 1;
  for (u32 last = place + 1; last < place + kMostPieces && last < words_.size(); last++) {
    if (gaps_[last - 1] == Gap::BREAK || letters_.kind[words_[last].start] == UNSPACED) return;
    const WordInfo& piece = memo_.info(words_[last].number);
    size += piece.size;
    if (size > kLongestWord) return;
    hash = hash * piece.power + piece.hash;
    are_single = are_single && piece.size == 1;
    if (size < kSplitFrom || are_single || (piece.flags & WORD_ENDS) == 0 || !index_.form_filter.maybe(mix(hash))) continue;
    buffer_.clear();
    for (u32 i = place; i <= last; i++) {
      for (u32 at = words_[i].start; at < words_[i].end; at++) buffer_.add(index_.tables, letters_.honest[at]);
    }
    const Word text = buffer_.word();
    memo_.reader().each_form(text, hash, [&](u32 listed, const Word& form, bool is_inflected) {
      u32 flags = compare(text, form);
      if (flags == kNoMatch || (flags & (LEET | NEEDS_PARTNER)) != 0) return;
      flags |= SPLIT | (is_inflected ? u32{INFLECTED} : 0u);
      if (!is_split(place, last, form)) flags |= NEEDS_PARTNER;
      const Reading reading{listed, index_.listed[listed].node, flags, 0, size, 0, Boundary::SPLIT};
      steps_.push_back({reading, last + 1, words_[place].start, words_[last].end});
    });
  }
}

// Whether pieces by themselves show that they are one word.
bool Scanner::is_split(u32 place, u32 last, const Word& form) const {
  if (is_phrase(place, last)) return false;
  bool by_signs = true;
  for (u32 i = place; i < last; i++) by_signs = by_signs && gaps_[i] == Gap::SIGN;
  const bool anyhow = by_signs || !index_.is_ordinary(hash_of(form.honest, form.size));
  if (form.size >= (anyhow ? kSplitRareFrom : kSplitAnyhowFrom)) return true;
  bool any_plain = false, any_other = false, all_ordinary = true;
  for (u32 i = place; i <= last; i++) {
    bool letters_only = true;
    for (u32 at = words_[i].start; at < words_[i].end; at++) letters_only = letters_only && letters_.kind[at] == LETTER;
    (letters_only ? any_plain : any_other) = true;
    const u8 flags = memo_.info(words_[i].number).flags;
    all_ordinary = all_ordinary && index_.numbers.ordinary_rule != 0 && (flags & (WORD_COMMON | WORD_LISTED)) != 0;
  }
  return (by_signs && any_plain && any_other) || !all_ordinary;
}

// Whether pieces are ordinary words, a very short one among them, written as such words are (`Philip's`).
bool Scanner::is_phrase(u32 place, u32 last) const {
  if (index_.numbers.ordinary_rule == 0) return false;
  bool any_short = false;
  for (u32 i = place; i <= last; i++) {
    const u32 size = words_[i].end - words_[i].start;
    any_short = any_short || size <= kShortPiece;
    if (size != 1 && (memo_.info(words_[i].number).flags & (WORD_COMMON | WORD_LISTED)) == 0) return false;
  }
  if (!any_short) return false;
  for (u32 i = place; i < last; i++) {
    const u32 start = words_[i].end, end = words_[i + 1].start;
    if (start == end) return false;
    const u32 sign = letters_.honest[start];
    if (end - start == 1 && (sign == '\'' || sign == 0x2019 || sign == '-' || sign == 0x2010)) continue;
    for (u32 at = start; at < end; at++) {
      if (letters_.kind[at] != SPACE) return false;
    }
  }
  return true;
}

// ---- from paths to finds

// Whether what was read is enough to tell that the term is there.
bool Scanner::is_sure(const Goal& goal, u32 flags, u32 depth) {
  if (depth == 1) {
    if ((flags & (IN_PHRASE | NEEDS_PARTNER | BESIDE)) != 0) return false;
    return (goal.flags & GOAL_ANY_EDIT) != 0 || (flags & kUnlikely) != EDITED || is_likely(path_[0]);
  }
  if ((goal.flags & GOAL_ANY_EDIT) == 0 && !are_short_errors_sure(goal, depth)) return false;
  if ((flags & LONE) != 0 && !are_lone_signs_sure(depth)) return false;
  if ((flags & BESIDE) != 0 && !is_sure_beside(goal, depth)) return false;
  bool all_sound = true, any_clear = false;
  for (u32 i = 0; i < depth; i++) {
    const Reading& reading = path_[i].reading;
    all_sound = all_sound && (reading.flags & TRANSLITERATED) != 0;
    any_clear = any_clear || ((reading.flags & NEEDS_PARTNER) == 0 && reading.distance == 0 && index_.listed[reading.listed].size > 1);
  }
  if (all_sound && goal.letters >= kSoundsTogether) return true;
  return (flags & NEEDS_PARTNER) == 0 || any_clear;
}

// Whether each digit that stands for a word of one letter has a long or, at an end of the find, rare word beside it.
bool Scanner::are_lone_signs_sure(u32 depth) const {
  bool any_long = false, any_rare = false;
  for (u32 i = 0; i < depth; i++) {
    const Reading& reading = path_[i].reading;
    if ((reading.flags & NEEDS_PARTNER) != 0 || reading.distance != 0 || index_.listed[reading.listed].size < kLongPartner) continue;
    any_long = true;
    any_rare = any_rare || memo_.reader().is_rare(reading.listed);
  }
  for (u32 i = 0; i < depth && !any_rare; i++) {
    if ((path_[i].reading.flags & LONE) == 0) continue;
    const bool is_inside = i != 0 && i + 1 != depth;
    const Gap gap = gaps_[i == 0 ? path_[i].after - 1 : path_[i].after - 2];
    if (!any_long || !(is_inside || gap == Gap::SIGN)) return false;
  }
  return true;
}

// Whether two errors in a short word stand beside enough letters, or a rare word, without any.
bool Scanner::are_short_errors_sure(const Goal& goal, u32 depth) const {
  if (index_.numbers.ordinary_rule == 0) return true;
  bool all_long = true;
  for (u32 i = 0; i < depth; i++) {
    const Reading& reading = path_[i].reading;
    const u32 size = index_.listed[reading.listed].size;
    all_long = all_long && (reading.distance < 2 || size >= kTwoErrorsFrom || goal.letters >= size + kTwoErrorsBeside);
  }
  if (all_long) return true;
  for (u32 i = 0; i < depth; i++) {
    const Reading& reading = path_[i].reading;
    if (reading.distance == 0 && (reading.flags & NEEDS_PARTNER) == 0 && memo_.reader().is_rare(reading.listed)) return true;
  }
  return false;
}

// Whether a stretch of the text is an ordinary word.
bool Scanner::is_common(u32 start, u32 end) const {
  return index_.numbers.ordinary_rule != 0 && index_.is_ordinary(hash_of(letters_.honest.data() + start, end - start));
}

bool Scanner::is_likely(const Step& step) {
  if (index_.numbers.ordinary_rule == 0) return true;
  const Listed& listed = index_.listed[step.reading.listed];
  u32 wanted[kLongestWord];
  for (u32 i = 0; i < listed.size; i++) wanted[i] = index_.class_at(listed.letters + i);
  return are_likely(classes_of(step.start, step.end), step.end - step.start, wanted, listed.size, step.reading.distance);
}

// Whether all words but one are plain, and enough or rare enough to excuse that one.
bool Scanner::is_sure_beside(const Goal& goal, u32 depth) const {
  u32 place = depth;
  for (u32 i = 0; i < depth; i++) {
    if (is_plain(path_[i].reading)) continue;
    if (place != depth) return false;
    place = i;
  }
  const u32 edited = path_[place].reading.listed;
  const u32 size = index_.listed[edited].size;
  if (depth > 2 && goal.letters - size >= kLettersBeside) return true;
  const u32 beside = path_[place != 0 ? place - 1 : 1].reading.listed;
  const u32 other = index_.listed[beside].size;
  return memo_.reader().is_rare(beside) || (std::min(other, size) >= kLettersOfEach && other + size >= kLettersOfBoth);
}

// A find, if the words read for a term are enough to tell that it is there.
void Scanner::reach(const Goal& goal, u32 depth) {
  u32 flags = (goal.flags & GOAL_JOINED) != 0 ? u32{JOINED} : 0u;
  u32 distance = 0;
  u32 boundaries = (goal.flags & GOAL_JOINED) != 0 ? 1u << static_cast<u32>(Boundary::JOINED) : 0u;
  bool any_glued = false, is_unspaced = false;
  for (u32 i = 0; i < depth; i++) {
    const Step& step = path_[i];
    flags |= step.reading.flags;
    distance += step.reading.distance;
    boundaries |= 1u << static_cast<u32>(step.reading.boundary);
    any_glued = any_glued || is_glued(step.reading.boundary);
    is_unspaced = is_unspaced || letters_.kind[step.start] == UNSPACED;
  }
  if (distance > goal.edits || !is_sure(goal, flags, depth)) return;
  const u32 start = path_[0].start;
  const u32 end = path_[depth - 1].end;
  if ((goal.flags & (GOAL_JOINED | GOAL_COMPOUND)) == GOAL_JOINED && is_common(start, end)) return;
  if (any_glued && ((goal.flags & GOAL_GLUED) == 0 || distance != 0 || (depth > 1 && goal.letters < kGluedPhraseFrom))) return;
  if (goal.literal_size != 0) {
    if (end - start != goal.literal_size) return;
    if (!std::equal(index_.literals.data + goal.literal, index_.literals.data + goal.literal + goal.literal_size, letters_.honest.data() + start)) return;
  }
  Boundary boundary = Boundary::WHOLE;
  if (is_unspaced) {
    boundary = Boundary::POSITION;
  } else {
    constexpr Boundary kOrder[] = {Boundary::SPLIT, Boundary::GLUED_BEFORE, Boundary::GLUED_AFTER, Boundary::GLUED_INSIDE, Boundary::JOINED};
    for (Boundary candidate : kOrder) {
      if ((boundaries >> static_cast<u32>(candidate) & 1) != 0) {
        boundary = candidate;
        break;
      }
    }
  }
  find(goal, start, end, distance, flags, boundary);
}

u32 Scanner::count_points(const u8* text, std::size_t size) {
  u32 count = 0;
  for (std::size_t at = 0; at < size; count++) {
    if (at + 8 <= size && (load64(text + at) & 0x8080808080808080ULL) == 0) {
      at += 8;
      count += 7;
    } else {
      at += decode(text + at, text + size).length;
    }
  }
  return count;
}

u32 Scanner::point_at(u32 byte) const { return letters_.is_ascii ? byte : points_[byte]; }

void Scanner::find(const Goal& goal, u32 start, u32 end, u32 distance, u32 flags, Boundary boundary) {
  flags = (flags & 0xffff) | traces(start, end, goal);
  if ((goal.flags & GOAL_DISGUISES) == 0 && (distance != 0 || (flags & ~kPlainDisguises) != 0)) return;
  if (!letters_.is_ascii && points_.empty()) {
    points_.resize(text_size_ + 1);
    u32 count = 0;
    for (std::size_t at = 0; at < text_size_;) {
      const u32 length = decode(text_ + at, text_ + text_size_).length;
      for (u32 i = 0; i < length; i++) points_[at + i] = count;
      at += length;
      count++;
    }
    points_[text_size_] = count;
  }
  found_.push_back({row_, goal.term, point_at(letters_.start_of(start)), point_at(letters_.end_of(end - 1)),
                    static_cast<u8>(distance), static_cast<u8>(boundary), static_cast<u16>(flags)});
}

// Disguises that folding undid; what is invisible counts only between two letters of a word.
u32 Scanner::traces(u32 start, u32 end, const Goal& goal) const {
  if (letters_.is_ascii) return 0;
  u32 flags = 0;
  for (u32 place = start; place < end; place++) {
    const u32 trace = letters_.trace[place] & ~goal.traces;
    if ((trace & TRACE_WIDTH) != 0) flags |= WIDTH;
    if ((trace & TRACE_ACCENT) != 0) flags |= ACCENT;
    if ((trace & TRACE_ZERO_WIDTH) == 0 || place == start) continue;
    const u8 before = index_.tables.letter(letters_.honest[place - 1]).script;
    const u8 after = index_.tables.letter(letters_.honest[place]).script;
    if (before > 0 && before <= 3 && after > 0 && after <= 3) flags |= ZERO_WIDTH;
  }
  return flags;
}

// ---- spelled letter by letter

void Scanner::spelled_runs() {
  const auto holds = [&](std::int64_t place) {
    if (place < 0 || place >= static_cast<std::int64_t>(letters_.size())) return false;
    const u8 kind = letters_.kind[place];
    return kind == LETTER || kind == DIGIT || kind == SIGN || kind == UNSPACED || kind == REGIONAL;
  };
  run_.clear();
  const auto close = [&] {
    if (run_.size() >= 3) spelled(run_);
    run_.clear();
  };
  for (u32 place = 0; place < letters_.size(); place++) {
    const u8 kind = letters_.kind[place];
    if (kind != LETTER && kind != DIGIT && kind != SIGN) {
      if (kind == UNSPACED || kind == REGIONAL) close();
      continue;
    }
    if (holds(std::int64_t{place} - 1) || holds(std::int64_t{place} + 1)) {
      close();
      continue;
    }
    if (!run_.empty() && gap_between(index_.tables, letters_, run_.back() + 1, place, 1) == Gap::BREAK) close();
    run_.push_back(place);
  }
  close();
}

void Scanner::spelled(const std::vector<u32>& run) {
  buffer_.clear();
  for (u32 place : run) buffer_.add(index_.tables, letters_.honest[place]);
  const Word text = buffer_.word();
  for (u32 start = 0; start < text.size; start++) {
    u64 hash = 0;
    const u32 most = std::min<u32>(text.size - start, kLongestWord);
    for (u32 size = 1; size <= most; size++) {
      hash = grow(hash, text.classes[start + size - 1]);
      if ((index_.numbers.spelled_lengths >> (size - 1) & 1) == 0) continue;
      index_.spelled.find(mix(hash), [&](u32 number) {
        const SpelledTerm& term = index_.spelled_terms[number];
        if (term.size != size) return;
        if (size < kSpelledLooselyFrom) {
          if (run.size() != size) return;
          for (u32 place = run[0]; place < run.back(); place++) {
            if (letters_.honest[place] == ' ') return;
          }
        }
        listed_buffer_.clear();
        for (u32 i = 0; i < size; i++) listed_buffer_.add(index_.tables, index_.letter_at(term.letters + i));
        const Word whole = listed_buffer_.word();
        if (!std::equal(whole.classes, whole.classes + size, text.classes + start)) return;
        const Word written = text.part(start, start + size);
        u32 flags = compare(written, whole);
        if (flags == kNoMatch) return;
        if ((flags & LEET) != 0) {
          u32 letters = 0;
          for (u32 i = 0; i < size; i++) letters += written.entries[i]->kind == LETTER;
          if (letters < 2 || 2 * letters < size) return;
          flags &= ~NEEDS_PARTNER;
        }
        if ((flags & NEEDS_PARTNER) != 0) return;
        find(term.goal, run[start], run[start + size - 1] + 1, 0, flags | SPELLED, Boundary::SPELLED);
      });
    }
  }
  spelled_with_edit(run);
}

void Scanner::spelled_with_edit(const std::vector<u32>& run) {
  if (run.size() < kSpelledWithEditFrom - 1 || run.size() > kLongestWord) return;
  const u32 number = memo_.number_of(buffer_.word().honest, buffer_.word().size, false);
  const u32 count = memo_.info(number).readings;
  for (u32 i = 0; i < count; i++) {
    const Reading reading = memo_.readings(number)[i];
    const Listed& listed = index_.listed[reading.listed];
    if (reading.distance != 1 || listed.size < kSpelledWithEditFrom || listed.node == 0) continue;
    const Node& node = index_.nodes[listed.node];
    for (u32 g = 0; g < node.goals; g++) {
      const Goal& goal = index_.goals[node.first_goal + g];
      if (goal.edits != 0) find(goal, run[0], run.back() + 1, 1, reading.flags | SPELLED, Boundary::SPELLED);
    }
  }
}

// ---- the best of overlapping finds of each term

void Scanner::keep_best() {
  kept_.clear();
  if (found_.empty()) return;
  const auto rank = [](const Find& one, const Find& other) {
    if (one.term != other.term) return one.term < other.term;
    if (one.distance != other.distance) return one.distance < other.distance;
    const int bits = __builtin_popcount(one.disguises) - __builtin_popcount(other.disguises);
    if (bits != 0) return bits < 0;
    if (one.end - one.start != other.end - other.start) return one.end - one.start > other.end - other.start;
    if (one.start != other.start) return one.start < other.start;
    if (one.boundary != other.boundary) return one.boundary < other.boundary;
    return one.disguises < other.disguises;
  };
  std::sort(found_.begin(), found_.end(), rank);
  std::map<u32, u32> taken;  // of a term: start to end of what is kept; disjoint
  for (std::size_t i = 0; i < found_.size(); i++) {
    const Find& find = found_[i];
    const bool is_first = i == 0 || found_[i - 1].term != find.term;
    const bool is_only = is_first && (i + 1 == found_.size() || found_[i + 1].term != find.term);
    if (is_only) {
      kept_.push_back(find);
      continue;
    }
    if (is_first) taken.clear();
    auto after = taken.lower_bound(find.end);
    if (after != taken.begin() && std::prev(after)->second > find.start) continue;
    taken.emplace(find.start, find.end);
    kept_.push_back(find);
  }
  std::sort(kept_.begin(), kept_.end(), [](const Find& one, const Find& other) {
    if (one.start != other.start) return one.start < other.start;
    return one.end != other.end ? one.end < other.end : one.term < other.term;
  });
}

}  // namespace termscan
