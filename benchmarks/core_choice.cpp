// The job of core_choice.py in C++, on the fold of termscan: fold each text, look each word up, count those that are listed.
#include <cstdint>
#include <vector>

#include "fold.hpp"

using namespace termscan;

extern "C" std::uint64_t count_listed(const u8* fold_file, std::uint64_t fold_size, const u8* letter_file, std::uint64_t letter_size,
                                      const u8* data, const std::int64_t* offsets, std::uint64_t rows, const u64* slots,
                                      std::uint64_t slot_count) {
  const Tables tables({fold_file, fold_size}, {letter_file, letter_size});
  Letters letters;
  std::uint64_t found = 0;
  for (std::uint64_t row = 0; row < rows; row++) {
    fold_text(tables, data + offsets[row], static_cast<std::size_t>(offsets[row + 1] - offsets[row]), letters);
    u64 hash = 0;
    for (u32 i = 0; i <= letters.count; i++) {
      const u8 kind = letters.kind[i];
      if (kind == LETTER || kind == DIGIT) {
        hash = (hash ^ letters.honest[i]) * 0x100000001b3ULL;
      } else if (hash != 0) {
        const u64 key = hash;
        hash = 0;
        for (u64 slot = (key >> 20) & (slot_count - 1); slots[slot] != 0; slot = (slot + 1) & (slot_count - 1)) {
          if (slots[slot] == key) {
            found++;
            break;
          }
        }
      }
    }
  }
  return found;
}
