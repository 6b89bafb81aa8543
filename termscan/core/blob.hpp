// One contiguous, relocatable block of flat arrays: saving is writing it, opening is mapping it, pickling is its bytes.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "common.hpp"

namespace termscan {

constexpr std::size_t kMaxSections = 96;

struct BlobHeader {
  char magic[8];
  u32 version;
  u32 sections;
  u64 size;      // of the whole block
  u64 checksum;  // of all that follows it, and of the number of sections
  u8 digest[32];
  struct {
    u64 offset;
    u64 size;
  } section[kMaxSections];
};

// Owns the memory of a block, be it a heap array or a mapped file.
class Blob {
 public:
  static std::shared_ptr<Blob> of_bytes(const void* data, std::size_t size);  // copies
  static std::shared_ptr<Blob> of_file(const std::string& path);               // maps
  // A block that lies within another one.
  static std::shared_ptr<Blob> part_of(std::shared_ptr<const Blob> whole, std::size_t offset, std::size_t size);
  explicit Blob(std::size_t size);
  ~Blob();
  Blob(const Blob&) = delete;
  Blob& operator=(const Blob&) = delete;

  u8* data() { return data_; }
  const u8* data() const { return data_; }
  std::size_t size() const { return size_; }
  const BlobHeader& header() const { return *reinterpret_cast<const BlobHeader*>(data_); }
  // Throws unless magic, version, sizes and checksum are right.
  void check(const std::string& name) const;
  void seal();  // writes the checksum

  template <class T>
  Span<T> section(std::size_t number) const {
    const auto& place = header().section[number];
    if (place.size % sizeof(T) != 0) throw Error("a section of the index has an odd size: the file is damaged");
    return {reinterpret_cast<const T*>(data_ + place.offset), place.size / sizeof(T)};
  }

 private:
  Blob() = default;
  u8* data_ = nullptr;
  std::size_t size_ = 0;
  bool mapped_ = false;
  std::shared_ptr<const Blob> whole_;
};

// Gathers the arrays of a block.
class BlobWriter {
 public:
  template <class T>
  void put(std::size_t number, const std::vector<T>& values) {
    put(number, values.data(), values.size() * sizeof(T));
  }
  void put(std::size_t number, const void* data, std::size_t size);
  std::shared_ptr<Blob> finish(const std::array<u8, 32>& digest) const;

 private:
  struct Part {
    std::size_t number;
    const void* data;  // must live until finish()
    std::size_t size;
  };
  std::vector<Part> parts_;
};

}  // namespace termscan
