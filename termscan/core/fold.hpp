// The honest fold: case, marks, width and invisible characters go; every letter leads back to its bytes.
#pragma once

#include <vector>

#include "tables.hpp"
#include "utf8.hpp"

namespace termscan {

// Kinds beyond those of the table, which a text needs.
enum TextKind : u8 { REGIONAL = 7, STAR = 8 };

// A text in honest letters. Trace ZERO_WIDTH says: something invisible stands before the letter.
struct Letters {
  std::vector<u32> honest;
  std::vector<u32> start;  // byte offsets in the text
  std::vector<u32> end;
  std::vector<u8> kind;
  std::vector<u8> trace;

  std::size_t size() const { return honest.size(); }
  void clear() {
    honest.clear();
    start.clear();
    end.clear();
    kind.clear();
    trace.clear();
  }
};

// Replaces `letters` by those of a text; takes time in proportion to its length.
void fold_text(const Tables& tables, const u8* text, std::size_t size, Letters& letters);

}  // namespace termscan
