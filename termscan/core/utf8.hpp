// UTF-8 that is never trusted: what is no well-formed sequence is one separator for each bad byte.
#pragma once

#include <string>

#include "common.hpp"

namespace termscan {

inline void append_utf8(std::string& out, u32 point) {
  if (point < 0x80) {
    out += static_cast<char>(point);
  } else if (point < 0x800) {
    out += static_cast<char>(0xc0 | point >> 6);
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else if (point < 0x10000) {
    out += static_cast<char>(0xe0 | point >> 12);
    out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | point >> 18);
    out += static_cast<char>(0x80 | (point >> 12 & 0x3f));
    out += static_cast<char>(0x80 | (point >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (point & 0x3f));
  }
}

constexpr u32 kBadByte = 0xffffffffu;

struct Decoded {
  u32 point;   // a code point, or kBadByte
  u32 length;  // bytes
};

inline bool is_continuation(u8 byte) { return (byte & 0xc0) == 0x80; }

// Decodes the code point at `at`; `at < end`. Overlong forms, surrogates and what lies above U+10FFFF are bad bytes.
inline Decoded decode(const u8* at, const u8* end) {
  const u8 first = *at;
  if (first < 0x80) return {first, 1};
  const std::size_t left = static_cast<std::size_t>(end - at);
  if (first >= 0xc2 && first <= 0xdf && left >= 2 && is_continuation(at[1])) {
    return {static_cast<u32>((first & 0x1f) << 6 | (at[1] & 0x3f)), 2};
  }
  if (first >= 0xe0 && first <= 0xef && left >= 3 && is_continuation(at[1]) && is_continuation(at[2])) {
    const u32 point = static_cast<u32>((first & 0x0f) << 12 | (at[1] & 0x3f) << 6 | (at[2] & 0x3f));
    if (point >= 0x800 && (point < 0xd800 || point > 0xdfff)) return {point, 3};
  }
  if (first >= 0xf0 && first <= 0xf4 && left >= 4 && is_continuation(at[1]) && is_continuation(at[2]) &&
      is_continuation(at[3])) {
    const u32 point =
        static_cast<u32>((first & 0x07) << 18 | (at[1] & 0x3f) << 12 | (at[2] & 0x3f) << 6 | (at[3] & 0x3f));
    if (point >= 0x10000 && point <= 0x10ffff) return {point, 4};
  }
  return {kBadByte, 1};
}

}  // namespace termscan
