// Ordinary words, which are what they seem: folded, put in order and hashed once, and shared by all indexes.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "blob.hpp"
#include "tables.hpp"

namespace termscan {

enum OrdinarySection : std::size_t {
  O_TEXT,    // the words in honest letters, each once, in the order of their code points
  O_HASHES,  // u64: open addressing, 0: empty
  O_ENDS,    // u32: where each word ends in the text
};

class OrdinaryWords {
 public:
  static std::shared_ptr<const OrdinaryWords> of(const Tables& tables, const std::vector<std::string>& words);
  // Takes a block that was checked.
  explicit OrdinaryWords(std::shared_ptr<const Blob> blob);

  std::size_t size() const { return ends_.size; }
  std::string_view word(std::size_t number) const;
  bool has(std::string_view honest) const;
  std::shared_ptr<const OrdinaryWords> with(const OrdinaryWords& other) const;
  // SHA-256 of the number of words and of each word behind its size.
  const u8* digest() const { return blob_->header().digest; }
  const Blob& blob() const { return *blob_; }
  // Whether a word in honest letters is among them, by its hash (see `grow`).
  bool has_hash(u64 hash) const {
    if (hashes_.empty()) return false;
    const u64 key = mix(hash) | 1;
    const std::size_t mask = hashes_.size - 1;
    for (std::size_t i = key >> 20 & mask;; i = (i + 1) & mask) {
      if (hashes_[i] == key) return true;
      if (hashes_[i] == 0) return false;
    }
  }

 private:
  std::shared_ptr<const Blob> blob_;
  Span<char> text_;
  Span<u64> hashes_;
  Span<u32> ends_;
};

}  // namespace termscan
