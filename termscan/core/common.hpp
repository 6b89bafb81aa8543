// Small things that every file of the core uses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>

namespace termscan {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;

// What a caller did wrong, or a file that is damaged: it becomes a Python exception with the same message.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A view of an array that somebody else owns.
template <class T>
struct Span {
  const T* data = nullptr;
  std::size_t size = 0;

  const T& operator[](std::size_t i) const { return data[i]; }
  const T* begin() const { return data; }
  const T* end() const { return data + size; }
  bool empty() const { return size == 0; }
};

inline u64 rotl(u64 value, int bits) { return value << bits | value >> (64 - bits); }

// Spreads every bit of a key over the whole word (the finaliser of MurmurHash3): tables use the high and the low bits.
inline u64 mix(u64 value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdULL;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ULL;
  return value ^ value >> 33;
}

inline u64 load64(const void* at) {
  u64 value;
  std::memcpy(&value, at, 8);
  return value;
}

}  // namespace termscan
