// libFuzzer target of the core: terms and a text of raw bytes go in, nothing may crash, and every find must hold.
//
// Input: one byte of options, one of edits, then lines of UTF-8 or worse up to an empty line, then the text.
// Bit 7 of the first byte stores and opens the index as well. A line is a term; "de:" before it names its language; "=word" is an ordinary word. 0xfe as first byte: the rest damages a
// stored index, which must be refused or be the same as before.
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "matcher.hpp"
#include "utf8.hpp"

using namespace termscan;

namespace {

constexpr std::size_t kMostTerms = 24, kLongestTerm = 80;

struct Asked {
  std::vector<Term> terms;
  std::vector<std::string> ordinary;
  Options options;
  Text text{nullptr, 0};
};

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

const std::vector<std::string>& tables() {
  static const std::vector<std::string> read = [] {
    std::vector<std::string> files;
    for (const char* name : {"fold.bin", "inflections.tsv", "letters.bin", "phonetics.tsv"}) {
      std::ifstream file(std::string(TERMSCAN_TABLES) + name, std::ios::binary);
      files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
      require(!files.back().empty(), "the tables are there");
    }
    return files;
  }();
  return read;
}

std::shared_ptr<Matcher> compiled(const Asked& asked) {
  const auto& files = tables();
  const auto bytes_of = [](const std::string& file) { return Span<u8>{reinterpret_cast<const u8*>(file.data()), file.size()}; };
  static const Tables fold_tables(bytes_of(files[0]), bytes_of(files[2]));
  const auto ordinary = OrdinaryWords::of(fold_tables, asked.ordinary);
  return Matcher::compile(asked.terms, asked.options, ordinary, files, std::string(32, 'd'));
}

void add_line(std::string line, u8 edits, Asked& asked) {
  if (line.size() > kLongestTerm) line.resize(kLongestTerm);
  if (!line.empty() && line[0] == '=') {
    asked.ordinary.push_back(line.substr(1));
    return;
  }
  Term term;
  term.language = "und";
  const std::size_t colon = line.find(':');
  if (colon == 2) {
    term.language = line.substr(0, 2);
    line.erase(0, 3);
  }
  const u8 bits = static_cast<u8>(edits + asked.terms.size());
  term.text = line;
  term.edits = (bits & 3) == 3 ? kEditsByLength : bits & 3;
  term.disguises = (edits & 0x40) == 0;
  term.glued = (edits & 0x80) == 0;
  asked.terms.push_back(term);
}

Asked asked_in(const u8* data, std::size_t size) {
  Asked asked;
  const u8 bits = data[0], edits = data[1];
  asked.options.inflect = (bits & 1) == 0;
  asked.options.ordinary_rule = (bits & 2) == 0;
  asked.options.one_edit_from = 5 - (bits >> 2 & 3);
  asked.options.two_edits_from = 9 - (bits >> 4 & 7);
  std::size_t at = 2;
  while (at < size && data[at] != '\n' && asked.terms.size() + asked.ordinary.size() < kMostTerms) {
    std::size_t end = at;
    while (end < size && data[end] != '\n') end++;
    add_line(std::string(reinterpret_cast<const char*>(data + at), end - at), edits, asked);
    at = end < size ? end + 1 : end;
  }
  if (at < size) asked.text = {data + at, size - at};
  return asked;
}

u32 code_points(Text text) {
  u32 count = 0;
  for (std::size_t at = 0; at < text.size; count++) at += decode(text.data + at, text.data + text.size).length;
  return count;
}

bool same(const Find& a, const Find& b) {
  return a.row == b.row && a.term == b.term && a.start == b.start && a.end == b.end && a.distance == b.distance &&
         a.boundary == b.boundary && a.disguises == b.disguises;
}

bool same(const std::vector<Find>& a, const std::vector<Find>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); i++) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

void check(const std::vector<Find>& finds, const Asked& asked) {
  const u32 length = code_points(asked.text);
  const Find* before = nullptr;
  for (const Find& find : finds) {
    require(find.term < asked.terms.size(), "a find names a term");
    require(find.start < find.end && find.end <= length, "a find lies within the text");
    require(find.distance <= 2 && find.boundary <= 7, "distance and boundary are known ones");
    require(find.distance == 0 || (find.disguises & (EDITED | MASKED)) != 0, "a distance is told as edited or masked");
    if (before != nullptr) {
      const auto place = [](const Find& f) { return std::make_tuple(f.row, f.start, f.end, f.term); };
      require(place(*before) <= place(find), "finds are in order");
    }
    before = &find;
  }
}

void scan(const u8* data, std::size_t size) {
  const Asked asked = asked_in(data, size);
  const auto matcher = compiled(asked);
  std::vector<Find> alone;
  matcher->scan_one(asked.text, alone);
  check(alone, asked);
  const std::vector<Text> column = {{nullptr, 0}, asked.text, {asked.text.data, asked.text.size / 2}, asked.text};
  const auto many = matcher->scan(column, 2);
  std::vector<Find> second, last;
  for (Find find : many) {
    require(find.row < column.size() && find.row != 0, "a find names a row that has a text");
    if (find.row == 1) second.push_back(find);
    if (find.row == 3) last.push_back(find);
  }
  for (auto* finds : {&second, &last}) {
    for (Find& find : *finds) find.row = 0;
    require(same(alone, *finds), "a text is read the same alone and in a column");
  }
  if ((data[0] & 0x80) == 0) return;
  const std::string bytes = matcher->bytes();
  const auto opened = Matcher::of_bytes(bytes.data(), bytes.size());
  std::vector<Find> again;
  opened->scan_one(asked.text, again);
  require(same(alone, again), "a stored index finds the same");
  require(opened->digest() == matcher->digest(), "a stored index has the same digest");
}

void damage(const u8* data, std::size_t size) {
  static const std::string whole = [] {
    Asked asked;
    for (const char* line : {"rolex", "louis vuitton", "de:elfenbein", "1:1", "=watch", "\xe8\xb1\xa1\xe7\x89\x99"}) {
      add_line(line, 3, asked);
    }
    return compiled(asked)->bytes();
  }();
  std::string bytes = whole;
  for (std::size_t at = 0; at + 4 < size; at += 5) {
    u32 place;
    std::memcpy(&place, data + at, 4);
    if (place == 0xffffffff) {
      bytes.resize(data[at + 4] * (bytes.size() / 256));
    } else if (!bytes.empty()) {
      // Half of the damage goes to the header, where it is read first.
      const std::size_t most = (place & 1) != 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), sizeof(BlobHeader));
      bytes[place / 2 % most] = static_cast<char>(data[at + 4]);
    }
  }
  try {
    const auto opened = Matcher::of_bytes(bytes.data(), bytes.size());
    std::vector<Find> finds;
    const std::string text = "a rolex watch, Louis Vuiton, elfenbeinkette 1:1 \xe8\xb1\xa1\xe7\x89\x99";
    opened->scan_one({reinterpret_cast<const u8*>(text.data()), text.size()}, finds);
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const u8* data, std::size_t size) {
  if (size < 2) return 0;
  try {
    if (data[0] == 0xfe) {
      damage(data + 1, size - 1);
    } else {
      scan(data, size);
    }
  } catch (const Error&) {
    // Refused in words, as it should be.
  }
  return 0;
}
