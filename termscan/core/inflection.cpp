#include "inflection.hpp"

#include <algorithm>

namespace termscan {

std::vector<std::string> split_text(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (true) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(text.substr(start, end == std::string::npos ? end : end - start));
    if (end == std::string::npos) return parts;
    start = end + 1;
  }
}

std::vector<std::vector<std::string>> tsv_rows(Span<u8> tsv) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : split_text(std::string(tsv.begin(), tsv.end()), '\n')) {
    if (!line.empty() && line[0] != '#') rows.push_back(split_text(line, '\t'));
  }
  return rows;
}

std::vector<u32> honest_letters(const Tables& tables, const std::string& text) {
  Letters letters;
  fold_text(tables, reinterpret_cast<const u8*>(text.data()), text.size(), letters);
  return {letters.honest.data(), letters.honest.data() + letters.count};
}

Inflections::Inflections(const Tables& tables, Span<u8> tsv, const std::vector<std::string>& languages)
    : rules_(languages.size()), spellings_(languages.size()) {
  for (const auto& row : tsv_rows(tsv)) {
    if (row.size() != 4) throw Error("inflections.tsv is damaged: install termscan again");
    const auto found = std::find(languages.begin(), languages.end(), row[0]);
    if (found == languages.end()) continue;
    const std::size_t language = static_cast<std::size_t>(found - languages.begin());
    for (const std::string& replacement : split_text(row[3], ' ')) {
      if (row[1] == "~") {
        const auto sides = split_text(replacement, '=');
        if (sides.size() == 2) spellings_[language].emplace_back(sides[0], sides[1]);
        continue;
      }
      InflectionRule rule;
      rule.kind = row[1] == "+" ? Ending::PREFIX : Ending::SUFFIX;
      rule.fewest = static_cast<u32>(std::stoul(row[2]));
      if (row[1] != "+" && row[1] != "-") rule.ending = honest_letters(tables, row[1]);
      rule.replacement = honest_letters(tables, replacement);
      rules_[language].push_back(rule);
    }
  }
  for (const auto& rules : rules_) {
    for (const auto& rule : rules) {
      Reversal reversal{rule.replacement, rule.ending, rule.kind == Ending::PREFIX};
      for (u32& letter : reversal.written) letter = tables.class_of(letter);
      for (u32& letter : reversal.listed) letter = tables.class_of(letter);
      const auto same = [&](const Reversal& other) {
        return other.written == reversal.written && other.listed == reversal.listed && other.is_prefix == reversal.is_prefix;
      };
      if (std::none_of(reversals_.begin(), reversals_.end(), same)) reversals_.push_back(reversal);
    }
  }
}

std::vector<std::string> Inflections::spellings(const std::string& text, u32 language) const {
  std::string spelled = text;
  for (const auto& [letter, letters] : spellings_[language]) {
    for (std::size_t at = 0; (at = spelled.find(letter, at)) != std::string::npos; at += letters.size()) {
      spelled.replace(at, letter.size(), letters);
    }
  }
  return spelled == text ? std::vector<std::string>{text} : std::vector<std::string>{text, spelled};
}

}  // namespace termscan
