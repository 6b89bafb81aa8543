// Cuts the bytes of a text into tokens at ASCII separators, many bytes at a time.
#pragma once

#include <vector>

#include "fold.hpp"

namespace termscan {

// A run of bytes between ASCII separators: what it holds does not depend on what stands around it.
// Letters, digits, signs, asterisks, # and all that is not ASCII belong to tokens.
struct Token {
  u32 start;  // bytes
  u32 end;
};

class Tokenizer {
 public:
  explicit Tokenizer(const Tables& tables);

  // Replaces the tokens by those of a text.
  void cut(const u8* text, std::size_t size);
  std::size_t size() const { return edges_.size() / 2; }
  Token operator[](std::size_t place) const { return {edges_[2 * place], edges_[2 * place + 1]}; }
  // The text with ASCII in lower case; sixteen bytes behind its end may be read, too.
  const u8* lower() const { return lower_.data(); }

 private:
  u64 lower_block(const u8* text, u8* lower) const;
  void add_edges(u64 inside, u32 offset);

  u8 low_half_[16] = {};  // by the lower four bits of a byte: with which upper ones it belongs to tokens
  Flat<u8> lower_;
  std::vector<u32> edges_;  // starts and ends in turn
  u64 before_ = 0;          // whether the last byte of the block before belongs to a token
};

}  // namespace termscan
