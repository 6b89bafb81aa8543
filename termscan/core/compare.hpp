// Comparing words letter by letter: which disguise makes the one the other, if any may.
#pragma once

#include <vector>

#include "index.hpp"

namespace termscan {

constexpr u32 kNoMatch = 0xffffffffu;

// A word in honest letters, with what is known of each. Only views: the letters live elsewhere.
struct Word {
  const u32* honest;
  const u32* classes;
  const LetterEntry* const* entries;
  u32 size;

  Word part(u32 start, u32 end) const { return {honest + start, classes + start, entries + start, end - start}; }
};

// Owns what a Word shows.
class WordBuffer {
 public:
  void assign(const Tables& tables, const u32* honest, std::size_t size);
  void add(const Tables& tables, u32 letter);
  void clear();
  Word word() const { return {honest_.data(), classes_.data(), entries_.data(), static_cast<u32>(honest_.size())}; }

 private:
  std::vector<u32> honest_;
  std::vector<u32> classes_;
  std::vector<const LetterEntry*> entries_;
};

u16 scripts_of(const Word& word);
bool is_of_letters(const Word& word);

// Whether digits and signs in a word may stand for letters by themselves: not in `250mg`, `a4` or `2x500g`.
bool may_be_leet(const Word& word);

// The disguises that make a written word the listed one of the same class and size; kNoMatch: it is another word.
u32 compare(const Word& written, const Word& listed);

}  // namespace termscan
