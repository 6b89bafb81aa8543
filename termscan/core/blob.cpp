#include "blob.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace termscan {
namespace {

constexpr char kMagic[8] = {'T', 'S', 'I', 'N', 'D', 'E', 'X', '1'};
constexpr u32 kVersion = 3;
constexpr std::size_t kAlign = 64;
// What stands before it is checked by itself; the digest and the places of the sections are summed as well.
constexpr std::size_t kSummedFrom = offsetof(BlobHeader, digest);

std::size_t aligned(std::size_t size) { return (size + kAlign - 1) / kAlign * kAlign; }

// Four independent lanes, so that a block is checked at the speed of memory. It finds damage, not malice.
u64 checksum_of(const u8* data, std::size_t size) {
  u64 lane[4] = {1, 2, 3, 4};
  std::size_t at = 0;
  for (; at + 32 <= size; at += 32) {
    for (int i = 0; i < 4; i++) lane[i] = (rotl(lane[i], 29) ^ load64(data + at + 8 * i)) * 0x9e3779b97f4a7c15ULL;
  }
  u64 sum = size;
  for (u64 value : lane) sum = mix(sum ^ value);
  for (; at < size; at++) sum = mix(sum ^ data[at]);
  return sum;
}

u8* allocate(std::size_t size) {
  // Large pages: look-ups are spread over the whole block and would miss the TLB as well as the cache.
  std::size_t page = size >= (1u << 21) ? (1u << 21) : 4096;
  void* memory = std::aligned_alloc(page, (size + page - 1) / page * page);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  if (page > 4096) madvise(memory, size, MADV_HUGEPAGE);
#endif
  return static_cast<u8*>(memory);
}

struct File {
  int number;
  explicit File(const std::string& path) : number(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (number < 0) throw Error("cannot open the index " + path + ": " + std::strerror(errno));
  }
  ~File() { ::close(number); }
};

}  // namespace

Blob::Blob(std::size_t size) : data_(allocate(size)), size_(size) {}

Blob::~Blob() {
  if (whole_) return;
  if (mapped_) {
    munmap(data_, size_);
  } else {
    std::free(data_);
  }
}

std::shared_ptr<Blob> Blob::of_bytes(const void* data, std::size_t size) {
  auto blob = std::make_shared<Blob>(size);
  std::memcpy(blob->data_, data, size);
  return blob;
}

std::shared_ptr<Blob> Blob::of_file(const std::string& path) {
  File file(path);
  struct stat status;
  if (fstat(file.number, &status) != 0) throw Error("cannot read the index " + path);
  std::size_t size = static_cast<std::size_t>(status.st_size);
  if (size < sizeof(BlobHeader)) throw Error(path + " is no termscan index: it is too short; compile the terms again");
  void* memory = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.number, 0);
  if (memory == MAP_FAILED) throw Error("cannot map the index " + path + ": " + std::strerror(errno));
  std::shared_ptr<Blob> blob(new Blob());
  blob->data_ = static_cast<u8*>(memory);
  blob->size_ = size;
  blob->mapped_ = true;
#ifdef MADV_WILLNEED
  madvise(memory, size, MADV_WILLNEED);
#endif
  return blob;
}

std::shared_ptr<Blob> Blob::part_of(std::shared_ptr<const Blob> whole, std::size_t offset, std::size_t size) {
  if (offset > whole->size_ || size > whole->size_ - offset) throw Error("the index is cut short; compile the terms again");
  std::shared_ptr<Blob> blob(new Blob());
  blob->data_ = whole->data_ + offset;
  blob->size_ = size;
  blob->whole_ = std::move(whole);
  return blob;
}

void Blob::check(const std::string& name) const {
  const std::string way_out = "; compile the terms again";
  if (size_ < sizeof(BlobHeader) || std::memcmp(data_, kMagic, 8) != 0) throw Error(name + " is no termscan index" + way_out);
  const BlobHeader& head = header();
  if (head.version != kVersion) {
    throw Error(name + " was made by another version of termscan (format " + std::to_string(head.version) + ")" + way_out);
  }
  bool whole = head.size == size_ && head.sections <= kMaxSections;
  for (const auto& place : head.section) {
    whole = whole && place.offset <= size_ && place.size <= size_ - place.offset && place.offset % kAlign == 0;
  }
  whole = whole && head.checksum == (checksum_of(data_ + kSummedFrom, size_ - kSummedFrom) ^ head.sections);
  if (!whole) throw Error(name + " is damaged: it is not as it was written" + way_out);
}

void Blob::seal() {
  auto* head = reinterpret_cast<BlobHeader*>(data_);
  head->checksum = checksum_of(data_ + kSummedFrom, size_ - kSummedFrom) ^ head->sections;
}

void BlobWriter::put(std::size_t number, const void* data, std::size_t size) {
  if (number >= kMaxSections) throw Error("too many sections");
  parts_.push_back({number, data, size});
}

std::shared_ptr<Blob> BlobWriter::finish(const std::array<u8, 32>& digest) const {
  std::size_t size = aligned(sizeof(BlobHeader));
  for (const Part& part : parts_) size += aligned(part.size);
  auto blob = std::make_shared<Blob>(size);
  auto* head = reinterpret_cast<BlobHeader*>(blob->data());
  std::memset(head, 0, aligned(sizeof(BlobHeader)));
  std::memcpy(head->magic, kMagic, 8);
  head->version = kVersion;
  head->sections = static_cast<u32>(parts_.size());
  head->size = size;
  std::memcpy(head->digest, digest.data(), 32);
  std::size_t at = aligned(sizeof(BlobHeader));
  for (auto& place : head->section) place.offset = at;
  for (const Part& part : parts_) {
    head->section[part.number] = {at, part.size};
    if (part.size != 0) std::memcpy(blob->data() + at, part.data, part.size);
    std::memset(blob->data() + at + part.size, 0, aligned(part.size) - part.size);
    at += aligned(part.size);
  }
  blob->seal();
  return blob;
}

}  // namespace termscan
