// Terms that are spelled letter by letter.
#include "scan.hpp"

#include <algorithm>

namespace termscan {
namespace {

constexpr u32 kSpelledLooselyFrom = 4;
constexpr u32 kSpelledWithEditFrom = 7;

}  // namespace

void Scanner::spelled_runs() {
  const auto holds = [&](std::int64_t place) {
    if (place < 0 || place >= static_cast<std::int64_t>(letters_.size())) return false;
    const u8 kind = letters_.kind[place];
    return kind == LETTER || kind == DIGIT || kind == SIGN || kind == UNSPACED || kind == REGIONAL;
  };
  run_.clear();
  const auto close = [&] {
    if (run_.size() >= 3) spelled(run_);
    run_.clear();
  };
  for (u32 place = 0; place < letters_.size(); place++) {
    const u8 kind = letters_.kind[place];
    if (kind != LETTER && kind != DIGIT && kind != SIGN) {
      if (kind == UNSPACED || kind == REGIONAL) close();
      continue;
    }
    if (holds(std::int64_t{place} - 1) || holds(std::int64_t{place} + 1)) {
      close();
      continue;
    }
    if (!run_.empty() && gap_between(index_.tables, letters_, run_.back() + 1, place, 1) == Gap::BREAK) close();
    run_.push_back(place);
  }
  close();
}

void Scanner::spelled(const std::vector<u32>& run) {
  buffer_.clear();
  for (u32 place : run) buffer_.add(index_.tables, letters_.honest[place]);
  const Word text = buffer_.word();
  for (u32 start = 0; start < text.size; start++) {
    u64 hash = 0;
    const u32 most = std::min<u32>(text.size - start, kLongestWord);
    for (u32 size = 1; size <= most; size++) {
      hash = grow(hash, text.classes[start + size - 1]);
      if ((index_.numbers.spelled_lengths >> (size - 1) & 1) == 0) continue;
      index_.spelled.find(mix(hash), [&](u32 number) {
        const SpelledTerm& term = index_.spelled_terms[number];
        if (term.size != size) return;
        if (size < kSpelledLooselyFrom) {
          if (run.size() != size) return;
          for (u32 place = run[0]; place < run.back(); place++) {
            if (letters_.honest[place] == ' ') return;
          }
        }
        listed_buffer_.clear();
        for (u32 i = 0; i < size; i++) listed_buffer_.add(index_.tables, index_.letter_at(term.letters + i));
        const Word whole = listed_buffer_.word();
        if (!std::equal(whole.classes, whole.classes + size, text.classes + start)) return;
        const Word written = text.part(start, start + size);
        u32 flags = compare(written, whole);
        if (flags == kNoMatch) return;
        if ((flags & LEET) != 0) {
          u32 letters = 0;
          for (u32 i = 0; i < size; i++) letters += written.entries[i]->kind == LETTER;
          if (letters < 2 || 2 * letters < size) return;
          flags &= ~NEEDS_PARTNER;
        }
        if ((flags & NEEDS_PARTNER) != 0) return;
        find(term.goal, run[start], run[start + size - 1] + 1, 0, flags | SPELLED, Boundary::SPELLED);
      });
    }
  }
  spelled_with_edit(run);
}

void Scanner::spelled_with_edit(const std::vector<u32>& run) {
  if (run.size() < kSpelledWithEditFrom - 1 || run.size() > kLongestWord) return;
  const u32 number = memo_.number_of(buffer_.word().honest, buffer_.word().size, false);
  const u32 count = memo_.info(number).readings;
  for (u32 i = 0; i < count; i++) {
    const Reading reading = memo_.readings(number)[i];
    const Listed& listed = index_.listed[reading.listed];
    if (reading.distance != 1 || listed.size < kSpelledWithEditFrom || listed.node == 0) continue;
    const Node& node = index_.nodes[listed.node];
    for (u32 g = 0; g < node.goals; g++) {
      const Goal& goal = index_.goals[node.first_goal + g];
      if (goal.edits != 0) find(goal, run[0], run.back() + 1, 1, reading.flags | SPELLED, Boundary::SPELLED);
    }
  }
}

}  // namespace termscan
