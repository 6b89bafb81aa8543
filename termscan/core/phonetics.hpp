// Phonetic skeletons: what words in two scripts have in common when the one is written as the other sounds.
#pragma once

#include <string>
#include <vector>

#include "tables.hpp"

namespace termscan {

class Phonetics {
 public:
  Phonetics() = default;
  Phonetics(const Tables& tables, Span<u8> tsv);

  // Skeletons of an honest word in a script (1 Latin, 2 Greek, 3 Cyrillic), at most eight; none if a letter has no sound.
  std::vector<std::string> skeletons(const u32* word, std::size_t size, u8 script) const;

 private:
  struct Row {
    std::vector<u32> letters;
    std::vector<u32> before;  // one of these must follow; empty: anything
    std::vector<std::string> sounds;
  };
  const Row* row_at(const u32* word, std::size_t size, std::size_t place, u8 script) const;
  std::vector<Row> rows_[4];  // by script: longest first, of equally long ones those with a condition first
};

}  // namespace termscan
