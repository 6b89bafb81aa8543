// The words of the interface: what is looked for, and what a find is. Numbers are those of types.py.
#pragma once

#include <string>
#include <vector>

#include "common.hpp"

namespace termscan {

enum Disguise : u32 {
  LOOK_ALIKE = 1, ZERO_WIDTH = 2, WIDTH = 4, ACCENT = 8, LEET = 16, SPELLED = 32, SPLIT = 64, JOINED = 128,
  REPEATED = 256, MASKED = 512, EDITED = 1024, TRANSLITERATED = 2048, INFLECTED = 4096,
  // Inside the core only:
  NEEDS_PARTNER = 1u << 16,  // the reading holds only within a find in which another word is plain to see
  IN_PHRASE = 1u << 17,      // the reading holds only as one of several words of a term
  LONE = 1u << 19,           // a single digit read as a letter, which holds only if another word is long or rare enough
  BESIDE = 1u << 18,         // an ordinary word read by a typing error, which holds only if the others are plain
};

enum class Boundary : u8 { WHOLE, JOINED, SPLIT, SPELLED, GLUED_BEFORE, GLUED_AFTER, GLUED_INSIDE, POSITION };

inline bool is_glued(Boundary boundary) {
  return boundary == Boundary::GLUED_BEFORE || boundary == Boundary::GLUED_AFTER || boundary == Boundary::GLUED_INSIDE;
}

constexpr u8 kEditsByLength = 255;

struct Term {
  std::string text;  // UTF-8
  std::string language;
  u8 edits = kEditsByLength;
  bool disguises = true;
  bool glued = true;
};

struct Options {
  u32 one_edit_from = 5;
  u32 two_edits_from = 9;
  bool inflect = true;
  bool ordinary_rule = true;
  bool plausible = true;
};

// One find; the layout is what the Arrow export shows column by column.
struct Find {
  u64 row;
  u32 term;
  u32 start;
  u32 end;
  u8 distance;
  u8 boundary;
  u16 disguises;
};

}  // namespace termscan
