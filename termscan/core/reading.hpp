// All that one word of a text may be read as.
#pragma once

#include "compare.hpp"

namespace termscan {

// A listed word that a written word may be read as, and what it takes to read it so.
struct Reading {
  u32 listed;
  u32 node;  // where rows that begin with it go on, 0: none does
  u32 flags;  // disguises, NEEDS_PARTNER, IN_PHRASE
  u32 start;  // letters within the written word
  u32 end;
  u8 distance;
  Boundary boundary;
};

enum WordFlag : u8 {
  WORD_COMMON = 1,    // among the ordinary words
  WORD_LISTED = 2,    // itself a form of a listed word
  WORD_PLAIN = 4,     // letters only
  WORD_EDITABLE = 8,   // typing errors are looked for in it
  WORD_BEGINS = 32,    // some form begins with it
  WORD_ENDS = 64,      // some form ends with it
  WORD_RESEMBLES = 16,  // holds signs, and is within two errors of a word of a longer term
};

// What is known of a written word.
struct WordInfo {
  u64 hash;   // of its class letters
  u64 power;  // kHashBase to the power of its size
  u64 bag;
  u32 letters;  // its honest letters in the memo
  u32 size;
  u32 first_reading;
  u32 readings;
  u32 lasts;  // readings that follow those: listed words that it begins with
  u16 scripts;
  u8 flags;
  u8 masks;
  bool is_tag;
};

class Reader {
 public:
  explicit Reader(const Index& index);

  // Reads a word: appends its readings, then those of the words that it begins with.
  void read(const Word& word, bool is_tag, WordInfo& info, std::vector<Reading>& readings);

  // Visits the forms of listed words that are written in the same class letters.
  template <class Visit>
  void each_form(const Word& word, u64 hash, Visit visit);

  // Typing errors between a written word and a listed one, at most `most`; more come out as most + 1.
  void begin_edits(const u32* classes, u32 size);
  u32 edits_to(u32 key, u32 most) const;
  void end_edits(const u32* classes, u32 size);

  // Whether a word is what it seems: nothing is read into it.
  bool is_ordinary(u8 flags) const {
    return index_.numbers.ordinary_rule != 0 && (flags & (WORD_COMMON | WORD_LISTED)) != 0;
  }
  Word listed_word(u32 listed, WordBuffer& buffer) const;
  // Whether a listed word is no ordinary one.
  bool is_rare(u32 listed) const;
  u32 edit_flags(const WordInfo& info, const Listed& listed) const;

 private:
  struct Task;
  u8 flags_of(const Word& word, u64 hash);
  void exact(Task& task, const Word& word, u64 hash, bool is_ordinary, u32 end, Boundary boundary);
  void before_number(Task& task);
  void sounding_alike(Task& task, bool is_ordinary);
  void repeated(Task& task);
  void edited(Task& task);
  bool resembles(const Task& task) const;
  void glued(Task& task, bool is_tag);
  void first_glued(Task& task);
  void last_glued(Task& task);
  void part(Task& task, u32 listed, Boundary boundary, u32 start, u32 end, u32 more_flags);
  void add(Task& task, const Reading& reading);
  bool may_stand_beside(u32 listed, const Word& before, const Word& after) const;
  u64 listed_hash(u32 listed) const;  // of its honest letters
  bool has_classes(const Key& key, const u32* classes) const;

  const Index& index_;
  std::vector<u64> letter_masks_;  // by number of a class letter: where the written word has it
  u32 edits_size_ = 0;
  u64 edits_bag_ = 0;
  WordBuffer listed_buffer_;
  std::vector<u32> form_, candidates_, found_;
  std::vector<u64> prefix_, powers_;
};

// Letters of a word that is plain, and of the one beside it whose error it excuses; shorter ones need a third.
constexpr u32 kLettersOfEach = 3;

// Whether a word is plain enough to excuse an error in another one of the same term.
inline bool is_plain(const Reading& reading) {
  if (reading.boundary != Boundary::WHOLE) return false;
  return reading.distance == 0 ? (reading.flags & ~LOOK_ALIKE) == 0 : reading.distance == 1 && reading.flags == EDITED;
}

u64 bag_of(const u32* classes, u32 size);

}  // namespace termscan
