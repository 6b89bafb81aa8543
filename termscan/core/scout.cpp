#include "scout.hpp"

#include <algorithm>

#include "forms.hpp"

namespace termscan {
namespace {

constexpr u32 kShort = 16;         // bytes of a token that a slot holds by itself
constexpr u32 kLongestToken = 48;  // longer ones are not looked into
constexpr u32 kMostParts = 32;
constexpr std::size_t kFewestSlots = 1 << 12;
constexpr std::size_t kMostSlots = 1 << 19;
constexpr std::size_t kMostBytes = 1 << 22;
constexpr std::size_t kMostMany = 1 << 18;
constexpr std::size_t kProbes = 8;
constexpr u32 kSpelledFrom = 3;

inline u64 spread(u64 one, u64 other) {
  const auto product = static_cast<unsigned __int128>(one ^ 0x9e3779b97f4a7c15ULL) * (other ^ 0xd6e8feb86659fd93ULL);
  return static_cast<u64>(product) ^ static_cast<u64>(product >> 64);
}

// The first bytes at a place as a number; sixteen may be read.
inline u64 first_bytes(const u8* at, u32 size) { return size >= 8 ? load64(at) : load64(at) & ((1ull << 8 * size) - 1); }
inline u64 next_bytes(const u8* at, u32 size) { return size <= 8 ? 0 : first_bytes(at + 8, size - 8); }

u64 hash_of_token(const u8* at, u32 size) {
  u64 hash = size;
  for (; size > kShort; at += kShort, size -= kShort) hash = spread(load64(at) ^ hash, load64(at + 8));
  return spread(first_bytes(at, size) ^ hash, next_bytes(at, size));
}

}  // namespace

Scout::Scout(const Index& index, Memo& memo, TakeApart take_apart)
    : index_(index), memo_(memo), take_apart_(std::move(take_apart)), tallest_(index.nodes[0].words), tokens_(index.tables), slots_(kFewestSlots) {
  powers_[0] = 1;
  for (u32 i = 1; i <= kLongestWord; i++) powers_[i] = powers_[i - 1] * kHashBase;
}

const std::vector<Stretch>& Scout::stretches(const u8* text, std::size_t size) {
  forget_if_full();
  tokens_.cut(text, size);
  hash_tokens();
  gather_words();
  marked_.clear();
  split_end_.assign(words_.size(), 0);
  const u32 count = static_cast<u32>(words_.size());
  words_.resize(count + 2, Known{});  // nothing stands behind the last word
  foresee(count);
  for (const Joined& joined : joined_) {
    if (index_.form_filter.maybe(joined.key)) look_at_split(joined);
  }
  for (u32 place = 0; place < count; place++) look_at(place);
  words_.resize(count);
  join();
  return stretches_;
}

// ---- tokens to words

void Scout::hash_tokens() {
  hashes_.resize(tokens_.size());
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = 0; i < tokens_.size(); i++) {
    const Token token = tokens_[i];
    const u32 length = token.end - token.start;
    if (length > kLongestToken) continue;
    hashes_[i] = hash_of_token(tokens_.lower() + token.start, length);
    __builtin_prefetch(&slots_[hashes_[i] & mask]);
  }
}

void Scout::gather_words() {
  words_.clear();
  token_of_.clear();
  spelled_.clear();
  u32 first = 0;   // of the tokens that may be spelled letter by letter
  u32 weight = 0;  // how much of a term may stand there
  const u32 count = static_cast<u32>(tokens_.size());
  const auto close = [&](u32 last) {
    if (weight >= kSpelledFrom) spelled_.push_back({first, last, true});
    weight = 0;
  };
  for (u32 place = 0; place < count; place++) {
    const Known token = known(place);
    u32 singles = (token.flags & SINGLE) != 0;
    if ((token.flags & MANY) != 0) {
      singles = 0;
      for (u32 i = 0; i < token.size; i++) {
        words_.push_back(many_[token.number + i]);
        token_of_.push_back(place);
        singles += (words_.back().flags & SINGLE) != 0;
      }
    } else if ((token.flags & NONE) == 0) {
      words_.push_back(token);
      token_of_.push_back(place);
      if ((token.flags & READS) != 0) memo_.prefetch_info(token.number);
    }
    const u32 more = singles + ((token.flags & SIGNS) != 0 ? 2 : 0) + ((token.flags & (STARS | UNKNOWN)) != 0 ? kSpelledFrom : 0);
    const bool is_other = (token.flags & NONE) == 0 && singles == 0 && (token.flags & (STARS | UNKNOWN)) == 0;
    if (is_other && weight != 0) close(more != 0 ? place : place - 1);
    if (more != 0 && weight == 0) first = place;
    weight += more;
  }
  close(count - 1);
}

bool Scout::is_token(const Slot& slot, const u8* token, u32 length, u64 low, u64 high) const {
  if (slot.known.length != length || slot.low != low) return false;
  return length <= kShort ? slot.high == high : std::memcmp(bytes_.data() + slot.high, token, length) == 0;
}

const Scout::Known& Scout::known(std::size_t place) {
  const Token token = tokens_[place];
  const u32 length = token.end - token.start;
  if (length > kLongestToken) {
    scratch_ = {0, 0, UNKNOWN, 0, 0};
    return scratch_;
  }
  const u8* bytes = tokens_.lower() + token.start;
  const u64 low = length <= kShort ? first_bytes(bytes, length) : hashes_[place];
  const u64 high = length <= kShort ? next_bytes(bytes, length) : 0;
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hashes_[place] & mask;
  for (std::size_t probe = 0; probe < kProbes; probe++) {
    if (probe != 0) slot = (slot + 1) & mask;
    if (slots_[slot].known.length == 0) break;
    if (is_token(slots_[slot], bytes, length, low, high)) return slots_[slot].known;
  }
  return learn(bytes, length, low, high, slot);
}

// Takes a token apart and keeps what it holds, in the place of another one where there is no room.
const Scout::Known& Scout::learn(const u8* token, u32 length, u64 low, u64 high, std::size_t slot) {
  parts_.words.clear();
  parts_.has_signs = parts_.has_stars = false;
  take_apart_(token, length, parts_);
  Known known{};
  if (parts_.words.size() == 1) {
    known = known_word(parts_.words[0]);
  } else if (parts_.words.empty()) {
    known.flags = NONE;
  } else if (parts_.words.size() > kMostParts) {
    known.flags = UNKNOWN;
  } else {
    known.flags = MANY;
    known.number = static_cast<u32>(many_.size());
    known.size = static_cast<u8>(parts_.words.size());
    for (u32 number : parts_.words) many_.push_back(known_word(number));
  }
  if (parts_.has_signs) known.flags |= SIGNS;
  if (parts_.has_stars) known.flags |= STARS;
  known.length = static_cast<u8>(length);
  if (length > kShort) {
    high = bytes_.size();
    bytes_.insert(bytes_.end(), token, token + length);
  }
  if (slots_[slot].known.length == 0) filled_++;
  slots_[slot] = {low, high, known};
  if (filled_ * 2 > slots_.size() && slots_.size() < kMostSlots) grow();
  scratch_ = known;
  return scratch_;
}

Scout::Known Scout::known_word(u32 number) const {
  const WordInfo& info = memo_.info(number);
  u32 flags = 0;
  if (info.readings != 0) flags |= READS;
  if (info.lasts != 0) flags |= LASTS;
  if ((info.flags & WORD_BEGINS) != 0) flags |= BEGINS;
  if ((info.flags & WORD_ENDS) != 0) flags |= ENDS;
  if ((info.flags & WORD_EDITABLE) != 0) flags |= EDITABLE;
  if ((info.flags & WORD_PLAIN) != 0 && info.size >= 2 && memo_.reader().is_ordinary(info.flags)) flags |= BESIDE;
  if (info.size == 1 && index_.tables.letter(memo_.honest(number)[0]).kind != UNSPACED) flags |= SINGLE;
  for (u32 i = 0; i < info.readings; i++) {
    const Reading& reading = memo_.readings(number)[i];
    const bool follows = index_.before_first[reading.listed] != index_.before_first[reading.listed + 1];
    if (follows || index_.listed[reading.listed].size < kLettersOfEach) flags |= FOLLOWS;
    if (reading.node == 0) continue;
    if (index_.nodes[reading.node].goals != 0) flags |= ALONE;
    if (index_.nodes[reading.node].edges != 0) flags |= LEADS;
  }
  return {info.hash, number, static_cast<u16>(flags), static_cast<u8>(std::min<u32>(info.size, 255)), 0};
}

void Scout::grow() {
  std::vector<Slot> before(slots_.size() * 2);
  before.swap(slots_);
  filled_ = 0;
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : before) {
    if (slot.known.length == 0) continue;
    const u32 length = slot.known.length;
    std::size_t place = slot.low;
    if (length <= kShort) place = spread(slot.low ^ length, slot.high);
    place &= mask;
    for (std::size_t probe = 0; probe + 1 < kProbes && slots_[place].known.length != 0; probe++) place = (place + 1) & mask;
    if (slots_[place].known.length != 0) continue;  // it will be learnt again
    slots_[place] = slot;
    filled_++;
  }
}

// Numbers of words hold until the memo forgets them.
void Scout::forget_if_full() {
  if (age_ == memo_.age() && bytes_.size() < kMostBytes && many_.size() < kMostMany) return;
  age_ = memo_.age();
  std::fill(slots_.begin(), slots_.end(), Slot{});
  filled_ = 0;
  bytes_ = {};
  many_ = {};
}

// ---- words to stretches

// Notes that something may be found from one word to another and so many words further on.
void Scout::mark(u32 first, u32 last, u32 more) { marked_.push_back({first, last, more}); }

// Asks the memory for what will be looked at, so that the waiting overlaps.
void Scout::foresee(u32 count) {
  joined_.clear();
  for (u32 place = 0; place < count; place++) {
    const Known& word = words_[place];
    if ((word.flags & (READS | LASTS)) != 0) __builtin_prefetch(memo_.readings(word.number));
    if ((word.flags & BEGINS) != 0) join_pieces(place, count);
  }
  for (u32 place = 0; place < count; place++) {
    const Known& word = words_[place];
    if ((word.flags & (LEADS | FOLLOWS)) == 0) continue;
    const Reading& reading = memo_.readings(word.number)[0];
    if ((word.flags & LEADS) != 0) __builtin_prefetch(&index_.nodes[reading.node]);
    if ((word.flags & FOLLOWS) == 0 || place == 0 || (words_[place - 1].flags & (BESIDE | EDITABLE)) == 0) continue;
    __builtin_prefetch(&index_.listed[reading.listed]);
    __builtin_prefetch(&index_.before_first[reading.listed]);
  }
}

// Gathers what words from a place on would be if they were one.
void Scout::join_pieces(u32 place, u32 count) {
  u64 hash = words_[place].hash;
  u32 size = words_[place].size;
  bool are_single = size == 1;
  for (u32 last = place + 1; last < place + kMostPieces && last < count; last++) {
    const Known& piece = words_[last];
    if ((piece.flags & UNKNOWN) != 0) break;
    size += piece.size;
    if (size > kLongestWord) break;
    hash = hash * powers_[piece.size] + piece.hash;
    are_single = are_single && piece.size == 1;
    if (size < kSplitFrom || are_single || (piece.flags & ENDS) == 0) continue;
    joined_.push_back({mix(hash), hash, place, last});
    index_.form_filter.prefetch(joined_.back().key);
  }
}

void Scout::look_at_split(const Joined& joined) {
  u32 more = 0;
  if (!is_form(joined.first, joined.last, joined.hash, more)) return;
  split_end_[joined.first] = std::max(split_end_[joined.first], joined.last);
  mark(joined.first == 0 ? 0 : joined.first - 1, joined.last, more);  // the word before may belong to it
}

// Whether words in a row make up a listed word, and how many may stand behind it.
bool Scout::is_form(u32 first, u32 last, u64 hash, u32& more) {
  buffer_.clear();
  for (u32 place = first; place <= last; place++) {
    const u32* honest = memo_.honest(words_[place].number);
    for (u32 i = 0; i < words_[place].size; i++) buffer_.add(index_.tables, honest[i]);
  }
  bool found = false;
  memo_.reader().each_form(buffer_.word(), hash, [&](u32 listed, const Word&, bool) {
    more = std::max<u32>(more, index_.listed[listed].rest);
    found = true;
  });
  return found;
}

void Scout::look_at(u32 place) {
  const Known& word = words_[place];
  const Known& next = words_[place + 1];
  if ((word.flags & UNKNOWN) != 0) {
    const u32 before = std::min(place, kMostPieces * tallest_);
    mark(place - before, place, before + kMostPieces * tallest_);
    return;
  }
  if ((word.flags & ALONE) != 0) mark(place, place, 0);
  const bool is_ordered = (word.flags & LEADS) != 0 && (next.flags & (READS | LASTS)) != 0;
  const bool is_before = (word.flags & LEADS) != 0 && (next.flags & (BESIDE | EDITABLE)) != 0;
  const bool is_after = (word.flags & (BESIDE | EDITABLE)) != 0 && (next.flags & FOLLOWS) != 0;
  u32 more = 0;
  if (is_ordered && may_follow(word, next, more)) mark(place, place + 1, more);
  // What stands behind two words may tell, too, whether one of them is mistyped.
  more = 1;
  bool is_mistyped = is_before && may_be_mistyped_after(place, more);
  is_mistyped |= is_after && may_be_mistyped_before(place, more);
  if (is_mistyped) mark(place, place + 1, more);
}

// Whether a row that begins with the first word may go on with the second one, and with how many more at most.
bool Scout::may_follow(const Known& first, const Known& second, u32& words) const {
  const WordInfo& from = memo_.info(first.number);
  const WordInfo& to = memo_.info(second.number);
  const Reading* ends = memo_.readings(second.number);
  const Reading* begins = memo_.readings(first.number);
  bool found = false;
  for (const Reading* begin = begins; begin < begins + from.readings; begin++) {
    if (begin->node == 0) continue;
    for (const Reading* end = ends; end < ends + to.readings + to.lasts; end++) {
      if (!index_.edge_filter.maybe(pair_key(begin->node, end->listed))) continue;
      words = std::max(words, index_.nodes[begin->node].words - 1);
      found = true;
      break;
    }
  }
  return found;
}

bool Scout::may_be_mistyped_after(u32 place, u32& words) const {
  const Known& word = words_[place + 1];
  const WordInfo& from = memo_.info(words_[place].number);
  const Reading* readings = memo_.readings(words_[place].number);
  bool found = false;
  for (const Reading* reading = readings; reading < readings + from.readings; reading++) {
    if (reading->node == 0) continue;
    const Node& node = index_.nodes[reading->node];
    if (node.edges == 0 || node.edits == 0) continue;
    bool by_one = (word.flags & BESIDE) != 0 && is_plain(*reading);
    const bool by_two = (word.flags & EDITABLE) != 0 && node.edits >= 2 && reading->distance == 0;
    bool is_near_one = false;
    if (by_one && index_.listed[reading->listed].size < kLettersOfEach) {
      by_one = false;
      is_near_one = is_missing(index_.missing_second, word, reading->listed, words_[place + 2]);
    }
    if (!is_near_one && !is_near(word, index_.edges.data + node.first_edge, node.edges, by_one, by_two)) continue;
    words = std::max(words, node.words - 1);
    found = true;
  }
  return found;
}

bool Scout::may_be_mistyped_before(u32 place, u32& words) const {
  const Known& word = words_[place];
  const WordInfo& to = memo_.info(words_[place + 1].number);
  const Reading* readings = memo_.readings(words_[place + 1].number);
  bool found = false;
  for (const Reading* reading = readings; reading < readings + to.readings; reading++) {
    const Listed& listed = index_.listed[reading->listed];
    bool by_one = (word.flags & BESIDE) != 0 && is_plain(*reading);
    const bool by_two = (word.flags & EDITABLE) != 0 && reading->distance == 0;
    bool is_near_one = false;
    if (by_one && listed.size < kLettersOfEach) {
      by_one = false;
      is_near_one = is_missing(index_.missing_first, word, reading->listed, words_[place + 2]);
    }
    const u32 begin = index_.before_first[reading->listed];
    const u32 end = index_.before_first[reading->listed + 1];
    if (!is_near_one && !is_near(word, index_.before.data + begin, end - begin, by_one, by_two)) continue;
    words = std::max<u32>(words, listed.rest);
    found = true;
  }
  return found;
}

// Whether a word is known that stands between two others, or before them, and may be this one with an error.
bool Scout::is_missing(const HashTable& table, const Known& word, u32 listed, const Known& third) const {
  if ((third.flags & READS) == 0) return false;
  const WordInfo& info = memo_.info(third.number);
  bool found = false;
  for (u32 i = 0; i < info.readings && !found; i++) {
    const Reading& reading = memo_.readings(third.number)[i];
    if (!is_plain(reading)) continue;
    table.find(pair_key(listed, reading.listed), [&](u32 number) {
      const u32 size = index_.listed[number].size;
      found = found || (size <= word.size + 1u && word.size <= size + 1u);
    });
  }
  return found;
}

// Whether any of the candidates may be within one typing error of a word, or two.
bool Scout::is_near(const Known& word, const Candidate* begin, u32 count, bool by_one, bool by_two) const {
  if (!by_one && !by_two) return false;
  const u64 bag = memo_.info(word.number).bag;
  const u32 most = by_two ? 2 : 1;
  for (const Candidate* at = begin; at < begin + count; at++) {
    if (at->size > word.size + most || word.size > at->size + most) continue;
    const u64 missing = at->bag & ~bag;
    const u64 extra = bag & ~at->bag;
    if (by_two && (at->flags & EDITS_TWO) != 0) {
      if (__builtin_popcountll(missing) <= 2 && __builtin_popcountll(extra) <= 2) return true;
    }
    if (by_one && (missing & (missing - 1)) == 0 && (extra & (extra - 1)) == 0) return true;
  }
  return false;
}

// Widens what is marked by the words that may follow, and joins what overlaps.
void Scout::join() {
  stretches_.clear();
  const u32 count = static_cast<u32>(words_.size());
  std::vector<Stretch>& ranges = spelled_;  // of tokens
  for (const Marked& given : marked_) {
    u32 last = std::min(given.last, count - 1);
    u32 place = given.first;
    for (u32 i = 0; i < given.more && last + 1 < count; i++) {
      u32 end = last + 1;
      for (; place <= last + 1; place++) end = std::max(end, split_end_[place]);
      last = std::min(end, count - 1);
    }
    ranges.push_back({token_of_[given.first], token_of_[last], false});
  }
  std::sort(ranges.begin(), ranges.end(), [](const Stretch& one, const Stretch& other) { return one.start < other.start; });
  for (const Stretch& range : ranges) {
    if (!stretches_.empty() && range.start <= stretches_.back().end) {
      stretches_.back().end = std::max(stretches_.back().end, range.end);
      stretches_.back().may_be_spelled |= range.may_be_spelled;
    } else {
      stretches_.push_back(range);
    }
  }
  for (Stretch& stretch : stretches_) stretch = {tokens_[stretch.start].start, tokens_[stretch.end].end, stretch.may_be_spelled};
}

}  // namespace termscan
