// Words of a text in honest letters, and the gaps between them.
#pragma once

#include "fold.hpp"

namespace termscan {

constexpr u32 kLongestWord = 64;  // longer ones are only searched for glued terms

enum class Gap : u8 { NONE, SPACE, SIGN, BREAK };

struct WordSpan {
  u32 start;  // letters
  u32 end;
};

// Finds the next word at or after `place`; false where there is none.
bool next_word(const Letters& letters, u32 place, WordSpan& word);

// What stands between a word that ends at `start` and one that begins at `end`.
Gap gap_between(const Tables& tables, const Letters& letters, u32 start, u32 end, u32 letters_before);

}  // namespace termscan
