#include "sha256.hpp"

namespace termscan {
namespace {

constexpr u32 kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
    0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
    0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
    0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
    0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
    0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

u32 rotr(u32 value, int bits) { return value >> bits | value << (32 - bits); }

void add_block(u32* state, const u8* block) {
  u32 w[64];
  for (int i = 0; i < 16; i++) {
    w[i] = u32{block[4 * i]} << 24 | u32{block[4 * i + 1]} << 16 | u32{block[4 * i + 2]} << 8 | block[4 * i + 3];
  }
  for (int i = 16; i < 64; i++) {
    const u32 low = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
    const u32 high = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + low + w[i - 7] + high;
  }
  u32 v[8];
  std::memcpy(v, state, sizeof v);
  for (int i = 0; i < 64; i++) {
    const u32 choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    const u32 majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    const u32 one = v[7] + (rotr(v[4], 6) ^ rotr(v[4], 11) ^ rotr(v[4], 25)) + choice + kRound[i] + w[i];
    const u32 two = (rotr(v[0], 2) ^ rotr(v[0], 13) ^ rotr(v[0], 22)) + majority;
    for (int j = 7; j > 0; j--) v[j] = v[j - 1];
    v[4] += one;
    v[0] = one + two;
  }
  for (int i = 0; i < 8; i++) state[i] += v[i];
}

}  // namespace

std::array<u8, 32> sha256(const u8* data, std::size_t size) {
  u32 state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::size_t at = 0;
  for (; at + 64 <= size; at += 64) add_block(state, data + at);
  u8 tail[128] = {};
  const std::size_t left = size - at;
  if (left != 0) std::memcpy(tail, data + at, left);
  tail[left] = 0x80;
  const std::size_t whole = left < 56 ? 64 : 128;
  const u64 bits = u64{size} * 8;
  for (int i = 0; i < 8; i++) tail[whole - 1 - i] = static_cast<u8>(bits >> 8 * i);
  add_block(state, tail);
  if (whole == 128) add_block(state, tail + 64);
  std::array<u8, 32> digest;
  for (int i = 0; i < 32; i++) digest[i] = static_cast<u8>(state[i / 4] >> (24 - 8 * (i % 4)));
  return digest;
}

}  // namespace termscan
