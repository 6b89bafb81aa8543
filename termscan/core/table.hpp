// A read-only hash table of numbers by 64-bit key: a Bloom filter in front, then buckets laid out one after the other.
// An answer is a candidate: the caller compares what it stands for, since only 16 bits of the key are kept.
#pragma once

#include <vector>

#include "blob.hpp"

namespace termscan {

// Three bits of one 64-bit word by key: one cache line per question.
inline u64 bloom_bits(u64 key) { return 1ull << (key & 63) | 1ull << (key >> 6 & 63) | 1ull << (key >> 12 & 63); }

// A Bloom filter alone; the number of its words is a power of two.
class Filter {
 public:
  Filter() = default;
  explicit Filter(Span<u64> words) : words_(words) {
    if (words.size < 2 || (words.size & (words.size - 1)) != 0) throw Error("the index is damaged; compile the terms again");
    shift_ = static_cast<u32>(64 - __builtin_ctzll(words.size));
  }
  bool maybe(u64 key) const {
    const u64 bits = bloom_bits(key);
    return (words_[key >> shift_] & bits) == bits;
  }
  void prefetch(u64 key) const { __builtin_prefetch(&words_[key >> shift_]); }
  static std::vector<u64> made(const std::vector<u64>& keys, u32 bits_per_key = 12) {
    const u64 count = distinct(keys);
    u32 log = 1;
    while ((64ull << log) < count * bits_per_key) log++;
    std::vector<u64> words(1ull << log, 0);
    for (u64 key : keys) words[key >> (64 - log)] |= bloom_bits(key);
    return words;
  }

 private:
  // About how many different keys there are, from how many bits they set.
  static u64 distinct(const std::vector<u64>& keys) {
    u32 log = 6;
    while ((1ull << log) < keys.size() * 4) log++;
    std::vector<u64> bits(1ull << (log - 6), 0);
    u64 count = 0;
    for (u64 key : keys) {
      u64& word = bits[key >> 6 & (bits.size() - 1)];
      count += ~word >> (key & 63) & 1;
      word |= 1ull << (key & 63);
    }
    return count;
  }

  Span<u64> words_;
  u32 shift_ = 63;
};

struct TableHead {
  u32 bloom_shift;
  u32 bucket_shift;
};

class HashTable {
 public:
  static constexpr std::size_t kSections = 5;
  HashTable() = default;
  HashTable(const Blob& blob, std::size_t section)
      : bloom_(blob.section<u64>(section)),
        first_(blob.section<u32>(section + 1)),
        tags_(blob.section<u16>(section + 2)),
        values_(blob.section<u32>(section + 3)) {
    const auto head = blob.section<TableHead>(section + 4);
    if (head.size != 1) throw Error("the index is damaged");
    bloom_shift_ = head[0].bloom_shift;
    bucket_shift_ = head[0].bucket_shift;
  }

  void prefetch(u64 key) const { __builtin_prefetch(&bloom_[key >> bloom_shift_]); }
  bool maybe(u64 key) const {
    const u64 bits = bloom_bits(key);
    return (bloom_[key >> bloom_shift_] & bits) == bits;
  }
  template <class Visit>
  void each(u64 key, Visit visit) const {
    const u64 bucket = key >> bucket_shift_;
    const u16 tag = tag_of(key);
    for (u32 i = first_[bucket]; i < first_[bucket + 1]; i++) {
      if (tags_[i] == tag) visit(values_[i]);
    }
  }
  template <class Visit>
  void find(u64 key, Visit visit) const {
    if (maybe(key)) each(key, visit);
  }
  static u16 tag_of(u64 key) { return static_cast<u16>(key >> 18); }

 private:
  Span<u64> bloom_;
  Span<u32> first_;
  Span<u16> tags_;
  Span<u32> values_;
  u32 bloom_shift_ = 63;
  u32 bucket_shift_ = 63;
};

// Gathers keys (already mixed) with their values, and lays them out by counting, without any sorting.
class TableBuilder {
 public:
  void reserve(std::size_t count) {
    keys_.reserve(count);
    given_.reserve(count);
  }
  void add(u64 key, u32 value) {
    keys_.push_back(key);
    given_.push_back(value);
  }
  void write(BlobWriter& writer, std::size_t section, u32 bits_per_key = 10);

 private:
  std::vector<u64> keys_;
  std::vector<u32> given_;
  std::vector<u64> bloom_;
  std::vector<u32> first_;
  std::vector<u16> tags_;
  std::vector<u32> values_;
  std::vector<TableHead> head_;
};

}  // namespace termscan
