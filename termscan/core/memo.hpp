// Words that were read already. Bounded: when it is full it is emptied between two texts, and results never depend on it.
#pragma once

#include "reading.hpp"

namespace termscan {

class Memo {
 public:
  explicit Memo(const Index& index);

  // Number of a word; reads it where it was not read before. Numbers hold until `make_room`.
  u32 number_of(const u32* honest, u32 size, bool is_tag) { return number_of(honest, size, is_tag, hash_for(honest, size, is_tag)); }
  u32 number_of(const u32* honest, u32 size, bool is_tag, u64 hash);
  static u64 hash_for(const u32* honest, u32 size, bool is_tag) { return mix(hash_of(honest, size) ^ (is_tag ? kTag : 0)); }
  void prefetch(u64 hash) const { __builtin_prefetch(&slots_[hash & (slots_.size() - 1)]); }
  void prefetch_word(u64 hash) const {
    const u32 number = static_cast<u32>(slots_[hash & (slots_.size() - 1)]);
    if (number != 0) __builtin_prefetch(&infos_[number - 1]);
  }
  void prefetch_info(u32 number) const { __builtin_prefetch(&infos_[number]); }
  const WordInfo& info(u32 number) const { return infos_[number]; }
  const Reading* readings(u32 number) const { return readings_.data() + infos_[number].first_reading; }
  Reader& reader() { return reader_; }
  const Reader& reader() const { return reader_; }
  const u32* honest(u32 number) const { return letters_.data() + infos_[number].letters; }

  // Forgets all words where they are too many; to be called between two texts.
  void make_room();
  // Grows whenever words are forgotten.
  u32 age() const { return age_; }

 private:
  static constexpr u64 kTag = 0x2545f4914f6cdd1dULL;
  void grow_slots();
  const Index& index_;
  Reader reader_;
  std::vector<u64> slots_;  // upper half of the hash, number + 1; 0: empty
  std::vector<u64> hashes_;
  std::vector<WordInfo> infos_;
  std::vector<Reading> readings_;
  std::vector<u32> letters_;
  WordBuffer buffer_;
  u32 age_ = 0;
};

}  // namespace termscan
