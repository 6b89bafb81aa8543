// Words that were read already. Bounded: when it is full it is emptied between two texts, and results never depend on it.
#pragma once

#include "reading.hpp"

namespace termscan {

class Memo {
 public:
  explicit Memo(const Index& index);

  // Number of a word; reads it where it was not read before. Numbers hold until `make_room`.
  u32 number_of(const Word& word, bool is_tag);
  const WordInfo& info(u32 number) const { return infos_[number]; }
  const Reading* readings(u32 number) const { return readings_.data() + infos_[number].first_reading; }
  const Word word(u32 number, WordBuffer& buffer) const;
  Reader& reader() { return reader_; }
  const Reader& reader() const { return reader_; }
  const u32* honest(u32 number) const { return letters_.data() + infos_[number].letters; }

  // Forgets all words where they are too many; to be called between two texts.
  void make_room();
  // Grows whenever words are forgotten.
  u32 age() const { return age_; }

 private:
  void grow_slots();
  const Index& index_;
  Reader reader_;
  std::vector<u32> slots_;  // number + 1, 0: empty
  std::vector<u64> hashes_;
  std::vector<WordInfo> infos_;
  std::vector<Reading> readings_;
  std::vector<u32> letters_;
  u32 age_ = 0;
};

}  // namespace termscan
