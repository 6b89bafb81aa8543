#include "compare.hpp"

namespace termscan {
namespace {

constexpr u32 kFewestForeign = 4;
constexpr u32 kFewestHiding = 5;

// The disguise of one letter by another of its class.
u32 swap_of(const LetterEntry& written, const LetterEntry& listed) {
  if (listed.kind == DIGIT) return kNoMatch;
  if (written.kind == DIGIT || written.kind == SIGN) return LEET;
  if (written.script != listed.script || written.script == 1) return LOOK_ALIKE;
  return ((written.flags ^ listed.flags) & IS_MARKED) != 0 ? static_cast<u32>(ACCENT) : kNoMatch;
}

// Whether a word is an amount, a size or a model code, which hide no word.
bool is_amount(const Word& word) {
  u32 size[4] = {};
  u8 kind[4] = {};
  u32 runs = 0;
  for (u32 i = 0; i < word.size; i++) {
    const u8 next = word.entries[i]->kind;
    if (next != LETTER && next != DIGIT) return false;
    if (runs == 0 || kind[runs - 1] != next) {
      if (runs == 4) return false;
      kind[runs++] = next;
    }
    size[runs - 1]++;
  }
  const bool digits_first = kind[0] == DIGIT;
  if (runs == 1) return digits_first && size[0] >= 2;
  if (!digits_first) {  // mk677, rad140b
    return size[0] <= 3 && size[1] >= 2 && (runs == 2 || (runs == 3 && size[2] == 1));
  }
  if (runs == 2) return size[0] >= 2 ? size[1] <= 4 : size[1] <= 3;  // 250mg, 5ml
  const bool times = size[1] == 1 && word.honest[size[0]] == 'x';
  if (times && (runs == 3 || size[3] <= 3)) return true;  // 2x500g
  return runs == 3 && size[0] >= 2 && size[1] <= 4;
}

// Lets a word that is wholly in another script stand only if all its letters look the same.
u32 judge_script(const Word& written, const Word& listed, u32 flags) {
  const u16 scripts = scripts_of(written);
  const u16 wanted = scripts_of(listed);
  const bool is_one = scripts != 0 && (scripts & (scripts - 1)) == 0;
  if (!is_one || wanted == 0 || (scripts & wanted) != 0) return flags;
  const Word& foreign = scripts == kLatin ? listed : written;
  for (u32 i = 0; i < foreign.size; i++) {
    if (foreign.entries[i]->kind == LETTER && (foreign.entries[i]->flags & IS_PERFECT) == 0) return kNoMatch;
  }
  return written.size < kFewestForeign ? flags | NEEDS_PARTNER : flags;
}

}  // namespace

void WordBuffer::clear() {
  honest_.clear();
  classes_.clear();
  entries_.clear();
}

void WordBuffer::add(const Tables& tables, u32 letter) {
  const LetterEntry& entry = tables.letter(letter);
  honest_.push_back(letter);
  classes_.push_back(entry.class_point != 0 ? entry.class_point : letter);
  entries_.push_back(&entry);
}

void WordBuffer::assign(const Tables& tables, const u32* honest, std::size_t size) {
  clear();
  for (std::size_t i = 0; i < size; i++) add(tables, honest[i]);
}

u16 scripts_of(const Word& word) {
  u16 scripts = 0;
  for (u32 i = 0; i < word.size; i++) scripts |= script_bit(word.entries[i]->script);
  return scripts;
}

bool is_of_letters(const Word& word) {
  for (u32 i = 0; i < word.size; i++) {
    if (word.entries[i]->kind != LETTER) return false;
  }
  return true;
}

bool may_be_leet(const Word& word) {
  u32 letters = 0;
  for (u32 i = 0; i < word.size; i++) {
    letters += word.entries[i]->kind == LETTER;
    if (word.honest[i] == '*') return false;
  }
  if (letters < 2 || word.size < 4) return false;
  bool ends_in_number = true;
  for (u32 i = word.size - 3; i < word.size; i++) ends_in_number = ends_in_number && word.entries[i]->kind == DIGIT;
  return !ends_in_number && !is_amount(word);
}

namespace {

// Whether digits and signs in a word that is letter by letter a listed one stand for letters, amount or not.
bool hides_word(const Word& word) {
  if (may_be_leet(word)) return true;
  if (word.size < kFewestHiding) return false;
  u32 letters = 0;
  for (u32 i = 0; i < word.size; i++) {
    letters += word.entries[i]->kind == LETTER;
    if (word.honest[i] == '*') return false;
  }
  bool ends_in_number = true;
  for (u32 i = word.size - 3; i < word.size; i++) ends_in_number = ends_in_number && word.entries[i]->kind == DIGIT;
  return letters >= 2 && !ends_in_number;
}

}  // namespace

u32 compare(const Word& written, const Word& listed) {
  u32 flags = 0;
  for (u32 i = 0; i < written.size; i++) {
    if (written.honest[i] == listed.honest[i]) continue;
    const u32 swap = swap_of(*written.entries[i], *listed.entries[i]);
    if (swap == kNoMatch) return kNoMatch;
    flags |= swap;
  }
  if ((flags & LEET) != 0 && written.size == 1) {
    flags |= NEEDS_PARTNER | LONE;
  } else if ((flags & LEET) != 0 && !hides_word(written)) {
    bool is_number = true;
    for (u32 i = 0; i < written.size; i++) is_number = is_number && written.entries[i]->kind == DIGIT;
    if (is_number) return kNoMatch;
    flags |= NEEDS_PARTNER;
  }
  return (flags & LOOK_ALIKE) != 0 ? judge_script(written, listed, flags) : flags;
}

}  // namespace termscan
