// Typing errors in one word of several, looked for beside the others.
#include "scan.hpp"

#include <algorithm>

namespace termscan {

// What an ordinary word may be by a typing error, after words of the same term that are plain to see.
void Scanner::follow_edited_after(u32 node, u32 place, u32 depth, u32 distance) {
  const Node& from = index_.nodes[node];
  if (from.edits == 0 || from.edges == 0 || !may_be_beside(place)) return;
  for (u32 i = 0; i < depth; i++) {
    if (!is_plain(path_[i].reading)) return;
  }
  candidates_.clear();
  const u32 first = path_[0].reading.listed;
  if (depth > 1 || index_.listed[first].size >= kLettersOfEach) {
    add_near(place, index_.edges.data + from.first_edge, from.edges);
  } else if (place + 1 < words_.size()) {
    const u32 next = plain_number(place + 1);
    for (u32 r = 0; r < memo_.info(next).readings; r++) {
      const Reading& third = memo_.readings(next)[r];
      if (!is_plain(third)) continue;
      index_.missing_second.find(pair_key(first, third.listed), [&](u32 second) {
        const u32 middle = child(node, second);
        if (middle != 0 && child(middle, third.listed) != 0) candidates_.push_back(second);
      });
    }
  }
  const u32 before = static_cast<u32>(steps_.size());
  add_edited_beside(place);
  take_from(before, node, depth, distance);
}

// The same for the first word of a term, before words that are plain to see.
void Scanner::add_edited_before(u32 place) {
  if (place + 1 >= words_.size() || !may_be_beside(place)) return;
  candidates_.clear();
  const u32 next = plain_number(place + 1);
  const u32 over = place + 2 < words_.size() ? plain_number(place + 2) : 0;
  for (u32 r = 0; r < memo_.info(next).readings; r++) {
    const Reading& second = memo_.readings(next)[r];
    if (!is_plain(second)) continue;
    const bool is_long = index_.listed[second.listed].size >= kLettersOfEach;
    if (is_long) {
      const u32 begin = index_.before_first[second.listed];
      add_near(place, index_.before.data + begin, index_.before_first[second.listed + 1] - begin);
      continue;
    }
    if (place + 2 >= words_.size()) continue;
    for (u32 t = 0; t < memo_.info(over).readings; t++) {
      const Reading& third = memo_.readings(over)[t];
      if (!is_plain(third)) continue;
      index_.missing_first.find(pair_key(second.listed, third.listed), [&](u32 first) {
        const u32 start = index_.listed[first].node;
        const u32 middle = start == 0 ? 0 : child(start, second.listed);
        if (middle != 0 && child(middle, third.listed) != 0) candidates_.push_back(first);
      });
    }
  }
  add_edited_beside(place);
}

// Gathers the candidates that may be within one error of the word at a place.
void Scanner::add_near(u32 place, const Candidate* begin, u32 count) {
  const WordInfo& info = memo_.info(words_[place].number);
  for (const Candidate* at = begin; at < begin + count; at++) {
    if (at->size > info.size + 1 || info.size > at->size + 1u) continue;
    const u64 missing = at->bag & ~info.bag;
    const u64 extra = info.bag & ~at->bag;
    if ((missing & (missing - 1)) == 0 && (extra & (extra - 1)) == 0) candidates_.push_back(at->listed);
  }
}

// Number of the word at a place, read as if no # stood before it.
u32 Scanner::plain_number(u32 place) {
  const TextWord& word = words_[place];
  return word.is_tag ? number_of({word.start, word.end}, false) : word.number;
}

bool Scanner::may_be_beside(u32 place) const {
  const WordInfo& info = memo_.info(words_[place].number);
  return (info.flags & WORD_PLAIN) != 0 && info.size >= 2 && index_.numbers.ordinary_rule != 0 &&
         (info.flags & (WORD_COMMON | WORD_LISTED)) != 0;
}

// Adds those of the candidates that the word at a place is by one error, unless it is one of them itself.
void Scanner::add_edited_beside(u32 place) {
  if (candidates_.empty()) return;
  const TextWord& word = words_[place];
  const WordInfo& info = memo_.info(word.number);
  Reader& reader = memo_.reader();
  const u32 first = static_cast<u32>(steps_.size());
  const u32* classes = classes_of(word.start, word.end);
  reader.begin_edits(classes, info.size);
  std::sort(candidates_.begin(), candidates_.end());
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end()), candidates_.end());
  bool is_itself = false;
  for (u32 number : candidates_) {
    const Listed& listed = index_.listed[number];
    const u32 edits = reader.edits_to(listed.key, 1);
    if (edits == 0 && is_written(listed, word)) is_itself = true;
    if (edits != 1 || listed.size < 2 || (listed.flags & IS_PLAIN) == 0 || (listed.scripts & info.scripts) == 0) continue;
    const Reading reading{number, index_.listed[number].node, EDITED | BESIDE, 0, info.size, 1, Boundary::WHOLE};
    steps_.push_back({reading, place + 1, word.start, word.end});
  }
  reader.end_edits(classes, info.size);
  if (is_itself) steps_.resize(first);
}

bool Scanner::is_written(const Listed& listed, const TextWord& word) const {
  if (listed.size != word.end - word.start) return false;
  for (u32 i = 0; i < listed.size; i++) {
    if (index_.letter_at(listed.letters + i) != letters_.honest[word.start + i]) return false;
  }
  return true;
}

void Scanner::take_from(u32 first, u32 node, u32 depth, u32 distance) {
  const u32 last = static_cast<u32>(steps_.size());
  for (u32 i = first; i < last; i++) {
    const Step step = steps_[i];
    take(node, step, depth, distance);
  }
}

bool Scanner::may_take_two(u32 place) const {
  const WordInfo& info = memo_.info(words_[place].number);
  return (info.flags & WORD_EDITABLE) != 0 && (info.masks == 0 || info.masks == 2) && info.size <= kLongestWord;
}

void Scanner::add_two_edits(u32 place, const WordInfo& info, const Candidate& candidate) {
  if ((candidate.flags & (EDITS_TWO | IS_PLAIN)) != (EDITS_TWO | IS_PLAIN) || (candidate.scripts & info.scripts) == 0) return;
  if (candidate.size > info.size + 2 || info.size > candidate.size + 2u) return;
  if (__builtin_popcountll(candidate.bag & ~info.bag) > 2 || __builtin_popcountll(info.bag & ~candidate.bag) > 2) return;
  const Reader& reader = memo_.reader();
  if (reader.edits_to(candidate.key, 2) != 2 || (info.masks != 0 && candidate.size != info.size)) return;
  const Reading reading{candidate.listed, index_.listed[candidate.listed].node, reader.edit_flags(info, index_.listed[candidate.listed]), 0, info.size, 2, Boundary::WHOLE};
  steps_.push_back({reading, place + 1, words_[place].start, words_[place].end});
}

// Two errors in one word of several: the other words are read without any, so they tell which words to compare with.
void Scanner::follow_two_edits(u32 node, u32 place, u32 depth, u32 distance) {
  const Node& from = index_.nodes[node];
  if (distance != 0 || from.edits < 2 || !may_take_two(place)) return;
  const TextWord& word = words_[place];
  const WordInfo info = memo_.info(word.number);
  Reader& reader = memo_.reader();
  const u32 first = static_cast<u32>(steps_.size());
  const u32* classes = classes_of(word.start, word.end);
  reader.begin_edits(classes, info.size);
  for (u32 i = 0; i < from.edges; i++) {
    add_two_edits(place, info, index_.edges[from.first_edge + i]);
  }
  reader.end_edits(classes, info.size);
  take_from(first, node, depth, distance);
}

// The same for the first word of a term: the second one tells.
void Scanner::begin_two_edits(u32 place) {
  if (place + 1 >= words_.size() || gaps_[place] == Gap::BREAK || !may_take_two(place)) return;
  const TextWord& word = words_[place];
  const WordInfo info = memo_.info(word.number);
  const u32 next = words_[place + 1].number;
  const u32 count = memo_.info(next).readings;
  const Steps beside = steps_at(place + 1);
  if (count + beside.count == 0) return;
  Reader& reader = memo_.reader();
  const u32 first = static_cast<u32>(steps_.size());
  const u32* classes = classes_of(word.start, word.end);
  reader.begin_edits(classes, info.size);
  for (u32 i = 0; i < count + beside.count; i++) {
    const Reading second = i < count ? memo_.readings(next)[i] : steps_[beside.first + i - count].reading;
    if (second.distance != 0 || is_glued(second.boundary)) continue;
    for (u32 at = index_.before_first[second.listed]; at < index_.before_first[second.listed + 1]; at++) {
      add_two_edits(place, info, index_.before[at]);
    }
  }
  reader.end_edits(classes, info.size);
  const u32 last = static_cast<u32>(steps_.size());
  for (u32 i = first; i < last; i++) {
    bool is_known = false;
    for (u32 j = first; j < i; j++) is_known = is_known || steps_[j].reading.listed == steps_[i].reading.listed;
    const Step step = steps_[i];
    if (!is_known) take(0, step, 0, 0);
  }
}

}  // namespace termscan
