// Finding the terms of an index in texts.
#pragma once

#include "scout.hpp"
#include "words.hpp"

namespace termscan {

// What one thread needs to scan texts one after the other; keeps what it learnt about words.
class Scanner {
 public:
  explicit Scanner(const Index& index);

  // Appends the finds in a text, in order of start, end and term.
  void scan(const u8* text, std::size_t size, u64 row, std::vector<Find>& finds);

 private:
  struct TextWord {
    u32 start;  // letters
    u32 end;
    u32 number;  // in the memo
    bool is_tag;
  };
  // A reading of one word, or of several pieces, and the place after it.
  struct Step {
    Reading reading;
    u32 after;
    u32 start;  // letters
    u32 end;
  };
  struct Steps {
    u32 first;
    u32 count;
  };

  void scan_stretch(bool may_be_spelled);
  void take_apart(const u8* token, u32 size, TokenParts& parts);
  void choose_words();
  void add_chosen(const WordSpan& word);
  bool is_read(const WordSpan& word, const std::vector<WordSpan>& parts);
  bool is_plain_word(const WordSpan& word);
  u32 number_of(const WordSpan& word, bool is_tag);
  bool is_tag(const WordSpan& word) const { return word.start > 0 && letters_.honest[word.start - 1] == '#'; }
  const u32* classes_of(u32 start, u32 end);
  void push_word(const WordSpan& word, bool tag);

  void follow(u32 node, u32 place, u32 depth, u32 distance);
  void take(u32 node, const Step& step, u32 depth, u32 distance);
  Steps steps_at(u32 place);
  void add_edited_before(u32 place);
  void add_edited_beside(u32 place);
  void add_near(u32 place, const Candidate* begin, u32 count);
  void add_two_edits(u32 place, const WordInfo& info, const Candidate& candidate);
  bool may_be_beside(u32 place) const;
  bool is_written(const Listed& listed, const TextWord& word) const;
  u32 plain_number(u32 place);
  void take_from(u32 first, u32 node, u32 depth, u32 distance);
  void add_split(u32 place);
  bool is_split(u32 place, u32 last, const Word& form) const;
  bool is_phrase(u32 place, u32 last) const;
  bool goes_on(const Step& step) const;
  void follow_last_glued(u32 node, u32 place, u32 depth, u32 distance);
  void follow_edited_after(u32 node, u32 place, u32 depth, u32 distance);
  void follow_two_edits(u32 node, u32 place, u32 depth, u32 distance);
  void begin_two_edits(u32 place);
  bool may_take_two(u32 place) const;
  u32 child(u32 node, u32 listed) const;

  void reach(const Goal& goal, u32 depth);
  bool is_sure(const Goal& goal, u32 flags, u32 depth);
  bool is_sure_beside(const Goal& goal, u32 depth) const;
  bool is_likely(const Step& step);
  bool are_short_errors_sure(const Goal& goal, u32 depth) const;
  bool are_lone_signs_sure(u32 depth) const;
  bool is_common(u32 start, u32 end) const;
  void find(const Goal& goal, u32 start, u32 end, u32 distance, u32 flags, Boundary boundary);
  u32 traces(u32 start, u32 end, const Goal& goal) const;
  void spelled_runs();
  void spelled(const std::vector<u32>& run);
  void spelled_with_edit(const std::vector<u32>& run);
  void keep_best();
  static u32 count_points(const u8* text, std::size_t size);
  u32 point_at(u32 byte) const;

  const Index& index_;
  Memo memo_;
  Scout scout_;
  const u8* text_ = nullptr;
  std::size_t text_size_ = 0;
  u64 row_ = 0;

  Letters letters_;
  std::vector<u32> classes_;
  std::vector<u64> hashes_;
  std::vector<TextWord> words_;
  std::vector<Gap> gaps_;  // after each word
  std::vector<WordSpan> parts_;
  std::vector<Steps> steps_known_;
  u32 steps_until_ = 0;
  std::vector<Step> steps_;
  std::vector<Step> path_;
  std::vector<u32> run_, candidates_;
  std::vector<u32> points_;  // code points before each byte
  std::vector<Find> found_;
  std::vector<Find> kept_;
  WordBuffer buffer_, listed_buffer_;
};

}  // namespace termscan
