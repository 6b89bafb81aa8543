// The canonical input of an index: bytes that name it, and from which it is made. Their layout is told in canonical.cpp.
#pragma once

#include <string>
#include <vector>

#include "find.hpp"
#include "tables.hpp"

namespace termscan {

// All but the ordinary words.
std::string canonical_terms(const std::vector<Term>& terms, const Options& options, const u8* table_digest);

// Ordinary words in honest letters, each once, in the order of their code points.
std::vector<std::string> ordinary_words(const Tables& tables, const std::vector<std::string>& words);

std::string canonical_ordinary(const std::vector<std::string>& words);

}  // namespace termscan
