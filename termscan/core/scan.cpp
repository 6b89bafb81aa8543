// A text is looked at stretch by stretch; rows of words are followed through the tree of terms.
#include "scan.hpp"

#include <algorithm>

namespace termscan {

Scanner::Scanner(const Index& index)
    : index_(index),
      memo_(index),
      scout_(index, memo_, [this](const u8* token, u32 size, TokenParts& parts) { take_apart(token, size, parts); }) {}

void Scanner::scan(const u8* text, std::size_t size, u64 row, std::vector<Find>& finds) {
  if (size > 0xfffffff0u) throw Error("a text is longer than four gigabytes");
  memo_.make_room();
  row_ = row;
  u32 byte = 0;   // so many bytes
  u32 point = 0;  // are so many code points
  for (const Stretch& stretch : scout_.stretches(text, size)) {
    text_ = text + stretch.start;
    text_size_ = stretch.end - stretch.start;
    scan_stretch(stretch.may_be_spelled);
    if (kept_.empty()) continue;
    point += count_points(text + byte, stretch.start - byte);
    byte = stretch.start;
    for (Find& find : kept_) {
      find.start += point;
      find.end += point;
    }
    finds.insert(finds.end(), kept_.begin(), kept_.end());
  }
}

void Scanner::scan_stretch(bool may_be_spelled) {
  fold_text(index_.tables, text_, text_size_, letters_);
  points_.clear();
  found_.clear();
  choose_words();
  steps_known_.assign(words_.size(), Steps{0, 0});
  steps_until_ = 0;
  steps_.clear();
  for (u32 place = 0; place < words_.size(); place++) {
    if (place >= steps_until_) steps_.clear();
    follow(0, place, 0, 0);
    begin_two_edits(place);
  }
  if (may_be_spelled) spelled_runs();
  keep_best();
}

// The words of a token, for which it does not matter what stands around it.
void Scanner::take_apart(const u8* token, u32 size, TokenParts& parts) {
  fold_text(index_.tables, token, size, letters_);
  choose_words();
  for (const TextWord& word : words_) parts.words.push_back(word.number);
  for (u32 i = 0; i < letters_.count; i++) {
    parts.has_signs |= letters_.kind[i] == SIGN;
    parts.has_stars |= letters_.kind[i] == STAR;
  }
}

u32 Scanner::count_points(const u8* text, std::size_t size) {
  u32 count = 0;
  for (std::size_t at = 0; at < size; count++) {
    if (at + 8 <= size && (load64(text + at) & 0x8080808080808080ULL) == 0) {
      at += 8;
      count += 7;
    } else {
      at += decode(text + at, text + size).length;
    }
  }
  return count;
}

u32 Scanner::point_at(u32 byte) const { return letters_.is_ascii ? byte : points_[byte]; }

u32 Scanner::child(u32 node, u32 listed) const {
  if (node == 0) return index_.listed[listed].node;
  const Node& from = index_.nodes[node];
  if (!index_.edge_filter.maybe(pair_key(node, listed))) return 0;
  const Candidate* begin = index_.edges.data + from.first_edge;
  const Candidate* end = begin + from.edges;
  const Candidate* found =
      std::lower_bound(begin, end, listed, [](const Candidate& edge, u32 wanted) { return edge.listed < wanted; });
  return found != end && found->listed == listed ? found->node : 0;
}

void Scanner::follow(u32 node, u32 place, u32 depth, u32 distance) {
  const TextWord word = words_[place];
  const u32 count = memo_.info(word.number).readings;
  for (u32 i = 0; i < count; i++) {
    const Reading& reading = memo_.readings(word.number)[i];
    if (node == 0 && reading.node == 0) continue;
    take(node, {reading, place + 1, word.start + reading.start, word.start + reading.end}, depth, distance);
  }
  const Steps known = steps_at(place);
  for (u32 i = 0; i < known.count; i++) {
    const Step step = steps_[known.first + i];
    take(node, step, depth, distance);
  }
  if (depth == 0) return;
  follow_last_glued(node, place, depth, distance);
  follow_edited_after(node, place, depth, distance);
  follow_two_edits(node, place, depth, distance);
}

void Scanner::take(u32 node, const Step& step, u32 depth, u32 distance) {
  const u32 next = node == 0 ? step.reading.node : child(node, step.reading.listed);
  if (next == 0) return;
  const Node& following = index_.nodes[next];
  distance += step.reading.distance;
  if (distance > following.edits) return;
  const Boundary boundary = step.reading.boundary;
  if (depth != 0 && (boundary == Boundary::GLUED_BEFORE || boundary == Boundary::GLUED_INSIDE)) return;
  path_.resize(depth);
  path_.push_back(step);
  for (u32 i = 0; i < following.goals; i++) reach(index_.goals[following.first_goal + i], depth + 1);
  if (following.edges != 0 && goes_on(step)) follow(next, step.after, depth + 1, distance);
}

// Whether the next word may belong to the same find.
bool Scanner::goes_on(const Step& step) const {
  const Boundary boundary = step.reading.boundary;
  if (boundary == Boundary::GLUED_AFTER || boundary == Boundary::GLUED_INSIDE || step.after >= words_.size()) return false;
  if (gaps_[step.after - 1] == Gap::BREAK) return false;
  const TextWord& before = words_[step.after - 1];
  const TextWord& after = words_[step.after];
  if (letters_.kind[before.start] != UNSPACED && letters_.kind[after.start] != UNSPACED) return true;
  return after.start - before.end <= 1;
}

// Last words of terms that the word at a place begins with.
void Scanner::follow_last_glued(u32 node, u32 place, u32 depth, u32 distance) {
  const TextWord& word = words_[place];
  const WordInfo info = memo_.info(word.number);
  for (u32 i = info.readings; i < info.readings + info.lasts; i++) {
    const Reading& reading = memo_.readings(word.number)[i];
    take(node, {reading, place + 1, word.start, word.start + reading.end}, depth, distance);
  }
}

}  // namespace termscan
