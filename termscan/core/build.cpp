// Makes an index: words are gathered, numbered by class, and laid out in arrays by counting and one sort of rows.
#include <algorithm>
#include <numeric>

#include "compare.hpp"
#include "deletions.hpp"
#include "sha256.hpp"
#include "words.hpp"

namespace termscan {
namespace {

constexpr u32 kJoinedFrom = 6;
constexpr u32 kCompoundFrom = 3;
constexpr u32 kJoinedBySignsFrom = 4;
constexpr u32 kJoinedWithEditFrom = 9;
constexpr u32 kGluedInTagFrom = 5;
constexpr u32 kSpelledFrom = 3;

u8 edits_in_word(u32 size) { return size < 2 ? 0 : size < 4 ? 1 : 2; }

// Numbers words by content, in the order in which they are first met.
class Interner {
 public:
  Interner() : slots_(1 << 16, 0) {}
  // The words met, all in one array.
  std::vector<u32> pool;
  struct Entry {
    u32 start;
    u32 size;
    u32 tag;
  };
  std::vector<Entry> entries;

  u32 number_of(const u32* word, u32 size, u32 tag) {
    if (entries.size() * 2 >= slots_.size()) rehash();
    const u64 hash = mix(hash_of(word, size) + tag * 0x632be59bd9b4e019ULL);
    for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
      if (slots_[i] == 0) {
        slots_[i] = static_cast<u32>(entries.size() + 1);
        entries.push_back({static_cast<u32>(pool.size()), size, tag});
        hashes_.push_back(hash);
        pool.insert(pool.end(), word, word + size);
        return slots_[i] - 1;
      }
      const Entry& entry = entries[slots_[i] - 1];
      if (hashes_[slots_[i] - 1] == hash && entry.size == size && entry.tag == tag &&
          std::equal(word, word + size, pool.data() + entry.start)) {
        return slots_[i] - 1;
      }
    }
  }

 private:
  void rehash() {
    slots_.assign(slots_.size() * 2, 0);
    for (u32 number = 0; number < entries.size(); number++) {
      std::size_t i = hashes_[number] & (slots_.size() - 1);
      while (slots_[i] != 0) i = (i + 1) & (slots_.size() - 1);
      slots_[i] = number + 1;
    }
  }
  std::vector<u32> slots_;
  std::vector<u64> hashes_;
};

// A row of words that is a term.
struct Row {
  u32 first_word;
  u32 words;
  Goal goal;
};

class Builder {
 public:
  Builder(const std::vector<Term>& terms, const Options& options, const std::vector<std::string>& given)
      : terms_(terms), options_(options), given_(given) {
    tables_ = Tables(view(given[0]), view(given[2]));
    for (const Term& term : terms) language_of(term.language);
    inflections_ = Inflections(tables_, view(given[1]), languages_);
    phonetics_ = Phonetics(tables_, view(given[3]));
  }

  std::shared_ptr<const Blob> build(const std::string& canonical) {
    for (u32 number = 0; number < terms_.size(); number++) {
      const u32 language = language_of(terms_[number].language);
      for (const std::string& text : inflections_.spellings(terms_[number].text, language)) {
        add_term(number, language, text);
      }
    }
    number_listed();
    lay_out_letters();
    lay_out_tree();
    fill_tables();
    return write(canonical);
  }

 private:
  static Span<u8> view(const std::string& bytes) { return {reinterpret_cast<const u8*>(bytes.data()), bytes.size()}; }

  u32 language_of(const std::string& name) {
    if (!languages_.empty() && name == languages_[last_language_]) return last_language_;
    const auto found = std::find(languages_.begin(), languages_.end(), name);
    last_language_ = static_cast<u32>(found - languages_.begin());
    if (found == languages_.end()) {
      if (languages_.size() == 0xffff) throw Error("more than 65,535 languages in one index");
      languages_.push_back(name);
    }
    return last_language_;
  }

  // ---- terms to rows of words

  void add_term(u32 number, u32 language, const std::string& text) {
    const Term& term = terms_[number];
    fold_text(tables_, reinterpret_cast<const u8*>(text.data()), text.size(), letters_);
    words_.clear();
    WordSpan word;
    for (u32 place = 0; next_word(letters_, place, word); place = word.end) add_parts(word);
    if (words_.empty()) return;
    whole_.clear();
    bool is_unspaced = false;
    bool has_letters = false;
    u32 longest = 0;
    for (const WordSpan& part : words_) {
      whole_.insert(whole_.end(), letters_.honest.data() + part.start, letters_.honest.data() + part.end);
      longest = std::max(longest, part.end - part.start);
    }
    for (u32 i = 0; i < letters_.count; i++) is_unspaced = is_unspaced || letters_.kind[i] == UNSPACED;
    for (u32 letter : whole_) has_letters = has_letters || tables_.letter(letter).kind == LETTER;
    has_letters = has_letters || is_unspaced;
    Goal goal{};
    goal.term = number;
    goal.letters = static_cast<u32>(whole_.size());
    goal.flags = static_cast<u8>((term.disguises ? GOAL_DISGUISES : 0) | (term.glued ? GOAL_GLUED : 0) | (is_compound() ? GOAL_COMPOUND : 0));
    if (term.edits != kEditsByLength || !options_.plausible) goal.flags |= GOAL_ANY_EDIT;
    for (u32 i = 0; i < letters_.count; i++) goal.traces |= letters_.trace_of(i);
    if (!has_letters) {
      goal.literal = static_cast<u32>(literals_.size());
      goal.literal_size = words_.back().end - words_[0].start;
      literals_.insert(literals_.end(), letters_.honest.data() + words_[0].start, letters_.honest.data() + words_.back().end);
    }
    goal.edits = has_letters && !is_unspaced ? edits_of(term, goal.letters) : 0;
    if (longest <= kLongestWord) {
      add_row(goal, language, false);
      if (has_letters && !is_unspaced && words_.size() > 1 && may_be_joined()) {
        Goal joined = goal;
        joined.flags |= GOAL_JOINED;
        joined.edits = std::min<u8>(goal.edits, whole_.size() >= kJoinedWithEditFrom);
        add_row(joined, language, true);
      }
    }
    if (has_letters && !is_unspaced && term.disguises && goal.letters >= kSpelledFrom && goal.letters <= kLongestWord) {
      spelled_.push_back({listed_.number_of(whole_.data(), goal.letters, language), goal});
    }
  }

  // What is written together without signs.
  void add_parts(const WordSpan& word) {
    const u8 first = letters_.kind[word.start];
    if (first == UNSPACED || first == REGIONAL) {
      words_.push_back(word);
      return;
    }
    for (u32 place = word.start; place < word.end;) {
      u32 end = place;
      while (end < word.end && (letters_.kind[end] == LETTER || letters_.kind[end] == DIGIT)) end++;
      if (end > place) words_.push_back({place, end});
      place = std::max(end, place + 1);
    }
  }

  u8 edits_of(const Term& term, u32 size) const {
    if (!term.disguises) return 0;
    if (term.edits != kEditsByLength) return std::min<u8>(term.edits, 2);
    return static_cast<u8>((size >= options_.one_edit_from) + (size >= options_.two_edits_from));
  }

  // Whether words are long enough, and set apart by spaces only, to be known when written as one.
  bool is_compound() const {
    for (std::size_t i = 0; i < words_.size(); i++) {
      if (words_[i].end - words_[i].start < kCompoundFrom) return false;
      if (i == 0) continue;
      if (words_[i - 1].end == words_[i].start) return false;
      for (u32 place = words_[i - 1].end; place < words_[i].start; place++) {
        if (letters_.kind[place] != SPACE) return false;
      }
    }
    return true;
  }

  bool may_be_joined() const {
    bool by_signs = true;
    for (std::size_t i = 1; i < words_.size(); i++) {
      for (u32 place = words_[i - 1].end; place < words_[i].start; place++) by_signs = by_signs && letters_.kind[place] != SPACE;
    }
    return whole_.size() >= (by_signs ? kJoinedBySignsFrom : kJoinedFrom) && whole_.size() <= kLongestWord;
  }

  void add_row(const Goal& goal, u32 language, bool is_joined) {
    Row row{static_cast<u32>(row_words_.size()), is_joined ? 1 : static_cast<u32>(words_.size()), goal};
    if (is_joined) {
      row_words_.push_back(listed_.number_of(whole_.data(), static_cast<u32>(whole_.size()), language));
    } else {
      for (const WordSpan& word : words_) {
        row_words_.push_back(listed_.number_of(letters_.honest.data() + word.start, word.end - word.start, language));
      }
    }
    rows_.push_back(row);
    for (u32 i = 0; i < row.words; i++) {
      const u32 word = row_words_[row.first_word + i];
      if (in_row_.size() <= word) {
        in_row_.resize(word + 1, 0);
        edits_.resize(word + 1, 0);
        edits_alone_.resize(word + 1, 0);
        flags_.resize(word + 1, 0);
      }
      in_row_[word] = 1;
      edits_[word] = std::max(edits_[word], goal.edits);
      if (row.words == 1) edits_alone_[word] = std::max(edits_alone_[word], goal.edits);
      if (i == 0 && (goal.flags & GOAL_GLUED) != 0 && goal.literal_size == 0) {
        flags_[word] |= row.words > 1 ? IS_FIRST : listed_.entries[word].size >= kGluedInTagFrom ? IS_GLUED : 0;
      }
    }
  }

  // ---- words to numbers

  // Numbers the words of rows anew, so that those of one class stand side by side.
  void number_listed() {
    const u32 count = static_cast<u32>(listed_.entries.size());
    in_row_.resize(count, 0);
    edits_.resize(count, 0);
    edits_alone_.resize(count, 0);
    flags_.resize(count, 0);
    std::vector<u32> key_of(count);
    std::vector<u32> classes;
    for (u32 i = 0; i < count; i++) {
      const auto& entry = listed_.entries[i];
      classes.assign(listed_.pool.begin() + entry.start, listed_.pool.begin() + entry.start + entry.size);
      for (u32& letter : classes) letter = tables_.class_of(letter);
      key_of[i] = in_row_[i] ? class_words_.number_of(classes.data(), entry.size, 0) : 0;
    }
    keys_.resize(class_words_.entries.size());
    for (u32 i = 0; i < count; i++) {
      if (in_row_[i]) keys_[key_of[i]].listed++;
    }
    u32 next = 0;
    for (Key& key : keys_) {
      key.first_listed = next;
      next += key.listed;
      key.listed = 0;
    }
    words_made_.resize(next);
    number_.assign(count, 0xffffffffu);
    for (u32 i = 0; i < count; i++) {
      if (!in_row_[i]) continue;
      Key& key = keys_[key_of[i]];
      number_[i] = key.first_listed + key.listed++;
      Listed& made = words_made_[number_[i]];
      const auto& entry = listed_.entries[i];
      buffer_.assign(tables_, listed_.pool.data() + entry.start, entry.size);
      made.key = key_of[i];
      made.size = static_cast<u8>(entry.size);
      made.language = static_cast<u16>(entry.tag);
      made.scripts = scripts_of(buffer_.word());
      made.flags = flags_[i];
      if (made.scripts != kLatin) made.flags = 0;
      if (is_of_letters(buffer_.word())) {
        made.flags |= IS_PLAIN;
        const u8 most = edits_in_word(entry.size);
        key.edits = std::max(key.edits, std::min(edits_[i], most));
        key.edits_alone = std::max(key.edits_alone, std::min(edits_alone_[i], most));
      }
      key.size = made.size;
    }
    for (u32& word : row_words_) word = number_[word];
    for (const Row& row : rows_) {
      for (u32 i = 0; i < row.words; i++) {
        u16& rest = words_made_[row_words_[row.first_word + i]].rest;
        rest = static_cast<u16>(std::max<u32>(rest, std::min<u32>(row.words - 1 - i, 0xffff)));
      }
    }
  }

  // Letters as numbers of an alphabet: two bytes each.
  void lay_out_letters() {
    alphabet_ = listed_.pool;
    std::sort(alphabet_.begin(), alphabet_.end());
    alphabet_.erase(std::unique(alphabet_.begin(), alphabet_.end()), alphabet_.end());
    if (alphabet_.size() > 0xffff) throw Error("the terms hold more than 65,535 different letters");
    letters_made_.resize(listed_.pool.size());
    std::vector<u16> quick(0x3000, 0);
    for (u32 i = 0; i < alphabet_.size() && alphabet_[i] < quick.size(); i++) quick[alphabet_[i]] = static_cast<u16>(i);
    for (std::size_t i = 0; i < listed_.pool.size(); i++) {
      const u32 letter = listed_.pool[i];
      letters_made_[i] = letter < quick.size() ? quick[letter]
                                               : static_cast<u16>(std::lower_bound(alphabet_.begin(), alphabet_.end(), letter) - alphabet_.begin());
    }
    for (u32 i = 0; i < listed_.entries.size(); i++) {
      if (number_[i] == 0xffffffffu) continue;
      words_made_[number_[i]].letters = listed_.entries[i].start;
      Key& key = keys_[words_made_[number_[i]].key];
      key.letters = listed_.entries[i].start;
    }
    for (u32 k = 0; k < keys_.size(); k++) {
      const auto& entry = class_words_.entries[k];
      for (u32 i = 0; i < entry.size; i++) keys_[k].bag |= bag_bit(class_words_.pool[entry.start + i]);
    }
  }

  // ---- rows to a tree

  u32 word_of(const Row& row, u32 depth) const { return row_words_[row.first_word + depth]; }

  void lay_out_tree() {
    std::sort(rows_.begin(), rows_.end(), [&](const Row& one, const Row& other) {
      const auto first = row_words_.begin() + one.first_word;
      const auto second = row_words_.begin() + other.first_word;
      const int order = compare_words(&*first, one.words, &*second, other.words);
      return order != 0 ? order < 0 : one.goal.term < other.goal.term;
    });
    struct Part {
      std::size_t begin, end;
      u32 depth;
    };
    std::vector<Part> parts{{0, rows_.size(), 0}};
    nodes_.resize(1);
    for (std::size_t at = 0; at < parts.size(); at++) {
      Part part = parts[at];
      Node node{};
      node.first_goal = static_cast<u32>(goals_.size());
      for (; part.begin < part.end && rows_[part.begin].words == part.depth; part.begin++) {
        add_goal(rows_[part.begin].goal, node.first_goal);
        node.edits = std::max<u32>(node.edits, rows_[part.begin].goal.edits);
      }
      node.goals = static_cast<u32>(goals_.size()) - node.first_goal;
      node.first_edge = static_cast<u32>(edges_made_.size());
      for (std::size_t begin = part.begin; begin < part.end;) {
        const u32 word = word_of(rows_[begin], part.depth);
        std::size_t end = begin;
        for (; end < part.end && word_of(rows_[end], part.depth) == word; end++) {
          node.edits = std::max<u32>(node.edits, rows_[end].goal.edits);
          node.words = std::max(node.words, rows_[end].words - part.depth);
        }
        const u32 child = static_cast<u32>(parts.size());
        if (part.depth == 0) words_made_[word].node = child;
        edges_made_.push_back(candidate(word, child));
        edge_keys_.push_back(pair_key(static_cast<u32>(at), word));
        parts.push_back({begin, end, part.depth + 1});
        begin = end;
      }
      node.edges = static_cast<u32>(edges_made_.size()) - node.first_edge;
      nodes_.resize(parts.size());
      nodes_[at] = node;
    }
    add_before();
  }

  static int compare_words(const u32* one, u32 size, const u32* other, u32 other_size) {
    for (u32 i = 0; i < size && i < other_size; i++) {
      if (one[i] != other[i]) return one[i] < other[i] ? -1 : 1;
    }
    return size == other_size ? 0 : size < other_size ? -1 : 1;
  }

  void add_goal(const Goal& goal, u32 first) {
    for (std::size_t i = first; i < goals_.size(); i++) {
      if (std::memcmp(&goals_[i], &goal, sizeof goal) == 0) return;
    }
    goals_.push_back(goal);
  }

  Candidate candidate(u32 word, u32 node) const {
    const Listed& listed = words_made_[word];
    const Key& key = keys_[listed.key];
    const u8 two = key.edits == 2 && key.edits_alone < 2 ? EDITS_TWO : 0;
    return {word, node, key.bag, listed.key, listed.scripts, listed.size, static_cast<u8>(listed.flags | two)};
  }

  // For each listed word, the first words of rows whose second word it is, where edits are forgiven.
  void add_before() {
    std::vector<std::pair<u32, u32>> pairs;
    for (const Row& row : rows_) {
      if (row.words > 1 && row.goal.edits != 0) pairs.emplace_back(word_of(row, 1), word_of(row, 0));
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    before_first_.assign(words_made_.size() + 1, 0);
    for (const auto& [second, first] : pairs) before_first_[second + 1]++;
    for (std::size_t i = 1; i < before_first_.size(); i++) before_first_[i] += before_first_[i - 1];
    for (const auto& [second, first] : pairs) before_.push_back(candidate(first, 0));
    std::vector<std::array<u32, 3>> triples;
    for (const Row& row : rows_) {
      if (row.words > 2 && row.goal.edits != 0) triples.push_back({word_of(row, 0), word_of(row, 1), word_of(row, 2)});
    }
    std::sort(triples.begin(), triples.end());
    triples.erase(std::unique(triples.begin(), triples.end()), triples.end());
    for (const auto& [first, second, third] : triples) {
      missing_first_.add(pair_key(second, third), first);
      missing_second_.add(pair_key(first, third), second);
    }
  }

  // ---- ways to look words up

  void fill_tables() {
    std::vector<u64> form_hashes;
    numbers_.terms = static_cast<u32>(terms_.size());
    numbers_.inflect = options_.inflect;
    numbers_.ordinary_rule = options_.ordinary_rule;
    numbers_.shortest_with_two = 255;
    for (u32 k = 0; k < keys_.size(); k++) {
      const auto& entry = class_words_.entries[k];
      const u32* word = class_words_.pool.data() + entry.start;
      const u64 hash = hash_of(word, entry.size);
      exact_.add(mix(hash), k);
      form_hashes.push_back(mix(hash));
      add_pieces(word, entry.size);
      u64 short_hash = 0;
      for (u32 i = 0; i < entry.size; i++) {
        if (i == 0 || word[i] != word[i - 1]) short_hash = grow(short_hash, word[i]);
      }
      collapsed_.add(mix(short_hash), k);
      const u8 edits = std::max<u8>(keys_[k].edits_alone, std::min<u8>(keys_[k].edits, 1));
      if (edits == 2) numbers_.shortest_with_two = std::min(numbers_.shortest_with_two, keys_[k].size);
      if (edits != 0) each_deletion(word, entry.size, edits, [&](u64 left) { deletions_.add(left, k); });
      if (keys_[k].edits > edits) each_deletion(word, entry.size, 2, [&](u64 left) { resembling_.add(left, k); });
    }
    std::vector<u32> form;
    for (u32 i = 0; i < listed_.entries.size(); i++) {
      if (number_[i] == 0xffffffffu) continue;
      const Listed& made = words_made_[number_[i]];
      const u32* honest = listed_.pool.data() + listed_.entries[i].start;
      add_listed(number_[i], made, honest);
      if (!options_.inflect || tables_.letter(honest[made.size - 1]).kind != LETTER) continue;
      for (const InflectionRule& rule : inflections_.rules(made.language)) {
        if (!made_form(rule, honest, made.size, form)) continue;
        for (u32& letter : form) letter = tables_.class_of(letter);
        form_hashes.push_back(mix(hash_of(form.data(), form.size())));
        add_pieces(form.data(), static_cast<u32>(form.size()));
      }
    }
    forms_ = Filter::made(form_hashes);
    edge_filter_ = Filter::made(edge_keys_);
    beginnings_ = Filter::made(beginning_keys_, 10);
    ends_ = Filter::made(end_keys_, 10);
    for (u32 i = 0; i < spelled_.size(); i++) {
      const auto& entry = listed_.entries[spelled_[i].word];
      spelled_made_.push_back({entry.start, entry.size, spelled_[i].goal});
      spelled_table_.add(mix(class_hash(listed_.pool.data() + entry.start, entry.size)), i);
      numbers_.spelled_lengths |= 1ull << (entry.size - 1);
    }
  }

  void add_listed(u32 number, const Listed& made, const u32* honest) {
    const u64 hash = class_hash(honest, made.size);
    if ((made.flags & IS_FIRST) != 0) firsts_.add(mix(hash), number);
    if ((made.flags & IS_GLUED) != 0) {
      glued_.add(mix(hash), number);
      glued_starts_.add(mix(class_hash(honest, kGluedInTagFrom)), made.size);
    }
    if ((made.flags & IS_PLAIN) == 0) return;
    for (u8 script = 1; script <= 3; script++) {
      if (made.scripts != 1 << script) continue;
      for (const std::string& skeleton : phonetics_.skeletons(honest, made.size, script)) {
        phonetic_.add(skeleton_key(skeleton), number);
        numbers_.phonetic_scripts |= made.scripts;
      }
    }
  }

  u64 class_hash(const u32* honest, std::size_t size) const {
    u64 hash = 0;
    for (std::size_t i = 0; i < size; i++) hash = grow(hash, tables_.class_of(honest[i]));
    return hash;
  }

  static bool made_form(const InflectionRule& rule, const u32* word, u32 size, std::vector<u32>& form) {
    if (size < rule.fewest || size < rule.ending.size()) return false;
    const u32 stem = size - static_cast<u32>(rule.ending.size());
    if (!std::equal(rule.ending.begin(), rule.ending.end(), word + stem)) return false;
    form.assign(word, word + stem);
    form.insert(rule.kind == Ending::PREFIX ? form.begin() : form.end(), rule.replacement.begin(), rule.replacement.end());
    return true;
  }

  // Beginnings and ends of a form, from which it may be put together.
  void add_pieces(const u32* form, u32 size) {
    u64 hash = 0;
    for (u32 i = 0; i + 1 < size; i++) {
      hash = grow(hash, form[i]);
      beginning_keys_.push_back(mix(hash));
    }
    u64 power = 1;
    hash = 0;
    for (u32 i = size; i-- > 1;) {
      hash += (form[i] + 1) * power;
      power *= kHashBase;
      end_keys_.push_back(mix(hash));
    }
  }

  std::shared_ptr<const Blob> write(const std::string& canonical) {
    BlobWriter writer;
    std::string names;
    for (const std::string& language : languages_) names += language + '\0';
    writer.put(S_CANONICAL, canonical.data(), canonical.size());
    writer.put(S_FOLD_TABLE, given_[0].data(), given_[0].size());
    writer.put(S_INFLECTIONS, given_[1].data(), given_[1].size());
    writer.put(S_LETTER_TABLE, given_[2].data(), given_[2].size());
    writer.put(S_PHONETICS, given_[3].data(), given_[3].size());
    writer.put(S_LANGUAGES, names.data(), names.size());
    writer.put(S_ALPHABET, alphabet_);
    writer.put(S_LETTERS, letters_made_);
    writer.put(S_LITERALS, literals_);
    writer.put(S_KEYS, keys_);
    writer.put(S_LISTED, words_made_);
    writer.put(S_NODES, nodes_);
    writer.put(S_EDGES, edges_made_);
    writer.put(S_GOALS, goals_);
    writer.put(S_BEFORE_FIRST, before_first_);
    writer.put(S_BEFORE, before_);
    writer.put(S_SPELLED_TERMS, spelled_made_);
    writer.put(S_NUMBERS, &numbers_, sizeof numbers_);
    writer.put(S_FORMS, forms_);
    exact_.write(writer, S_EXACT);
    collapsed_.write(writer, S_COLLAPSED);
    phonetic_.write(writer, S_PHONETIC);
    glued_.write(writer, S_GLUED);
    glued_starts_.write(writer, S_GLUED_STARTS);
    firsts_.write(writer, S_FIRSTS);
    spelled_table_.write(writer, S_SPELLED_TABLE);
    deletions_.write(writer, S_DELETIONS);
    resembling_.write(writer, S_RESEMBLING);
    missing_first_.write(writer, S_MISSING_FIRST);
    missing_second_.write(writer, S_MISSING_SECOND);
    writer.put(S_EDGE_FILTER, edge_filter_);
    writer.put(S_BEGINNINGS, beginnings_);
    writer.put(S_ENDS, ends_);
    return writer.finish(sha256(reinterpret_cast<const u8*>(canonical.data()), canonical.size()));
  }

  struct Spelled {
    u32 word;
    Goal goal;
  };

  const std::vector<Term>& terms_;
  const Options& options_;
  const std::vector<std::string>& given_;
  Tables tables_;
  Inflections inflections_;
  Phonetics phonetics_;
  std::vector<std::string> languages_;
  u32 last_language_ = 0;

  Letters letters_;
  std::vector<WordSpan> words_;
  std::vector<u32> whole_;
  WordBuffer buffer_;

  Interner listed_;       // honest letters and language
  Interner class_words_;  // class letters
  std::vector<u8> in_row_, edits_, edits_alone_, flags_;
  std::vector<Row> rows_;
  std::vector<u32> row_words_;
  std::vector<Spelled> spelled_;
  std::vector<u32> number_;  // of a word met: its number among the listed ones

  std::vector<u32> alphabet_, literals_, before_first_;
  std::vector<u16> letters_made_;
  std::vector<Key> keys_;
  std::vector<Listed> words_made_;
  std::vector<Node> nodes_;
  std::vector<Candidate> edges_made_, before_;
  std::vector<u64> edge_keys_, edge_filter_, beginnings_, ends_;
  std::vector<Goal> goals_;
  std::vector<SpelledTerm> spelled_made_;
  std::vector<u64> forms_;
  std::vector<u64> beginning_keys_, end_keys_;
  Numbers numbers_{};
  TableBuilder exact_, collapsed_, phonetic_, glued_, glued_starts_, firsts_, spelled_table_, deletions_, resembling_, missing_first_, missing_second_;
};

}  // namespace

std::shared_ptr<const Blob> build_terms(const std::vector<Term>& terms, const Options& options,
                                        const std::string& canonical, const std::vector<std::string>& given_tables) {
  return Builder(terms, options, given_tables).build(canonical);
}

}  // namespace termscan
