// The best of overlapping finds of each term.
#include "scan.hpp"

#include <algorithm>
#include <map>

namespace termscan {

void Scanner::keep_best() {
  kept_.clear();
  if (found_.empty()) return;
  const auto rank = [](const Find& one, const Find& other) {
    if (one.term != other.term) return one.term < other.term;
    if (one.distance != other.distance) return one.distance < other.distance;
    const int bits = __builtin_popcount(one.disguises) - __builtin_popcount(other.disguises);
    if (bits != 0) return bits < 0;
    if (one.end - one.start != other.end - other.start) return one.end - one.start > other.end - other.start;
    if (one.start != other.start) return one.start < other.start;
    if (one.boundary != other.boundary) return one.boundary < other.boundary;
    return one.disguises < other.disguises;
  };
  std::sort(found_.begin(), found_.end(), rank);
  std::map<u32, u32> taken;  // of a term: start to end of what is kept; disjoint
  for (std::size_t i = 0; i < found_.size(); i++) {
    const Find& find = found_[i];
    const bool is_first = i == 0 || found_[i - 1].term != find.term;
    const bool is_only = is_first && (i + 1 == found_.size() || found_[i + 1].term != find.term);
    if (is_only) {
      kept_.push_back(find);
      continue;
    }
    if (is_first) taken.clear();
    auto after = taken.lower_bound(find.end);
    if (after != taken.begin() && std::prev(after)->second > find.start) continue;
    taken.emplace(find.start, find.end);
    kept_.push_back(find);
  }
  std::sort(kept_.begin(), kept_.end(), [](const Find& one, const Find& other) {
    if (one.start != other.start) return one.start < other.start;
    return one.end != other.end ? one.end < other.end : one.term < other.term;
  });
}

}  // namespace termscan
