// SHA-256 (FIPS 180-4): the digest that names an index, the same on every machine.
#pragma once

#include <array>

#include "common.hpp"

namespace termscan {

std::array<u8, 32> sha256(const u8* data, std::size_t size);

}  // namespace termscan
