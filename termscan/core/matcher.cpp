#include "matcher.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <thread>

#include "canonical.hpp"
#include "sha256.hpp"

namespace termscan {
namespace {

constexpr std::size_t kBytesPerBlock = 1 << 18;  // of text, that a thread takes at a time
constexpr std::size_t kRowsPerBlock = 1 << 14;
constexpr std::size_t kMostIdle = 16;

// Rows in blocks of about equal size.
std::vector<std::size_t> blocks_of(const std::vector<Text>& column) {
  std::vector<std::size_t> starts{0};
  std::size_t bytes = 0;
  for (std::size_t row = 0; row < column.size(); row++) {
    if (bytes >= kBytesPerBlock || row - starts.back() >= kRowsPerBlock) {
      starts.push_back(row);
      bytes = 0;
    }
    bytes += column[row].size;
  }
  starts.push_back(column.size());
  return starts;
}

}  // namespace

Matcher::Matcher(std::shared_ptr<const Blob> terms, std::shared_ptr<const OrdinaryWords> ordinary)
    : index_(std::move(terms), std::move(ordinary)) {}

std::shared_ptr<Matcher> Matcher::compile(const std::vector<Term>& terms, const Options& options,
                                          std::shared_ptr<const OrdinaryWords> ordinary,
                                          const std::vector<std::string>& tables, const std::string& table_digest) {
  if (tables.size() != 4 || table_digest.size() != 32) throw Error("four tables and their digest are needed");
  const std::string canonical = canonical_terms(terms, options, reinterpret_cast<const u8*>(table_digest.data()));
  return std::make_shared<Matcher>(build_terms(terms, options, canonical, tables), std::move(ordinary));
}

std::shared_ptr<Matcher> Matcher::of_whole(std::shared_ptr<const Blob> whole, const std::string& name) {
  if (whole->size() < sizeof(BlobHeader)) throw Error(name + " is no termscan index: it is too short; compile the terms again");
  const u64 size = whole->header().size;
  if (std::memcmp(whole->header().magic, "TSINDEX1", 8) == 0 && size > whole->size()) {
    throw Error(name + " is damaged: it is cut short; compile the terms again");
  }
  auto terms = Blob::part_of(whole, 0, std::min<u64>(size, whole->size()));
  terms->check(name);
  auto ordinary = Blob::part_of(whole, size, whole->size() - size);
  ordinary->check(name);
  return std::make_shared<Matcher>(std::move(terms), std::make_shared<OrdinaryWords>(std::move(ordinary)));
}

std::shared_ptr<Matcher> Matcher::open(const std::string& path) { return of_whole(Blob::of_file(path), path); }

std::shared_ptr<Matcher> Matcher::of_bytes(const void* data, std::size_t size) {
  return of_whole(Blob::of_bytes(data, size), "this");
}

std::shared_ptr<Matcher> Matcher::with_ordinary(std::shared_ptr<const OrdinaryWords> words) const {
  return std::make_shared<Matcher>(index_.blob, index_.ordinary->size() == 0 ? words : index_.ordinary->with(*words));
}

std::string Matcher::bytes() const {
  std::string whole(reinterpret_cast<const char*>(index_.blob->data()), index_.blob->size());
  const Blob& words = index_.ordinary->blob();
  whole.append(reinterpret_cast<const char*>(words.data()), words.size());
  return whole;
}

// Written beside the place and moved there, so that nobody ever opens half an index.
void Matcher::save(const std::string& path) const {
  const std::string beside = path + ".part";
  std::FILE* file = std::fopen(beside.c_str(), "wb");
  bool done = file != nullptr;
  if (done) {
    for (const Blob* blob : {index_.blob.get(), &index_.ordinary->blob()}) {
      done = done && std::fwrite(blob->data(), 1, blob->size(), file) == blob->size();
    }
    done = std::fclose(file) == 0 && done;
    done = done && std::rename(beside.c_str(), path.c_str()) == 0;
  }
  if (!done) throw Error("cannot store the index at " + path + ": " + std::strerror(errno));
}

std::string Matcher::digest() const {
  u8 both[64];
  std::memcpy(both, index_.blob->header().digest, 32);
  std::memcpy(both + 32, index_.ordinary->digest(), 32);
  const auto found = sha256(both, sizeof both);
  return hexadecimal(found.data(), found.size());
}

std::string hexadecimal(const u8* bytes, std::size_t size) {
  static const char* kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < size; i++) {
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 15];
  }
  return text;
}

std::unique_ptr<Scanner> Matcher::borrow() {
  {
    std::lock_guard<std::mutex> guard(lock_);
    if (!idle_.empty()) {
      auto scanner = std::move(idle_.back());
      idle_.pop_back();
      return scanner;
    }
  }
  return std::make_unique<Scanner>(index_);
}

void Matcher::give_back(std::unique_ptr<Scanner> scanner) {
  std::lock_guard<std::mutex> guard(lock_);
  if (idle_.size() < kMostIdle) idle_.push_back(std::move(scanner));
}

void Matcher::scan_one(Text text, std::vector<Find>& finds) {
  auto scanner = borrow();
  if (text.data != nullptr) scanner->scan(text.data, text.size, 0, finds);
  give_back(std::move(scanner));
}

std::vector<Find> Matcher::scan(const std::vector<Text>& column, unsigned threads) {
  const auto starts = blocks_of(column);
  const std::size_t blocks = starts.size() - 1;
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  threads = static_cast<unsigned>(std::min<std::size_t>(threads, blocks));
  std::vector<std::vector<Find>> found(blocks);
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    try {
      auto scanner = borrow();
      for (std::size_t block; (block = next++) < blocks;) {
        for (std::size_t row = starts[block]; row < starts[block + 1]; row++) {
          if (column[row].data != nullptr) scanner->scan(column[row].data, column[row].size, row, found[block]);
        }
      }
      give_back(std::move(scanner));
    } catch (...) {
      std::lock_guard<std::mutex> guard(failing);
      failure = std::current_exception();
      next = blocks;
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; i++) {
    try {
      others.emplace_back(work);
    } catch (const std::system_error&) {
      break;  // the machine gives no more threads: those at hand do the work
    }
  }
  work();
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
  if (blocks == 1) return std::move(found[0]);
  std::size_t total = 0;
  for (const auto& block : found) total += block.size();
  std::vector<Find> all;
  all.reserve(total);
  for (auto& block : found) {
    all.insert(all.end(), block.begin(), block.end());
    std::vector<Find>().swap(block);
  }
  return all;
}

}  // namespace termscan
