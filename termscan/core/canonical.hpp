// The canonical input of the terms of an index: bytes that name them, and from which they are compiled. Their layout is
// told in canonical.cpp.
#pragma once

#include <string>
#include <vector>

#include "find.hpp"
#include "tables.hpp"

namespace termscan {

std::string canonical_terms(const std::vector<Term>& terms, const Options& options, const u8* table_digest);

}  // namespace termscan
