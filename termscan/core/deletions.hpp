// Deletion neighbourhoods (Garbe's SymSpell): words within k typing errors share what is left after k deletions each.
#pragma once

#include "index.hpp"

namespace termscan {

// Deletions are taken from so many first letters only; of words that share a prefix all are compared anyway.
constexpr u32 kPrefix = 9;

inline u64 deletion_key(u64 packed, u32 size) { return mix(packed << 4 | size); }

// What is left of a packed word of `size` letters without the letter at `place`.
inline u64 without(u64 packed, u32 size, u32 place) {
  const u32 shift = 6 * (size - 1 - place);
  return packed >> (shift + 6) << shift | (packed & ((1ull << shift) - 1));
}

// Visits the beginning of a word in class letters and what is left of it after up to `most` deletions.
template <class Visit>
void each_deletion(const u32* word, u32 size, u32 most, Visit visit) {
  const u32 length = size < kPrefix ? size : kPrefix;
  u64 packed = 0;
  for (u32 i = 0; i < length; i++) packed = packed << 6 | six_bits(word[i]);
  visit(deletion_key(packed, length));
  if (most == 0) return;
  u64 last = ~0ull;
  for (u32 i = 0; i < length; i++) {
    const u64 one = without(packed, length, i);
    if (one == last) continue;  // of a run of letters, it does not matter which one goes
    last = one;
    visit(deletion_key(one, length - 1));
    if (most == 1) continue;
    u64 before = ~0ull;
    for (u32 j = i; j + 1 < length; j++) {
      const u64 two = without(one, length - 1, j);
      if (two != before) visit(deletion_key(two, length - 2));
      before = two;
    }
  }
}

inline u64 skeleton_key(const std::string& skeleton) {
  u64 hash = 0;
  for (char letter : skeleton) hash = grow(hash, static_cast<u8>(letter));
  return mix(hash ^ 0x5bd1e9955bd1e995ULL);
}

}  // namespace termscan
