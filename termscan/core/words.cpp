#include "words.hpp"

namespace termscan {
namespace {

constexpr u32 kWidestGap = 8;
constexpr u32 kMostSigns = 4;
constexpr u32 kAbbreviation = 3;
// Kinds by place, with room on both sides.
struct Kinds {
  const Letters& letters;
  u8 operator[](std::int64_t place) const {
    return place < 0 || place >= static_cast<std::int64_t>(letters.size()) ? kNoKind : letters.kind[place];
  }
};

bool is_core(u8 kind) { return kind == LETTER || kind == DIGIT; }
bool is_core_or_sign(u8 kind) { return is_core(kind) || kind == SIGN; }
bool holds_word(u8 kind) { return is_core_or_sign(kind) || kind == REGIONAL; }

// Letters and digits that go on after signs or asterisks at `place`: where they begin, or 0.
std::int64_t bridge(const Kinds& kinds, std::int64_t place) {
  std::int64_t after = place;
  if (kinds[place] == SIGN) {
    while (kinds[after] == SIGN && after - place < 4) after++;
    return after - place <= 3 && is_core(kinds[after]) ? after : 0;
  }
  if (kinds[place] != STAR) return 0;
  while (kinds[after] == STAR && after - place < 9) after++;
  if (after - place > 8 || !is_core(kinds[after])) return 0;
  const bool is_long_before = is_core(kinds[place - 1]) && is_core_or_sign(kinds[place - 2]);
  return is_long_before || is_core_or_sign(kinds[after + 1]) ? after : 0;
}

}  // namespace

bool next_word(const Letters& letters, u32 place, WordSpan& word) {
  const Kinds kinds{letters};
  const std::int64_t size = static_cast<std::int64_t>(letters.size());
  std::int64_t start = place;
  const u8* kind_at = letters.kind.data();
  for (; start < size; start++) {
    const u8 kind = kind_at[start];
    if (kind == UNSPACED || kind == REGIONAL || is_core(kind)) break;
    if (kind == SIGN && kinds[start + 1] == LETTER && !holds_word(kinds[start - 1])) break;
  }
  if (start >= size) return false;
  std::int64_t end = start + 1;
  if (kinds[start] == REGIONAL) {
    while (kinds[end] == REGIONAL) end++;
  } else if (kinds[start] != UNSPACED) {
    while (true) {
      while (is_core(kind_at[end])) end++;
      if (kind_at[end] != SIGN && kind_at[end] != STAR) break;
      const std::int64_t after = bridge(kinds, end);
      if (after == 0) break;
      end = after;
    }
    if (kind_at[end] == SIGN && kinds[end - 1] == LETTER && !holds_word(kinds[end + 1])) end++;
  }
  word = {static_cast<u32>(start), static_cast<u32>(end)};
  return true;
}

namespace {

// Whether a letter of a script with capitals is written small and without marks.
bool is_small(const Tables& tables, const Letters& letters, u32 place) {
  const u32 letter = letters.honest[place];
  const u8 script = tables.letter(letter).script;
  if (tables.letter(letter).kind != LETTER || script == 0 || script > 3) return false;
  return decode(letters.text + letters.start_of(place), letters.text + letters.text_size).point == letter;
}

}  // namespace

Gap gap_between(const Tables& tables, const Letters& letters, u32 start, u32 end, u32 letters_before) {
  if (start == end) return Gap::NONE;
  if (end - start == 1 && letters.kind[start] == SPACE) return Gap::SPACE;
  if (end - start > kWidestGap) return Gap::BREAK;
  u32 signs = 0;
  for (u32 place = start; place < end; place++) {
    if (letters.kind[place] == LINE_BREAK) return Gap::BREAK;
    signs += letters.kind[place] != SPACE;
  }
  if (signs > kMostSigns) return Gap::BREAK;
  if (signs == 0) return Gap::SPACE;
  if (letters_before > kAbbreviation) {
    for (u32 place = start; place + 1 < end; place++) {
      const u32 letter = letters.honest[place];
      const bool closes = letter == '.' || letter == '!' || letter == '?' || letter == ';';
      if (!closes || letters.kind[place + 1] != SPACE) continue;
      const bool is_abbreviation = letter == '.' && is_small(tables, letters, end);
      if (!is_abbreviation) return Gap::BREAK;
    }
  }
  return Gap::SIGN;
}

}  // namespace termscan
