#include "tokens.hpp"

#if defined(__SSSE3__)
#include <tmmintrin.h>
#endif

namespace termscan {
namespace {

constexpr std::size_t kBlock = 64;

}  // namespace

Tokenizer::Tokenizer(const Tables& tables) {
  for (u32 byte = 0; byte < 0x80; byte++) {
    const u8 kind = tables.ascii()[byte].kind;
    const bool belongs = kind != OTHER && kind != SPACE && kind != LINE_BREAK;
    if (belongs || byte == '#') low_half_[byte & 15] |= static_cast<u8>(1 << (byte >> 4));
  }
}

#if defined(__SSSE3__)

u64 Tokenizer::lower_block(const u8* text, u8* lower) const {
  const __m128i low_half = _mm_loadu_si128(reinterpret_cast<const __m128i*>(low_half_));
  const __m128i high_half = _mm_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 0, 0, 0, 0, 0, 0, 0, 0);
  u64 inside = 0;
  for (std::size_t i = 0; i < kBlock; i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
    const __m128i is_upper = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)), _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1)));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(lower + i), _mm_or_si128(bytes, _mm_and_si128(is_upper, _mm_set1_epi8(0x20))));
    const __m128i upper_bits = _mm_and_si128(_mm_srli_epi16(bytes, 4), _mm_set1_epi8(15));
    const __m128i belongs = _mm_and_si128(_mm_shuffle_epi8(low_half, bytes), _mm_shuffle_epi8(high_half, upper_bits));
    const u32 outside = static_cast<u32>(_mm_movemask_epi8(_mm_cmpeq_epi8(belongs, _mm_setzero_si128())));
    const u32 foreign = static_cast<u32>(_mm_movemask_epi8(bytes));
    inside |= u64{(~outside & 0xffff) | foreign} << i;
  }
  return inside;
}

#else

u64 Tokenizer::lower_block(const u8* text, u8* lower) const {
  u64 inside = 0;
  for (std::size_t i = 0; i < kBlock; i++) {
    const u8 byte = text[i];
    lower[i] = byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
    inside |= u64{byte >= 0x80 || (low_half_[byte & 15] >> (byte >> 4) & 1) != 0} << i;
  }
  return inside;
}

#endif

void Tokenizer::add_edges(u64 inside, u32 offset) {
  for (u64 edges = inside ^ (inside << 1 | before_); edges != 0; edges &= edges - 1) {
    edges_.push_back(offset + static_cast<u32>(__builtin_ctzll(edges)));
  }
  before_ = inside >> 63;
}

void Tokenizer::cut(const u8* text, std::size_t size) {
  lower_.make_room(size + 2 * kBlock);
  edges_.clear();
  before_ = 0;
  std::size_t at = 0;
  for (; at + kBlock <= size; at += kBlock) add_edges(lower_block(text + at, lower_.data() + at), static_cast<u32>(at));
  u8 rest[kBlock] = {};  // a zero byte separates
  if (at < size) std::memcpy(rest, text + at, size - at);
  add_edges(lower_block(rest, lower_.data() + at), static_cast<u32>(at));
}

}  // namespace termscan
