#include "tables.hpp"

namespace termscan {
namespace {

constexpr u8 kStarKind = 8;  // STAR of fold.hpp
constexpr u32 kBlocks = 0x110000 / 256;

struct Layout {
  const u16* first;
  const u16* second;
  const u8* entries;
  const u32* pool;
  u32 count;
  u32 pool_size;
};

// Finds the parts of a table file: 8 bytes of magic, four numbers, two stages, entries, pool.
Layout layout_of(Span<u8> file, const char* magic, std::size_t entry_size) {
  const Error damaged(std::string("the table ") + magic + " is damaged: install termscan again");
  if (file.size < 24 || std::memcmp(file.data, magic, 8) != 0) throw damaged;
  u32 size[4];
  std::memcpy(size, file.data + 8, 16);
  const u64 expected = 24 + 2ull * size[0] + 2ull * size[1] + u64{size[2]} * entry_size + 4ull * size[3];
  if (size[0] != kBlocks || size[1] % 256 != 0 || expected != file.size) throw damaged;
  Layout parts;
  parts.first = reinterpret_cast<const u16*>(file.data + 24);
  parts.second = parts.first + size[0];
  parts.entries = reinterpret_cast<const u8*>(parts.second + size[1]);
  parts.pool = reinterpret_cast<const u32*>(parts.entries + size[2] * entry_size);
  parts.count = size[2];
  parts.pool_size = size[3];
  bool sound = true;
  for (u32 i = 0; i < size[0]; i++) sound = sound && parts.first[i] < size[1] / 256;
  for (u32 i = 0; i < size[1]; i++) sound = sound && parts.second[i] < size[2];
  for (u32 i = 0; i < size[3]; i++) sound = sound && parts.pool[i] < 0x110000;
  if (!sound) throw damaged;
  return parts;
}

}  // namespace

Tables::Tables(Span<u8> fold, Span<u8> letters) {
  const Layout folding = layout_of(fold, "TSFOLD01", sizeof(u32));
  fold_first_ = folding.first;
  fold_second_ = folding.second;
  fold_entries_ = reinterpret_cast<const u32*>(folding.entries);
  pool_ = folding.pool;
  for (u32 i = 0; i < folding.count; i++) {
    const u32 count = fold_entries_[i] >> 4 & 15;
    if (count != kItself && (count > 4 || (fold_entries_[i] >> 8) + count > folding.pool_size)) {
      throw Error("the fold table is damaged: install termscan again");
    }
  }
  const Layout alphabet = layout_of(letters, "TSLETR01", sizeof(LetterEntry));
  letter_first_ = alphabet.first;
  letter_second_ = alphabet.second;
  letters_ = reinterpret_cast<const LetterEntry*>(alphabet.entries);
  for (u32 i = 0; i < alphabet.count; i++) {
    if (letters_[i].class_point >= 0x110000) throw Error("the letter table is damaged: install termscan again");
  }
  for (u32 point = 0; point < 128; point++) {
    const FoldEntry entry = this->fold(point);
    const u32 folded = entry.letters == nullptr ? point : entry.letters[0];
    if (entry.count != 1 || entry.trace != 0 || folded > 127) throw Error("the fold table is damaged: install termscan again");
    ascii_[point] = {static_cast<u8>(folded), folded == '*' ? kStarKind : letter(folded).kind};
  }
}

}  // namespace termscan
