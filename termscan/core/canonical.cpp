#include "canonical.hpp"

#include <algorithm>

namespace termscan {
namespace {

// Grows whenever the same input may give other finds; the same words stand in reference/canonical.py.
const char kSemantics[] = "termscan semantics 5\n";

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

}  // namespace termscan
