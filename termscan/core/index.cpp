#include "index.hpp"

#include <algorithm>

namespace termscan {
namespace {

std::vector<std::string> languages_of(Span<u8> names) {
  std::vector<std::string> languages = split_text(std::string(names.begin(), names.end()), '\0');
  languages.pop_back();
  return languages;
}

}  // namespace

Index::Index(std::shared_ptr<const Blob> terms, std::shared_ptr<const OrdinaryWords> words)
    : blob(std::move(terms)), ordinary(std::move(words)) {
  const Blob& from = *blob;
  tables = Tables(from.section<u8>(S_FOLD_TABLE), from.section<u8>(S_LETTER_TABLE));
  inflections = Inflections(tables, from.section<u8>(S_INFLECTIONS), languages_of(from.section<u8>(S_LANGUAGES)));
  phonetics = Phonetics(tables, from.section<u8>(S_PHONETICS));
  alphabet = from.section<u32>(S_ALPHABET);
  letters = from.section<u16>(S_LETTERS);
  literals = from.section<u32>(S_LITERALS);
  keys = from.section<Key>(S_KEYS);
  listed = from.section<Listed>(S_LISTED);
  nodes = from.section<Node>(S_NODES);
  edges = from.section<Candidate>(S_EDGES);
  goals = from.section<Goal>(S_GOALS);
  before_first = from.section<u32>(S_BEFORE_FIRST);
  before = from.section<Candidate>(S_BEFORE);
  spelled_terms = from.section<SpelledTerm>(S_SPELLED_TERMS);
  form_filter = Filter(from.section<u64>(S_FORMS));
  edge_filter = Filter(from.section<u64>(S_EDGE_FILTER));
  beginnings = Filter(from.section<u64>(S_BEGINNINGS));
  ends = Filter(from.section<u64>(S_ENDS));
  missing_first = HashTable(from, S_MISSING_FIRST);
  missing_second = HashTable(from, S_MISSING_SECOND);
  const auto told = from.section<Numbers>(S_NUMBERS);
  if (told.size != 1 || nodes.empty()) throw Error("the index is damaged; compile the terms again");
  numbers = told[0];
  exact = HashTable(from, S_EXACT);
  collapsed = HashTable(from, S_COLLAPSED);
  phonetic = HashTable(from, S_PHONETIC);
  glued = HashTable(from, S_GLUED);
  glued_starts = HashTable(from, S_GLUED_STARTS);
  firsts = HashTable(from, S_FIRSTS);
  spelled = HashTable(from, S_SPELLED_TABLE);
  deletions = HashTable(from, S_DELETIONS);
  resembling = HashTable(from, S_RESEMBLING);
  std::vector<u32> all;
  for (u32 letter : alphabet) {
    alphabet_class.push_back(tables.class_of(letter));
    all.push_back(alphabet_class.back());
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  class_numbers = static_cast<u32>(all.size() + 1);
  low_numbers_.assign(0x600, 0);  // Latin to Hebrew: what words are written in that can be mistyped
  for (std::size_t i = 0; i < all.size(); i++) {
    const u16 number = static_cast<u16>(i + 1);
    if (all[i] < low_numbers_.size()) {
      low_numbers_[all[i]] = number;
    } else {
      high_numbers_.emplace_back(all[i], number);
    }
  }
  for (u32 letter : alphabet_class) class_number.push_back(static_cast<u16>(number_of_class(letter)));
}

u32 Index::high_number_of(u32 letter) const {
  const auto found = std::lower_bound(high_numbers_.begin(), high_numbers_.end(), std::pair<u32, u16>(letter, 0));
  return found != high_numbers_.end() && found->first == letter ? found->second : 0;
}

}  // namespace termscan
