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

namespace {

// ASCII folds to itself or its lower case, letter by letter.
void fold_ascii(const Tables& tables, const u8* text, std::size_t size, Letters& letters) {
  u32* honest = letters.honest.data();
  u8* kind = letters.kind.data();
  const AsciiFold* fold = tables.ascii();
  for (std::size_t i = 0; i < size; i++) {
    const AsciiFold found = fold[text[i]];
    honest[i] = found.letter;
    kind[i] = found.kind;
  }
  letters.count = static_cast<u32>(size);
}

bool is_ascii(const u8* text, std::size_t size) {
  u64 high = 0;
  std::size_t i = 0;
  for (; i + 8 <= size; i += 8) high |= load64(text + i);
  for (; i < size; i++) high |= text[i];
  return (high & 0x8080808080808080ULL) == 0;
}

}  // namespace

void fold_text(const Tables& tables, const u8* text, std::size_t size, Letters& letters) {
  letters.is_ascii = is_ascii(text, size);
  letters.text = text;
  letters.text_size = size;
  // A code point of n bytes becomes at most four letters: two a byte, since those of one byte become one.
  const std::size_t room = (letters.is_ascii ? size : 2 * size) + 2;
  letters.honest.make_room(room);
  letters.kind.make_room(room);
  if (letters.is_ascii) {
    fold_ascii(tables, text, size, letters);
    letters.kind[letters.count] = kNoKind;
    return;
  }
  letters.start.make_room(room);
  letters.end.make_room(room);
  letters.trace.make_room(room);
  const AsciiFold* ascii = tables.ascii();
  u32 count = 0;
  u8 invisible = 0;
  for (std::size_t at = 0; at < size;) {
    const u32 start = static_cast<u32>(at);
    if (text[at] < 0x80) {
      letters.honest[count] = ascii[text[at]].letter;
      letters.kind[count] = ascii[text[at]].kind;
      letters.start[count] = start;
      letters.end[count] = start + 1;
      letters.trace[count] = invisible;
      invisible = 0;
      count++;
      at++;
      continue;
    }
    const Decoded found = decode(text + at, text + size);
    const u32 point = found.point == kBadByte ? ' ' : found.point;
    const u32 end = start + found.length;
    at = end;
    const FoldEntry entry = tables.fold(point);
    if (entry.count == 0) {
      if (entry.trace == TRACE_ACCENT && count != 0) {
        const u32 letter = letters.end[count - 1] == start ? composed(letters.honest[count - 1], point) : 0;
        if (letter != 0) {
          letters.honest[count - 1] = letter;
        } else {
          letters.trace[count - 1] |= TRACE_ACCENT;
        }
        letters.end[count - 1] = end;
      } else {
        invisible |= entry.trace & TRACE_ZERO_WIDTH;
      }
      continue;
    }
    for (u32 i = 0; i < entry.count; i++) {
      const u32 letter = entry.letters == nullptr ? point : entry.letters[i];
      letters.honest[count] = letter;
      letters.start[count] = start;
      letters.end[count] = end;
      letters.kind[count] = kind_of(tables, letter, entry.trace);
      letters.trace[count] = static_cast<u8>(entry.trace | invisible);
      invisible = 0;
      count++;
    }
  }
  letters.count = count;
  letters.kind[count] = kNoKind;
}

}  // namespace termscan
