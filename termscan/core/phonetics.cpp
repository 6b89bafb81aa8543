#include "phonetics.hpp"

#include <algorithm>

#include "inflection.hpp"

namespace termscan {
namespace {

constexpr std::size_t kMostSkeletons = 8;

// h goes after one of p t r g d b, t goes before S, and runs of one letter become one.
std::string reduced(const std::string& sounds) {
  std::string kept;
  for (std::size_t i = 0; i < sounds.size(); i++) {
    const char letter = sounds[i];
    if (letter == 'h' && i > 0 && std::string("ptrgdb").find(sounds[i - 1]) != std::string::npos) continue;
    if (letter == 't' && i + 1 < sounds.size() && sounds[i + 1] == 'S') continue;
    if (kept.empty() || kept.back() != letter) kept += letter;
  }
  return kept;
}

}  // namespace

Phonetics::Phonetics(const Tables& tables, Span<u8> tsv) {
  for (const auto& row : tsv_rows(tsv)) {
    if (row.size() != 4) throw Error("phonetics.tsv is damaged: install termscan again");
    const u8 script = row[0] == "latin" ? 1 : row[0] == "greek" ? 2 : row[0] == "cyrillic" ? 3 : 0;
    Row made;
    made.letters = honest_letters(tables, row[1]);
    if (row[2] != "-") made.before = honest_letters(tables, row[2]);
    for (const std::string& sound : split_text(row[3], ' ')) made.sounds.push_back(sound == "-" ? "" : sound);
    rows_[script].push_back(made);
  }
  for (auto& rows : rows_) {
    std::stable_sort(rows.begin(), rows.end(), [](const Row& one, const Row& other) {
      if (one.letters.size() != other.letters.size()) return one.letters.size() > other.letters.size();
      return !one.before.empty() && other.before.empty();
    });
  }
}

const Phonetics::Row* Phonetics::row_at(const u32* word, std::size_t size, std::size_t place, u8 script) const {
  for (const Row& row : rows_[script]) {
    const std::size_t end = place + row.letters.size();
    if (end > size || !std::equal(row.letters.begin(), row.letters.end(), word + place)) continue;
    if (row.before.empty()) return &row;
    if (end < size && std::find(row.before.begin(), row.before.end(), word[end]) != row.before.end()) return &row;
  }
  return nullptr;
}

std::vector<std::string> Phonetics::skeletons(const u32* word, std::size_t size, u8 script) const {
  std::vector<std::string> sounds{""};
  for (std::size_t place = 0; place < size;) {
    const Row* row = row_at(word, size, place, script);
    if (row == nullptr) return {};
    if (row->sounds.size() == 1) {
      for (std::string& sound : sounds) sound += row->sounds[0];
    } else {
      std::vector<std::string> longer;
      for (const std::string& before : sounds) {
        for (const std::string& sound : row->sounds) {
          if (longer.size() < kMostSkeletons) longer.push_back(before + sound);
        }
      }
      sounds = std::move(longer);
    }
    place += row->letters.size();
  }
  std::vector<std::string> found;
  for (const std::string& sound : sounds) {
    std::string skeleton = reduced(sound);
    if (std::find(found.begin(), found.end(), skeleton) == found.end()) found.push_back(std::move(skeleton));
  }
  return found;
}

}  // namespace termscan
