// An index with all that scans it: the interface of the core, which knows nothing of Python.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "scan.hpp"

namespace termscan {

struct Text {
  const u8* data;  // nullptr: no text
  std::size_t size;
};

class Matcher {
 public:
  // Compiles terms; `tables`: fold.bin, inflections.tsv, letters.bin, phonetics.tsv, and their digest.
  static std::shared_ptr<Matcher> compile(const std::vector<Term>& terms, const Options& options,
                                          std::shared_ptr<const OrdinaryWords> ordinary,
                                          const std::vector<std::string>& tables, const std::string& table_digest);
  static std::shared_ptr<Matcher> open(const std::string& path);
  static std::shared_ptr<Matcher> of_bytes(const void* data, std::size_t size);

  std::shared_ptr<Matcher> with_ordinary(std::shared_ptr<const OrdinaryWords> words) const;
  std::shared_ptr<const OrdinaryWords> ordinary() const { return index_.ordinary; }
  void save(const std::string& path) const;
  std::string bytes() const;
  std::string digest() const;  // of the digests of the terms and of the ordinary words
  std::size_t size() const { return index_.numbers.terms; }
  std::size_t memory() const { return index_.memory(); }

  // Finds in order of row, start, end and term; whatever the number of threads. 0: as many as there are cores.
  std::vector<Find> scan(const std::vector<Text>& column, unsigned threads);
  void scan_one(Text text, std::vector<Find>& finds);

  Matcher(std::shared_ptr<const Blob> terms, std::shared_ptr<const OrdinaryWords> ordinary);

 private:
  static std::shared_ptr<Matcher> of_whole(std::shared_ptr<const Blob> whole, const std::string& name);
  std::unique_ptr<Scanner> borrow();
  void give_back(std::unique_ptr<Scanner> scanner);

  Index index_;
  std::mutex lock_;
  std::vector<std::unique_ptr<Scanner>> idle_;  // scanners keep what they learnt about words for the next call
};

// Bytes as small hexadecimal digits.
std::string hexadecimal(const u8* bytes, std::size_t size);

}  // namespace termscan
