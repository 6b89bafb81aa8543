#include "fingers.hpp"

#include <algorithm>

namespace termscan {
namespace {

constexpr u32 kShort = 7;    // in a word of fewer letters a wrong letter must be that of a neighbouring key
constexpr u32 kShorter = 6;  // a word of fewer letters must also begin with its own letter
constexpr u32 kLong = 10;    // a word of as many letters may have any two errors

// Neighbouring keys of a QWERTY keyboard, a to z in class letters (i is also l, which has none of its own).
const char* const kNeighbours[26] = {
    "sqz",  "vnhg", "xvdf", "sfec", "wrd", "dgrv", "fhtb", "gjyn", "uoklp", "hkum", "jim", nullptr, "njk",
    "bmhj", "ipl",  "oil",  "wa",   "etf", "adwx", "ryg",  "yij",  "cbfg",  "qes",  "zcsd", "tuh",  "xas"};

bool are_neighbours(u32 one, u32 other) {
  if (one < 'a' || one > 'z' || other < 'a' || other > 'z') return true;
  const char* keys = kNeighbours[one - 'a'];
  if (keys == nullptr || kNeighbours[other - 'a'] == nullptr) return true;
  return std::strchr(keys, static_cast<char>(other)) != nullptr;
}

// Optimal string alignment in which a letter stands for another only if their keys are neighbours.
bool within(const u32* one, u32 one_size, const u32* other, u32 other_size, u32 most) {
  if (one_size > other_size + most || other_size > one_size + most) return false;
  while (one_size != 0 && other_size != 0 && *one == *other) one++, other++, one_size--, other_size--;
  if (one_size == 0 || other_size == 0) return true;
  if (most == 0) return false;
  if (within(one + 1, one_size - 1, other, other_size, most - 1)) return true;
  if (within(one, one_size, other + 1, other_size - 1, most - 1)) return true;
  if (are_neighbours(*one, *other) && within(one + 1, one_size - 1, other + 1, other_size - 1, most - 1)) return true;
  return one_size > 1 && other_size > 1 && one[0] == other[1] && one[1] == other[0] &&
         within(one + 2, one_size - 2, other + 2, other_size - 2, most - 1);
}

}  // namespace

bool are_likely(const u32* written, u32 written_size, const u32* listed, u32 listed_size, u32 edits) {
  if (listed_size >= (edits == 1 ? kShort : kLong)) return true;
  if (listed_size < kShorter && written[0] != listed[0]) {
    const bool swapped = written_size > 1 && listed_size > 1 && written[0] == listed[1] && written[1] == listed[0];
    if (!swapped) return false;
  }
  return within(written, written_size, listed, listed_size, edits);
}

}  // namespace termscan
