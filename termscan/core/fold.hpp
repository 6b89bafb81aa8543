// The honest fold: case, marks, width and invisible characters go; every letter leads back to its bytes.
#pragma once

#include <memory>
#include <vector>

#include "tables.hpp"
#include "utf8.hpp"

namespace termscan {

// Kinds beyond those of the table, which a text needs.
enum TextKind : u8 { REGIONAL = 7, STAR = 8 };

constexpr u8 kNoKind = 255;  // stands behind the last letter of a text

// An array that grows without filling what is about to be written.
template <class T>
class Flat {
 public:
  void make_room(std::size_t size) {
    if (size <= room_) return;
    room_ = size + size / 2;
    values_.reset(new T[room_]);
  }
  void shrink() {
    values_.reset();
    room_ = 0;
  }
  T* data() { return values_.get(); }
  const T* data() const { return values_.get(); }
  T& operator[](std::size_t i) { return values_[i]; }
  const T& operator[](std::size_t i) const { return values_[i]; }

 private:
  std::unique_ptr<T[]> values_;
  std::size_t room_ = 0;
};

// A text in honest letters. Trace ZERO_WIDTH says: something invisible stands before the letter.
struct Letters {
  Flat<u32> honest;
  Flat<u32> start;  // byte offsets in the text; only where it is not ASCII
  Flat<u32> end;
  Flat<u8> kind;    // followed by kNoKind
  Flat<u8> trace;   // only where it is not ASCII
  u32 count = 0;
  bool is_ascii = true;
  const u8* text = nullptr;  // what was folded
  std::size_t text_size = 0;

  std::size_t size() const { return count; }
  u32 start_of(u32 place) const { return is_ascii ? place : start[place]; }
  u32 end_of(u32 place) const { return is_ascii ? place + 1 : end[place]; }
  u8 trace_of(u32 place) const { return is_ascii ? 0 : trace[place]; }
};

// Replaces `letters` by those of a text; takes time in proportion to its length.
void fold_text(const Tables& tables, const u8* text, std::size_t size, Letters& letters);

}  // namespace termscan
