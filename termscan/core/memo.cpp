#include "memo.hpp"

#include <algorithm>

namespace termscan {
namespace {

constexpr std::size_t kMostWords = 1 << 18;
constexpr std::size_t kMostLetters = 1 << 22;
constexpr std::size_t kMostReadings = 1 << 20;

// Words are short: a call would cost more than the loop.
inline bool is_same(const u32* one, const u32* other, u32 size) {
  for (u32 i = 0; i < size; i++) {
    if (one[i] != other[i]) return false;
  }
  return true;
}

}  // namespace

Memo::Memo(const Index& index) : index_(index), reader_(index), slots_(1 << 12, 0) {}

u32 Memo::number_of(const u32* given, u32 size, bool is_tag, u64 hash) {
  std::size_t slot = hash & (slots_.size() - 1);
  for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot] >> 32 != hash >> 32) continue;
    const u32 number = static_cast<u32>(slots_[slot]) - 1;
    const WordInfo& info = infos_[number];
    if (info.size == size && info.is_tag == is_tag && is_same(given, honest(number), size)) return number;
  }
  const u32 number = static_cast<u32>(infos_.size());
  WordInfo info{};
  buffer_.assign(index_.tables, given, size);
  reader_.read(buffer_.word(), is_tag, info, readings_);
  info.is_tag = is_tag;
  info.letters = static_cast<u32>(letters_.size());
  letters_.insert(letters_.end(), given, given + size);
  infos_.push_back(info);
  hashes_.push_back(hash);
  slots_[slot] = (hash >> 32 << 32) | (number + 1);
  if (infos_.size() * 2 > slots_.size()) grow_slots();
  return number;
}

void Memo::grow_slots() {
  slots_.assign(slots_.size() * 2, 0);
  for (u32 number = 0; number < infos_.size(); number++) {
    std::size_t slot = hashes_[number] & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = (hashes_[number] >> 32 << 32) | (number + 1);
  }
}

void Memo::make_room() {
  if (infos_.size() < kMostWords && letters_.size() < kMostLetters && readings_.size() < kMostReadings) return;
  age_++;
  const bool is_huge = infos_.size() > 2 * kMostWords || letters_.size() > 2 * kMostLetters || readings_.size() > 2 * kMostReadings;
  std::fill(slots_.begin(), slots_.end(), 0);
  hashes_.clear();
  infos_.clear();
  readings_.clear();
  letters_.clear();
  if (is_huge) {  // a single hostile text may not keep its memory for ever
    slots_.assign(1 << 12, 0);
    slots_.shrink_to_fit();
    hashes_.shrink_to_fit();
    infos_.shrink_to_fit();
    readings_.shrink_to_fit();
    letters_.shrink_to_fit();
  }
}

}  // namespace termscan
