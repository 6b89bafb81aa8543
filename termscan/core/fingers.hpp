// Whether typing errors are such as fingers make.
#pragma once

#include "common.hpp"

namespace termscan {

// Words in class letters; to be asked where nothing but this one word tells what is meant.
bool are_likely(const u32* written, u32 written_size, const u32* listed, u32 listed_size, u32 edits);

}  // namespace termscan
