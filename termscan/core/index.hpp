// The compiled index: flat arrays in one block, and the questions that they answer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "find.hpp"
#include "inflection.hpp"
#include "ordinary.hpp"
#include "phonetics.hpp"
#include "table.hpp"
#include "tables.hpp"

namespace termscan {

enum Section : std::size_t {
  S_CANONICAL,  // all of the canonical input but the ordinary words
  S_FOLD_TABLE,
  S_LETTER_TABLE,
  S_INFLECTIONS,
  S_PHONETICS,
  S_LANGUAGES,  // names, each ended by a zero byte
  S_ALPHABET,   // u32: the honest letters that the listed words are made of; letters are numbers in it
  S_LETTERS,    // u16: letters of the listed words
  S_LITERALS,   // u32: how terms without letters must be written
  S_KEYS,       // Key
  S_LISTED,     // Listed, those of one key side by side
  S_NODES,      // Node; the first one is the root
  S_EDGES,      // Candidate, those of one node side by side, by listed word
  S_GOALS,      // Goal, those of one node side by side
  S_BEFORE_FIRST,  // u32: for each listed word, where its words before begin in S_BEFORE
  S_BEFORE,     // Candidate: first words of rows whose second word it is
  S_SPELLED_TERMS,
  S_NUMBERS,
  S_FORMS,      // u64: Bloom filter of all forms of words, in class letters
  S_EXACT = 20,
  S_COLLAPSED = 25,
  S_PHONETIC = 30,
  S_GLUED = 35,
  S_GLUED_STARTS = 40,
  S_FIRSTS = 45,
  S_SPELLED_TABLE = 50,
  S_DELETIONS = 55,
  S_RESEMBLING = 60,
  S_MISSING_FIRST = 65,   // second and third word of a row to its first one, where edits are forgiven
  S_MISSING_SECOND = 70,  // first and third word to the second one
  S_EDGE_FILTER = 75,     // u64: Bloom filter of all edges
  S_BEGINNINGS = 76,      // u64: the same of all beginnings of forms
  S_ENDS = 77,            // u64: and of their ends
};

// A word in class letters: listed words of one class share it.
struct Key {
  u32 letters;  // those of one of them
  u32 first_listed;
  u32 listed;
  u8 size;
  u8 edits;        // most typing errors forgiven in it
  u8 edits_alone;  // the same, where it is all of a term
  u8 reserved;
  u64 bag;         // see bag_bit
};

enum ListedFlag : u8 { IS_PLAIN = 1, IS_GLUED = 2, IS_FIRST = 4 };

// A word of a term in a language; the same word of several terms is one.
struct Listed {
  u32 letters;
  u32 key;
  u32 node;     // where rows of words that begin with it go on, 0: none does
  u16 scripts;  // see script_bit
  u8 size;
  u8 flags;
  u16 language;  // number within the index
  u16 rest;      // most words that stand behind it in any term
};

struct Node {
  u32 first_edge;
  u32 edges;
  u32 first_goal;
  u32 goals;
  u32 edits;  // most typing errors of any goal from here on
  u32 words;  // most words of any goal from here on
};

// What a comparison asks first of a listed word, beside its number: most are told apart without a look at the word.
struct Candidate {
  u32 listed;
  u32 node;  // of an edge: where it leads to
  u64 bag;
  u32 key;
  u16 scripts;
  u8 size;
  u8 flags;  // of the listed word, and EDITS_TWO
};
enum CandidateFlag : u8 { EDITS_TWO = 128 };  // two errors are forgiven in it, but not where it is all of a term

enum GoalFlag : u8 {
  GOAL_JOINED = 1, GOAL_DISGUISES = 2, GOAL_GLUED = 4,
  GOAL_ANY_EDIT = 8,   // typing errors need not be plausible
  GOAL_COMPOUND = 16,  // may be written as one word even if that is an ordinary one
};

// A term that is reached when all its words are read.
struct Goal {
  u32 term;
  u32 letters;
  u32 literal;
  u32 literal_size;
  u8 edits;
  u8 flags;
  u8 traces;  // of its own writing, which disguise nothing
  u8 reserved;
};

struct SpelledTerm {
  u32 letters;
  u32 size;
  Goal goal;
};

struct Numbers {
  u32 terms;
  u32 reserved_too;
  u64 spelled_lengths;   // bit n - 1: some term has n letters
  u16 phonetic_scripts;  // scripts of words with a phonetic skeleton
  u8 inflect;
  u8 ordinary_rule;
  u8 shortest_with_two;  // letters of the shortest word in which two errors are looked for
  u8 reserved[3];
};

// Hash of a word that grows by a letter; kHashBase to the power of its size turns it into that of a longer word.
constexpr u64 kHashBase = 0x9e3779b97f4a7c15ULL;
inline u64 grow(u64 hash, u32 letter) { return hash * kHashBase + letter + 1; }

inline u64 hash_of(const u32* letters, std::size_t size) {
  u64 hash = 0;
  for (std::size_t i = 0; i < size; i++) hash = grow(hash, letters[i]);
  return hash;
}

// Six bits of a class letter: enough to tell most words apart, few enough to pack nine in a number.
inline u32 six_bits(u32 letter) { return letter >= 'a' && letter <= 'z' ? letter - 'a' + 1 : 27 + letter % 37; }
inline u64 bag_bit(u32 letter) { return 1ull << six_bits(letter); }

inline u64 pair_key(u32 one, u32 other) { return mix(u64{one} << 32 | other); }

// Script sets as bits: 1 to 9 as numbered in the table, all others share bit 10; 0 is no script.
inline u16 script_bit(u8 script) { return script == 0 ? 0 : static_cast<u16>(1u << (script < 10 ? script : 10)); }
constexpr u16 kLatin = 1 << 1, kGreek = 1 << 2, kCyrillic = 1 << 3;

class Index {
 public:
  // Takes a checked block of terms, and the ordinary words.
  Index(std::shared_ptr<const Blob> terms, std::shared_ptr<const OrdinaryWords> words);

  std::shared_ptr<const Blob> blob;
  std::shared_ptr<const OrdinaryWords> ordinary;
  Tables tables;
  Inflections inflections;
  Phonetics phonetics;
  Span<u32> alphabet, literals, before_first;
  Span<u16> letters;
  Span<Key> keys;
  Span<Listed> listed;
  Span<Node> nodes;
  Span<Candidate> edges;
  Span<Candidate> before;
  Span<Goal> goals;
  Span<SpelledTerm> spelled_terms;
  Numbers numbers{};
  HashTable exact, collapsed, phonetic, glued, glued_starts, firsts, spelled, deletions, resembling, missing_first, missing_second;
  Filter edge_filter, form_filter, beginnings, ends;
  std::vector<u32> alphabet_class;  // class letter of each number of the alphabet
  std::vector<u16> class_number;    // number of that class letter among all: for bit-parallel comparison
  u32 class_numbers = 1;

  u32 letter_at(u32 place) const { return alphabet[letters[place]]; }
  u32 class_at(u32 place) const { return alphabet_class[letters[place]]; }
  // Number of a class letter, 0 if no listed word has it.
  u32 number_of_class(u32 letter) const {
    if (letter < low_numbers_.size()) return low_numbers_[letter];
    return high_number_of(letter);
  }
  // Whether a word in honest letters (its hash) is among the ordinary ones.
  bool is_ordinary(u64 hash) const { return ordinary->has_hash(hash); }
  std::size_t memory() const { return blob->size() + ordinary->blob().size(); }

 private:
  u32 high_number_of(u32 letter) const;
  std::vector<u16> low_numbers_;
  std::vector<std::pair<u32, u16>> high_numbers_;
};

// Compiles canonical terms with the four tables (fold, inflections, letters, phonetics); the digest of the block is theirs.
std::shared_ptr<const Blob> build_terms(const std::vector<Term>& terms, const Options& options,
                                        const std::string& canonical, const std::vector<std::string>& given_tables);

}  // namespace termscan
