// From words read to finds: whether they are enough to tell that the term is there.
#include "scan.hpp"

#include <algorithm>

#include "fingers.hpp"

namespace termscan {
namespace {

constexpr u32 kGluedPhraseFrom = 6;
constexpr u32 kLettersBeside = 8;
constexpr u32 kLettersOfBoth = 8;
constexpr u32 kLongPartner = 4;
constexpr u32 kTwoErrorsFrom = 7;
constexpr u32 kTwoErrorsBeside = 4;
constexpr u32 kSoundsTogether = 6;
constexpr u32 kUnlikely = EDITED | LOOK_ALIKE | LEET | MASKED;
constexpr u32 kPlainDisguises = ACCENT | WIDTH | ZERO_WIDTH | INFLECTED;

}  // namespace

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

}  // namespace termscan
