#include "table.hpp"

namespace termscan {

void TableBuilder::write(BlobWriter& writer, std::size_t section, u32 bits_per_key) {
  const u64 count = keys_.size();
  u32 bloom_log = 1;
  while ((64ull << bloom_log) < count * bits_per_key) bloom_log++;
  u32 bucket_log = 1;
  while ((2ull << bucket_log) < count) bucket_log++;
  head_ = {{64 - bloom_log, 64 - bucket_log}};
  bloom_.assign(1ull << bloom_log, 0);
  first_.assign((1ull << bucket_log) + 1, 0);
  tags_.resize(count);
  values_.resize(count);
  const u32 shift = head_[0].bucket_shift;
  for (u64 key : keys_) {
    bloom_[key >> head_[0].bloom_shift] |= bloom_bits(key);
    first_[(key >> shift) + 1]++;
  }
  for (std::size_t i = 1; i < first_.size(); i++) first_[i] += first_[i - 1];
  std::vector<u32> next(first_.begin(), first_.end() - 1);
  for (std::size_t i = 0; i < count; i++) {
    const u32 place = next[keys_[i] >> shift]++;
    tags_[place] = HashTable::tag_of(keys_[i]);
    values_[place] = given_[i];
  }
  writer.put(section, bloom_);
  writer.put(section + 1, first_);
  writer.put(section + 2, tags_);
  writer.put(section + 3, values_);
  writer.put(section + 4, head_);
}

}  // namespace termscan
