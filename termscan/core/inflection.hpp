// The forms that a word may take in its language, by the rules of inflections.tsv.
#pragma once

#include <string>
#include <vector>

#include "fold.hpp"

namespace termscan {

enum class Ending : u8 { SUFFIX, PREFIX, SPELLING };

// What may stand in place of the ending of a listed word, in honest letters.
struct InflectionRule {
  Ending kind;
  u32 fewest;  // letters of the listed word
  std::vector<u32> ending;
  std::vector<u32> replacement;
};

// A rule read backwards: what a written word ends (or begins) with leads to what the listed one ends with.
struct Reversal {
  std::vector<u32> written;  // in class letters
  std::vector<u32> listed;
  bool is_prefix;
};

class Inflections {
 public:
  Inflections() = default;
  // `languages`: those of the index, in the order of their numbers.
  Inflections(const Tables& tables, Span<u8> tsv, const std::vector<std::string>& languages);

  const std::vector<InflectionRule>& rules(u32 language) const { return rules_[language]; }
  const std::vector<Reversal>& reversals() const { return reversals_; }
  // Term texts as their language spells them, the given one first.
  std::vector<std::string> spellings(const std::string& text, u32 language) const;

 private:
  std::vector<std::vector<InflectionRule>> rules_;
  std::vector<std::vector<std::pair<std::string, std::string>>> spellings_;
  std::vector<Reversal> reversals_;
};

// Rows of a table that is text, without comments.
std::vector<std::vector<std::string>> tsv_rows(Span<u8> tsv);
std::vector<std::string> split_text(const std::string& text, char separator);
std::vector<u32> honest_letters(const Tables& tables, const std::string& text);

}  // namespace termscan
