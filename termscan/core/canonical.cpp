#include "canonical.hpp"

#include <algorithm>

#include "fold.hpp"

namespace termscan {
namespace {

// Grows whenever the same input may give other finds; the same words stand in reference/canonical.py.
const char kSemantics[] = "termscan semantics 2\n";

void put_number(std::string& out, u32 number) { out.append(reinterpret_cast<const char*>(&number), 4); }

void put_text(std::string& out, const std::string& text) {
  put_number(out, static_cast<u32>(text.size()));
  out += text;
}

}  // namespace

// Semantics, digest of the tables (32 bytes), both edit limits (u32), inflect, ordinary_rule, plausible (u8), number of terms (u32);
// for each term: text and language (size u32, UTF-8), edits (u8, 255: by length), flags (u8; 1 disguises, 2 glued).
std::string canonical_terms(const std::vector<Term>& terms, const Options& options, const u8* table_digest) {
  std::string out(kSemantics);
  out.append(reinterpret_cast<const char*>(table_digest), 32);
  put_number(out, options.one_edit_from);
  put_number(out, options.two_edits_from);
  out += static_cast<char>(options.inflect);
  out += static_cast<char>(options.ordinary_rule);
  out += static_cast<char>(options.plausible);
  put_number(out, static_cast<u32>(terms.size()));
  for (const Term& term : terms) {
    put_text(out, term.text);
    put_text(out, term.language);
    out += static_cast<char>(term.edits == kEditsByLength ? 255 : std::min<int>(term.edits, 2));
    out += static_cast<char>((term.disguises ? 1 : 0) | (term.glued ? 2 : 0));
  }
  return out;
}

std::vector<std::string> ordinary_words(const Tables& tables, const std::vector<std::string>& words) {
  std::vector<std::string> found;
  found.reserve(words.size());
  Letters letters;
  std::string folded;
  for (const std::string& word : words) {
    fold_text(tables, reinterpret_cast<const u8*>(word.data()), word.size(), letters);
    folded.clear();
    for (u32 i = 0; i < letters.count; i++) append_utf8(folded, letters.honest[i]);
    if (!folded.empty()) found.push_back(folded);
  }
  // The order of UTF-8 bytes is that of code points.
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string canonical_ordinary(const std::vector<std::string>& words) {
  std::string out;
  put_number(out, static_cast<u32>(words.size()));
  for (const std::string& word : words) put_text(out, word);
  return out;
}

}  // namespace termscan
