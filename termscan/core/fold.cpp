#include "fold.hpp"

namespace termscan {
namespace {

// Cyrillic letters whose mark makes another letter, for texts that write the mark apart.
u32 composed(u32 letter, u32 mark) {
  if (mark == 0x306 && letter == 0x438) return 0x439;
  if (mark == 0x306 && letter == 0x443) return 0x45e;
  if (mark == 0x308 && letter == 0x456) return 0x457;
  return 0;
}

u8 kind_of(const Tables& tables, u32 letter, u32 trace) {
  if (trace & TRACE_REGIONAL) return REGIONAL;
  return letter == '*' ? static_cast<u8>(STAR) : tables.letter(letter).kind;
}

}  // namespace

void fold_text(const Tables& tables, const u8* text, std::size_t size, Letters& letters) {
  letters.clear();
  u32 invisible = 0;
  for (std::size_t at = 0; at < size;) {
    const Decoded found = decode(text + at, text + size);
    const u32 point = found.point == kBadByte ? ' ' : found.point;
    const u32 start = static_cast<u32>(at);
    const u32 end = start + found.length;
    at = end;
    const FoldEntry entry = tables.fold(point);
    if (entry.count == 0) {
      if (entry.trace == TRACE_ACCENT && letters.size() != 0) {
        const u32 letter = letters.end.back() == start ? composed(letters.honest.back(), point) : 0;
        if (letter != 0) {
          letters.honest.back() = letter;
        } else {
          letters.trace.back() |= TRACE_ACCENT;
        }
        letters.end.back() = end;
      } else {
        invisible |= entry.trace & TRACE_ZERO_WIDTH;
      }
      continue;
    }
    for (u32 i = 0; i < entry.count; i++) {
      const u32 letter = entry.letters == nullptr ? point : entry.letters[i];
      letters.honest.push_back(letter);
      letters.start.push_back(start);
      letters.end.push_back(end);
      letters.kind.push_back(kind_of(tables, letter, entry.trace));
      letters.trace.push_back(static_cast<u8>(entry.trace | invisible));
      invisible = 0;
    }
  }
}

}  // namespace termscan
