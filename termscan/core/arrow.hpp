// The Arrow C data interface (structures as its specification gives them): columns of strings in, finds out.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "matcher.hpp"

extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema*);
  int (*get_next)(ArrowArrayStream*, ArrowArray*);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};

}  // extern "C"

namespace termscan {

// Owns a structure of the interface: what was moved in here is released once.
template <class T>
class Owned {
 public:
  Owned() = default;
  explicit Owned(T* from) : value(*from) { from->release = nullptr; }
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() {
    if (value.release != nullptr) value.release(&value);
  }
  T value{};
};

// Appends the texts of a string array (utf8, large_utf8, utf8_view, or a dictionary of those) without a copy: they live as
// long as the array. Throws for what is no array of strings.
void append_texts(const ArrowSchema& schema, const ArrowArray& array, std::vector<Text>& texts);

// Finds by column.
struct FindColumns {
  explicit FindColumns(const std::vector<Find>& finds);
  Find at(std::size_t i) const;
  std::size_t size() const { return term.size(); }

  std::vector<u32> row;       // empty where some row needs 64 bits
  std::vector<u64> wide_row;
  std::vector<u32> term, start, end;
  std::vector<u8> distance;
  std::vector<u16> disguises;
  std::vector<u8> boundary;
};

void export_schema(const FindColumns& finds, ArrowSchema* schema);
void export_array(std::shared_ptr<const FindColumns> finds, ArrowArray* array);

}  // namespace termscan
