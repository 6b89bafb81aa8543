// Looks where in a text a term may stand, so that only these stretches need be read letter by letter.
#pragma once

#include <functional>

#include "memo.hpp"
#include "tokens.hpp"
#include "words.hpp"

namespace termscan {

constexpr u32 kMostPieces = 4;     // that a word is split into
constexpr u32 kSplitFrom = 5;      // letters of a word that is split

// A part of a text outside of which nothing can be found, in bytes.
struct Stretch {
  u32 start;
  u32 end;
  bool may_be_spelled;
};

// What a token is made of.
struct TokenParts {
  std::vector<u32> words;  // numbers in the memo
  bool has_signs = false;
  bool has_stars = false;
};

class Scout {
 public:
  // `take_apart` tells the words of a token by itself.
  using TakeApart = std::function<void(const u8* token, u32 size, TokenParts& parts)>;

  Scout(const Index& index, Memo& memo, TakeApart take_apart);

  // The stretches of a text in order; they do not touch the same word.
  const std::vector<Stretch>& stretches(const u8* text, std::size_t size);

 private:
  enum Flag : u16 {
    ALONE = 1,      // a term may be found in it alone
    READS = 2,      // it can be read as a listed word
    LEADS = 4,      // and rows of words go on from there
    LASTS = 8,      // it begins with a listed word
    BEGINS = 16,    // a form begins with it
    ENDS = 32,      // a form ends with it
    BESIDE = 64,    // an ordinary word that may hold an error beside others
    EDITABLE = 128, // two errors are looked for in it
    SINGLE = 256,   // one letter
    UNKNOWN = 512,  // not looked into: anything may stand there
    SIGNS = 1024,   // of tokens: holds signs
    STARS = 2048,   // and asterisks
    MANY = 4096,    // several words
    NONE = 8192,    // no word
    FOLLOWS = 16384,  // first words of rows are known that it may follow
  };
  struct Known {
    u64 hash;  // of its class letters
    u32 number;  // in the memo; of a token of several words: where they begin in `many_`
    u16 flags;
    u8 size;   // in class letters; of a token of several words: how many
    u8 length;  // of the token in bytes, 0: empty
  };
  struct Slot {
    u64 low;  // bytes of a short token; of a longer one a hash, and where its bytes are kept
    u64 high;
    Known known;
  };
  struct Marked {
    u32 first;  // words
    u32 last;
    u32 more;  // words after them
  };

  // Words in a row as if they were one.
  struct Joined {
    u64 key;
    u64 hash;
    u32 first;
    u32 last;
  };

  const Known& known(std::size_t place);
  const Known& learn(const u8* token, u32 length, u64 low, u64 high, std::size_t slot);
  Known known_word(u32 number) const;
  bool is_token(const Slot& slot, const u8* token, u32 length, u64 low, u64 high) const;
  void hash_tokens();
  void gather_words();
  void forget_if_full();
  void grow();

  void look_at(u32 place);
  void foresee(u32 count);
  void join_pieces(u32 place, u32 count);
  void look_at_split(const Joined& joined);
  bool is_form(u32 first, u32 last, u64 hash, u32& more);
  bool may_follow(const Known& first, const Known& second, u32& words) const;
  bool may_be_mistyped_after(u32 place, u32& words) const;
  bool may_be_mistyped_before(u32 place, u32& words) const;
  bool is_near(const Known& word, const Candidate* begin, u32 count, bool by_one, bool by_two) const;
  void mark(u32 first, u32 last, u32 more);
  bool is_missing(const HashTable& table, const Known& word, u32 listed, const Known& third) const;
  void join();

  const Index& index_;
  Memo& memo_;
  TakeApart take_apart_;
  u32 age_ = 0;
  u32 tallest_;  // most words of a term
  u64 powers_[kLongestWord + 1];

  Tokenizer tokens_;
  std::vector<u64> hashes_;
  std::vector<Known> words_;
  std::vector<u32> token_of_;
  std::vector<u32> split_end_;  // last word of what may be split from a word on, or 0
  std::vector<Joined> joined_;
  std::vector<Marked> marked_;
  std::vector<Stretch> spelled_;  // tokens
  std::vector<Stretch> stretches_;

  std::vector<Slot> slots_;
  std::size_t filled_ = 0;
  std::vector<u8> bytes_;     // of long tokens
  std::vector<Known> many_;
  TokenParts parts_;
  Known scratch_;
  WordBuffer buffer_;
};

}  // namespace termscan
