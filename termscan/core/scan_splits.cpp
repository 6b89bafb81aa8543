// Words that are written in pieces.
#include "scan.hpp"

#include "forms.hpp"

namespace termscan {
namespace {

constexpr u32 kSplitRareFrom = 6;
constexpr u32 kSplitAnyhowFrom = 8;
constexpr u32 kShortPiece = 1;

}  // namespace

Scanner::Steps Scanner::steps_at(u32 place) {
  if (place < steps_until_) return steps_known_[place];
  while (steps_until_ <= place) {
    const u32 at = steps_until_;
    const u32 first = static_cast<u32>(steps_.size());
    const u8 flags = memo_.info(words_[at].number).flags;
    if (at + 1 < words_.size()) {
      if ((flags & WORD_BEGINS) != 0) add_split(at);
      if ((flags & WORD_PLAIN) != 0 && memo_.info(words_[at + 1].number).readings != 0) add_edited_before(at);
    }
    steps_known_[at] = {first, static_cast<u32>(steps_.size()) - first};
    steps_until_++;
  }
  return steps_known_[place];
}

// Words that were split into pieces from a place.
void Scanner::add_split(u32 place) {
  u64 hash = memo_.info(words_[place].number).hash;
  u32 size = memo_.info(words_[place].number).size;
  bool are_single = size == 1;
  for (u32 last = place + 1; last < place + kMostPieces && last < words_.size(); last++) {
    if (gaps_[last - 1] == Gap::BREAK || letters_.kind[words_[last].start] == UNSPACED) return;
    const WordInfo& piece = memo_.info(words_[last].number);
    size += piece.size;
    if (size > kLongestWord) return;
    hash = hash * piece.power + piece.hash;
    are_single = are_single && piece.size == 1;
    if (size < kSplitFrom || are_single || (piece.flags & WORD_ENDS) == 0 || !index_.form_filter.maybe(mix(hash))) continue;
    buffer_.clear();
    for (u32 i = place; i <= last; i++) {
      for (u32 at = words_[i].start; at < words_[i].end; at++) buffer_.add(index_.tables, letters_.honest[at]);
    }
    const Word text = buffer_.word();
    memo_.reader().each_form(text, hash, [&](u32 listed, const Word& form, bool is_inflected) {
      u32 flags = compare(text, form);
      if (flags == kNoMatch || (flags & (LEET | NEEDS_PARTNER)) != 0) return;
      flags |= SPLIT | (is_inflected ? u32{INFLECTED} : 0u);
      if (!is_split(place, last, form)) flags |= NEEDS_PARTNER;
      const Reading reading{listed, index_.listed[listed].node, flags, 0, size, 0, Boundary::SPLIT};
      steps_.push_back({reading, last + 1, words_[place].start, words_[last].end});
    });
  }
}

// Whether pieces by themselves show that they are one word.
bool Scanner::is_split(u32 place, u32 last, const Word& form) const {
  if (is_phrase(place, last)) return false;
  bool by_signs = true;
  for (u32 i = place; i < last; i++) by_signs = by_signs && gaps_[i] == Gap::SIGN;
  const bool anyhow = by_signs || !index_.is_ordinary(hash_of(form.honest, form.size));
  if (form.size >= (anyhow ? kSplitRareFrom : kSplitAnyhowFrom)) return true;
  bool any_plain = false, any_other = false, all_ordinary = true;
  for (u32 i = place; i <= last; i++) {
    bool letters_only = true;
    for (u32 at = words_[i].start; at < words_[i].end; at++) letters_only = letters_only && letters_.kind[at] == LETTER;
    (letters_only ? any_plain : any_other) = true;
    const u8 flags = memo_.info(words_[i].number).flags;
    all_ordinary = all_ordinary && index_.numbers.ordinary_rule != 0 && (flags & (WORD_COMMON | WORD_LISTED)) != 0;
  }
  return (by_signs && any_plain && any_other) || !all_ordinary;
}

// Whether pieces are ordinary words, a very short one among them, written as such words are (`Philip's`).
bool Scanner::is_phrase(u32 place, u32 last) const {
  if (index_.numbers.ordinary_rule == 0) return false;
  bool any_short = false;
  for (u32 i = place; i <= last; i++) {
    const u32 size = words_[i].end - words_[i].start;
    any_short = any_short || size <= kShortPiece;
    if (size != 1 && (memo_.info(words_[i].number).flags & (WORD_COMMON | WORD_LISTED)) == 0) return false;
  }
  if (!any_short) return false;
  for (u32 i = place; i < last; i++) {
    const u32 start = words_[i].end, end = words_[i + 1].start;
    if (start == end) return false;
    const u32 sign = letters_.honest[start];
    if (end - start == 1 && (sign == '\'' || sign == 0x2019 || sign == '-' || sign == 0x2010)) continue;
    for (u32 at = start; at < end; at++) {
      if (letters_.kind[at] != SPACE) return false;
    }
  }
  return true;
}

}  // namespace termscan
