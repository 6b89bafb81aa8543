// The words of a stretch: which reading of what is written with signs is taken.
#include "scan.hpp"

#include <algorithm>

namespace termscan {

u32 Scanner::number_of(const WordSpan& word, bool is_tag) {
  return memo_.number_of(letters_.honest.data() + word.start, word.end - word.start, is_tag);
}

void Scanner::push_word(const WordSpan& word, bool tag) {
  hashes_.push_back(Memo::hash_for(letters_.honest.data() + word.start, word.end - word.start, tag));
  memo_.prefetch(hashes_.back());
  words_.push_back({word.start, word.end, 0, tag});
}

void Scanner::choose_words() {
  words_.clear();
  hashes_.clear();
  gaps_.clear();
  WordSpan word;
  for (u32 place = 0; next_word(letters_, place, word); place = word.end) add_chosen(word);
  // Words are looked up in three rounds, so that waiting for memory overlaps.
  for (u64 hash : hashes_) memo_.prefetch_word(hash);
  for (std::size_t i = 0; i < words_.size(); i++) {
    TextWord& found = words_[i];
    found.number = memo_.number_of(letters_.honest.data() + found.start, found.end - found.start, found.is_tag, hashes_[i]);
    if (i != 0) gaps_.push_back(gap_between(index_.tables, letters_, words_[i - 1].end, found.start, words_[i - 1].end - words_[i - 1].start));
  }
  gaps_.push_back(Gap::BREAK);
}

// Class letters of a word of the text.
const u32* Scanner::classes_of(u32 start, u32 end) {
  classes_.clear();
  for (u32 place = start; place < end; place++) classes_.push_back(index_.tables.class_of(letters_.honest[place]));
  return classes_.data();
}

// A word as it is, or without a leading sign, or in parts: the first that can be read.
void Scanner::add_chosen(const WordSpan& word) {
  const u8* kinds = letters_.kind.data();
  if (std::none_of(kinds + word.start, kinds + word.end, [](u8 kind) { return kind == SIGN || kind == STAR; })) {
    push_word(word, is_tag(word));
    return;
  }
  parts_.clear();
  for (u32 place = word.start; place < word.end;) {
    u32 end = place;
    while (end < word.end && (letters_.kind[end] == LETTER || letters_.kind[end] == DIGIT)) end++;
    if (end > place) parts_.push_back({place, end});
    place = std::max(end, place + 1);
  }
  // A last exclamation mark is one, unless something is read into the word with it.
  if (letters_.honest[word.end - 1] == '!' && parts_.size() == 1 && is_plain_word(parts_[0])) {
    push_word(parts_[0], is_tag(word) && parts_[0].start == word.start);
    return;
  }
  const WordSpan without{word.start + 1, word.end};
  if (is_read(word, parts_)) {
    push_word(word, is_tag(word));
  } else if (letters_.kind[word.start] == SIGN && parts_.size() > 1 && is_read(without, parts_)) {
    push_word(without, false);
  } else {
    for (const WordSpan& part : parts_) push_word(part, is_tag(word) && part.start == word.start);
  }
}

bool Scanner::is_plain_word(const WordSpan& word) {
  return memo_.reader().is_ordinary(memo_.info(number_of(word, false)).flags);
}

bool Scanner::is_read(const WordSpan& word, const std::vector<WordSpan>& parts) {
  const u32 number = number_of(word, false);
  const Reading* readings = memo_.readings(number);
  bool is_any = (memo_.info(number).flags & WORD_RESEMBLES) != 0;
  for (u32 i = 0; i < memo_.info(number).readings; i++) {
    if (readings[i].boundary != Boundary::WHOLE) continue;
    if (readings[i].distance == 0) return true;
    is_any = true;
  }
  if (!is_any || word.end - word.start < kSplitFrom) return false;
  for (const WordSpan& part : parts) {
    if (is_plain_word(part)) return false;
  }
  return true;
}

}  // namespace termscan
