#include "ordinary.hpp"

#include <algorithm>

#include "fold.hpp"
#include "index.hpp"
#include "sha256.hpp"

namespace termscan {
namespace {

void put_number(std::string& out, u32 number) { out.append(reinterpret_cast<const char*>(&number), 4); }

u64 hash_of(std::string_view word) {
  u64 hash = 0;
  const u8* end = reinterpret_cast<const u8*>(word.data()) + word.size();
  for (const u8* at = reinterpret_cast<const u8*>(word.data()); at < end;) {
    const Decoded found = decode(at, end);
    hash = grow(hash, found.point);
    at += found.length;
  }
  return hash;
}

std::vector<u64> hashes_of(const std::vector<std::string_view>& words) {
  std::size_t slots = 16;
  while (slots < words.size() + words.size() / 2) slots *= 2;
  std::vector<u64> hashes(words.empty() ? 0 : slots, 0);
  for (std::string_view word : words) {
    const u64 key = mix(hash_of(word)) | 1;
    std::size_t i = key >> 20 & (slots - 1);
    while (hashes[i] != 0 && hashes[i] != key) i = (i + 1) & (slots - 1);
    hashes[i] = key;
  }
  return hashes;
}

// Lays out words that are in order, each once.
std::shared_ptr<const OrdinaryWords> laid_out(const std::vector<std::string_view>& words) {
  std::string text, counted;
  std::vector<u32> ends;
  ends.reserve(words.size());
  put_number(counted, static_cast<u32>(words.size()));
  for (std::string_view word : words) {
    text += word;
    ends.push_back(static_cast<u32>(text.size()));
    put_number(counted, static_cast<u32>(word.size()));
    counted += word;
  }
  const std::vector<u64> hashes = hashes_of(words);
  BlobWriter writer;
  writer.put(O_TEXT, text.data(), text.size());
  writer.put(O_HASHES, hashes);
  writer.put(O_ENDS, ends);
  return std::make_shared<OrdinaryWords>(
      writer.finish(sha256(reinterpret_cast<const u8*>(counted.data()), counted.size())));
}

// A word with its first eight bytes as a number: most are put in order without a look at the rest.
struct Sorted {
  u64 head;
  std::string_view word;

  explicit Sorted(std::string_view given) : head(0), word(given) {
    for (std::size_t i = 0; i < 8; i++) head = head << 8 | (i < given.size() ? static_cast<u8>(given[i]) : 0);
  }
  bool operator<(const Sorted& other) const { return head != other.head ? head < other.head : word < other.word; }
};

}  // namespace

OrdinaryWords::OrdinaryWords(std::shared_ptr<const Blob> blob)
    : blob_(std::move(blob)),
      text_(blob_->section<char>(O_TEXT)),
      hashes_(blob_->section<u64>(O_HASHES)),
      ends_(blob_->section<u32>(O_ENDS)) {
  bool sound = (hashes_.size & (hashes_.size - 1)) == 0 && hashes_.size >= ends_.size + (ends_.empty() ? 0 : 1);
  sound = sound && (ends_.empty() ? text_.empty() : ends_[ends_.size - 1] == text_.size);
  if (!sound) throw Error("the ordinary words of the index are damaged; compile the terms again");
}

std::string_view OrdinaryWords::word(std::size_t number) const {
  const u32 start = number == 0 ? 0 : ends_[number - 1];
  return {text_.data + start, ends_[number] - start};
}

bool OrdinaryWords::has(std::string_view honest) const {
  std::size_t low = 0;
  for (std::size_t high = size(); low < high;) {
    const std::size_t middle = (low + high) / 2;
    if (word(middle) < honest) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < size() && word(low) == honest;
}

std::shared_ptr<const OrdinaryWords> OrdinaryWords::of(const Tables& tables, const std::vector<std::string>& words) {
  std::string text;
  std::vector<std::size_t> ends;
  Letters letters;
  for (const std::string& word : words) {
    fold_text(tables, reinterpret_cast<const u8*>(word.data()), word.size(), letters);
    for (u32 i = 0; i < letters.count; i++) append_utf8(text, letters.honest[i]);
    ends.push_back(text.size());
  }
  std::vector<Sorted> sorted;
  sorted.reserve(ends.size());
  std::size_t start = 0;
  for (std::size_t end : ends) {
    if (end != start) sorted.emplace_back(std::string_view(text).substr(start, end - start));
    start = end;
  }
  // The order of UTF-8 bytes is that of code points.
  std::sort(sorted.begin(), sorted.end());
  std::vector<std::string_view> each;
  for (const Sorted& found : sorted) {
    if (each.empty() || each.back() != found.word) each.push_back(found.word);
  }
  return laid_out(each);
}

std::shared_ptr<const OrdinaryWords> OrdinaryWords::with(const OrdinaryWords& other) const {
  std::vector<std::string_view> all;
  all.reserve(size() + other.size());
  std::size_t mine = 0, theirs = 0;
  while (mine < size() || theirs < other.size()) {
    const bool from_me = theirs == other.size() || (mine < size() && word(mine) <= other.word(theirs));
    if (from_me && theirs < other.size() && word(mine) == other.word(theirs)) theirs++;
    all.push_back(from_me ? word(mine++) : other.word(theirs++));
  }
  return laid_out(all);
}

}  // namespace termscan
