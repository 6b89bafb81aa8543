// The forms of listed words, looked up by class: as listed, or inflected by the rules of their language read backwards.
#pragma once

#include <algorithm>

#include "reading.hpp"

namespace termscan {

template <class Visit>
void Reader::each_form(const Word& word, u64 hash, Visit visit) {
  if (!index_.form_filter.maybe(mix(hash))) return;
  index_.exact.find(mix(hash), [&](u32 k) {
    const Key& key = index_.keys[k];
    if (key.size != word.size || !has_classes(key, word.classes)) return;
    for (u32 i = 0; i < key.listed; i++) {
      visit(key.first_listed + i, listed_word(key.first_listed + i, listed_buffer_), false);
    }
  });
  if (index_.numbers.inflect == 0) return;
  WordBuffer form;
  for (const Reversal& reversal : index_.inflections.reversals()) {
    const u32 length = static_cast<u32>(reversal.written.size());
    if (length > word.size) continue;
    const u32 stem = word.size - length;
    const u32* written = reversal.is_prefix ? word.classes : word.classes + stem;
    if (!std::equal(reversal.written.begin(), reversal.written.end(), written)) continue;
    const u32* kept = reversal.is_prefix ? word.classes + length : word.classes;
    candidates_.assign(kept, kept + stem);
    candidates_.insert(candidates_.end(), reversal.listed.begin(), reversal.listed.end());
    index_.exact.find(mix(hash_of(candidates_.data(), candidates_.size())), [&](u32 k) {
      const Key& key = index_.keys[k];
      if (key.size != candidates_.size() || !has_classes(key, candidates_.data())) return;
      for (u32 number = key.first_listed; number < key.first_listed + key.listed; number++) {
        const Word base = listed_word(number, listed_buffer_);
        if (base.entries[base.size - 1]->kind != LETTER) continue;
        for (const InflectionRule& rule : index_.inflections.rules(index_.listed[number].language)) {
          const bool is_prefix = rule.kind == Ending::PREFIX;
          if (is_prefix != reversal.is_prefix || rule.replacement.size() != length || base.size < rule.fewest) continue;
          if (rule.ending.size() != reversal.listed.size()) continue;
          const u32 root = base.size - static_cast<u32>(rule.ending.size());
          if (!std::equal(rule.ending.begin(), rule.ending.end(), base.honest + root)) continue;
          form_.assign(base.honest, base.honest + root);
          form_.insert(is_prefix ? form_.begin() : form_.end(), rule.replacement.begin(), rule.replacement.end());
          form.assign(index_.tables, form_.data(), form_.size());
          const Word made = form.word();
          if (!std::equal(made.classes, made.classes + made.size, word.classes, word.classes + word.size)) continue;
          if (made.size == base.size && std::equal(made.honest, made.honest + made.size, base.honest)) continue;
          visit(number, made, true);
        }
      }
    });
  }
}

}  // namespace termscan
