// The two committed tables: what a code point becomes, and what is known of each honest letter.
// Their layout is told in src/termscan/tables/README.md.
#pragma once

#include <vector>

#include "common.hpp"

namespace termscan {

enum Kind : u8 { OTHER, LETTER, DIGIT, SIGN, UNSPACED, SPACE, LINE_BREAK };
enum Trace : u8 { TRACE_WIDTH = 1, TRACE_ZERO_WIDTH = 2, TRACE_ACCENT = 4, TRACE_REGIONAL = 8 };

enum LetterFlag : u8 { IS_PERFECT = 1, IS_MARKED = 2 };

struct LetterEntry {
  u32 class_point;  // 0: the letter itself
  u8 kind;
  u8 script;
  u8 flags;  // bits of LetterFlag
  u8 reserved;
};

struct FoldEntry {
  const u32* letters;  // nullptr: the code point itself
  u32 count;
  u32 trace;
};

struct AsciiFold {
  u8 letter;
  u8 kind;
};

class Tables {
 public:
  Tables() = default;
  // Checks every offset and number, so that look-ups need no checks.
  Tables(Span<u8> fold, Span<u8> letters);

  FoldEntry fold(u32 point) const {
    const u32 entry = fold_entries_[fold_second_[fold_first_[point >> 8] << 8 | (point & 255)]];
    const u32 count = entry >> 4 & 15;
    if (count == kItself) return {nullptr, 1, entry & 15};
    return {pool_ + (entry >> 8), count, entry & 15};
  }
  const LetterEntry& letter(u32 point) const {
    return letters_[letter_second_[letter_first_[point >> 8] << 8 | (point & 255)]];
  }
  u32 class_of(u32 letter_point) const {
    const u32 found = letter(letter_point).class_point;
    return found != 0 ? found : letter_point;
  }
  static constexpr u32 kItself = 15;
  const AsciiFold* ascii() const { return ascii_; }

 private:
  const u16* fold_first_ = nullptr;
  const u16* fold_second_ = nullptr;
  const u32* fold_entries_ = nullptr;
  const u32* pool_ = nullptr;
  const u16* letter_first_ = nullptr;
  const u16* letter_second_ = nullptr;
  const LetterEntry* letters_ = nullptr;
  AsciiFold ascii_[128] = {};
};

}  // namespace termscan
