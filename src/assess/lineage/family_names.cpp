#include "assess/lineage/family_names.h"

#include <algorithm>
#include <array>
#include <boost/regex.hpp>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "assess/lineage/model_name.h"

namespace modelaudit::assess {
namespace {

using Literals = std::vector<std::string>;

// The better of two sets is the one whose shortest literal is longer: it lets fewer names through.
size_t shortest(const Literals& set) {
  size_t least = set.empty() ? 0 : std::string::npos;
  for (const std::string& word : set) least = std::min(least, word.size());
  return least;
}

void keep_better(Literals& best, Literals candidate) {
  if (shortest(candidate) > shortest(best)) best = std::move(candidate);
}

// Reads a pattern as text. Only what is sure becomes a literal: a run of plain characters, none of them optional.
class PatternReader {
 public:
  explicit PatternReader(std::string_view pattern) : pattern_(pattern) {}

  Literals alternation(int depth) {
    Literals all;
    bool sure = true;
    while (true) {
      Literals branch = sequence(depth);
      if (branch.empty()) sure = false;
      all.insert(all.end(), branch.begin(), branch.end());
      if (at_ >= pattern_.size() || pattern_[at_] != '|') break;
      ++at_;
    }
    return sure ? all : Literals();
  }

 private:
  static constexpr int kDeepest = 32;

  Literals sequence(int depth) {
    Literals best;
    std::string run;
    const auto flush = [&] {
      if (!run.empty()) keep_better(best, {run});
      run.clear();
    };
    while (at_ < pattern_.size() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      const char c = pattern_[at_];
      if (c == '(') {
        flush();
        ++at_;
        const bool plain_group = pattern_.substr(at_, 2) == "?:";
        const bool looks = !plain_group && pattern_.substr(at_, 1) == "?";  // a look-ahead takes no characters
        if (plain_group) at_ += 2;
        Literals group = depth < kDeepest ? alternation(depth + 1) : skip_rest();
        if (at_ < pattern_.size()) ++at_;  // the closing parenthesis
        const bool optional = quantifier_allows_none();
        if (!looks && !optional) keep_better(best, std::move(group));
      } else if (c == '[') {
        flush();
        skip_class();
        quantifier_allows_none();
      } else if (c == '.' || c == '^' || c == '$') {
        flush();
        ++at_;
        quantifier_allows_none();
      } else {
        std::string literal = plain_character();
        const size_t before = at_;
        const bool optional = quantifier_allows_none();
        if (literal.empty() || optional) {
          flush();
          continue;
        }
        run += literal;
        if (at_ != before) flush();  // repeated: what follows does not join
      }
    }
    flush();
    return best;
  }

  std::string plain_character() {
    char c = pattern_[at_++];
    if (c == '\\') {
      if (at_ >= pattern_.size()) return {};
      c = pattern_[at_++];
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (letter) return {};  // \d, \b, a back reference: no literal
    }
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return std::string(1, c);
  }

  void skip_class() {
    ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == '^') ++at_;
    if (at_ < pattern_.size() && pattern_[at_] == ']') ++at_;
    while (at_ < pattern_.size() && pattern_[at_] != ']') at_ += pattern_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_ + 1, pattern_.size());
  }

  Literals skip_rest() {
    at_ = pattern_.size();
    return {};
  }

  // Moves past a quantifier; true when it allows zero times.
  bool quantifier_allows_none() {
    if (at_ >= pattern_.size()) return false;
    bool none = false;
    if (pattern_[at_] == '?' || pattern_[at_] == '*') {
      none = true;
      ++at_;
    } else if (pattern_[at_] == '+') {
      ++at_;
    } else if (pattern_[at_] == '{') {
      const size_t close = pattern_.find('}', at_);
      if (close == std::string_view::npos) return false;
      none = pattern_.substr(at_ + 1, 1) == "0" || pattern_.substr(at_ + 1, 1) == ",";
      at_ = close + 1;
    } else {
      return false;
    }
    if (at_ < pattern_.size() && pattern_[at_] == '?') ++at_;  // lazy
    return none;
  }

  std::string_view pattern_;
  size_t at_ = 0;
};

constexpr size_t kGram = 2;  // names are looked at two bytes at a time

uint16_t gram_at(std::string_view text, size_t at) {
  return static_cast<uint16_t>((static_cast<uint8_t>(text[at]) << 8) | static_cast<uint8_t>(text[at + 1]));
}

}  // namespace

std::vector<std::string> required_literals(std::string_view pattern) {
  return PatternReader(pattern).alternation(0);
}

struct FamilyNames::Impl {
  struct Literal {
    std::string word;
    std::vector<uint32_t> rules;  // positions in `order`
  };
  enum class State : uint8_t { untried, ready, broken };

  const std::vector<FamilyRule>* rules = nullptr;
  std::vector<uint32_t> order;                           // rules by their order
  std::unordered_map<uint16_t, std::vector<Literal>> by_gram;
  std::vector<uint32_t> always;                          // positions without a usable literal
  std::vector<State> states;
  std::vector<boost::regex> compiled;

  bool matches(uint32_t position, const std::string& name) {
    const FamilyRule& rule = (*rules)[order[position]];
    if (states[position] == State::untried) {
      try {
        compiled[position].assign(rule.name_regex, boost::regex::ECMAScript | boost::regex::icase);
        states[position] = State::ready;
      } catch (const std::exception&) {
        states[position] = State::broken;  // `licenses check` names it
      }
    }
    if (states[position] != State::ready) return false;
    try {
      return boost::regex_search(name, compiled[position]);
    } catch (const std::exception&) {
      return false;  // too complex for this name: no match is the safe answer, a family is never assumed
    }
  }

  const FamilyRule* first_match(const std::string& name) {
    std::vector<uint32_t> candidates = always;
    for (size_t at = 0; at + kGram <= name.size(); ++at) {
      const auto found = by_gram.find(gram_at(name, at));
      if (found == by_gram.end()) continue;
      for (const Literal& literal : found->second) {
        if (name.compare(at, literal.word.size(), literal.word) != 0) continue;
        candidates.insert(candidates.end(), literal.rules.begin(), literal.rules.end());
      }
    }
    std::sort(candidates.begin(), candidates.end());
    candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
    for (uint32_t position : candidates) {
      if (matches(position, name)) return &(*rules)[order[position]];
    }
    return nullptr;
  }
};

FamilyNames::FamilyNames(const std::vector<FamilyRule>& rules) : impl_(std::make_unique<Impl>()) {
  impl_->rules = &rules;
  impl_->order.resize(rules.size());
  std::iota(impl_->order.begin(), impl_->order.end(), 0U);
  std::stable_sort(impl_->order.begin(), impl_->order.end(),
                   [&](uint32_t a, uint32_t b) { return rules[a].order < rules[b].order; });
  impl_->states.assign(rules.size(), Impl::State::untried);
  impl_->compiled.resize(rules.size());

  for (uint32_t position = 0; position < rules.size(); ++position) {
    const Literals literals = required_literals(rules[impl_->order[position]].name_regex);
    if (shortest(literals) < kGram) {
      impl_->always.push_back(position);
      continue;
    }
    for (const std::string& word : literals) {
      std::vector<Impl::Literal>& row = impl_->by_gram[gram_at(word, 0)];
      auto known = std::find_if(row.begin(), row.end(), [&](const Impl::Literal& l) { return l.word == word; });
      if (known == row.end()) known = row.insert(row.end(), {word, {}});
      known->rules.push_back(position);
    }
  }
}

FamilyNames::~FamilyNames() = default;

const FamilyRule* FamilyNames::find(std::string_view name) const {
  const std::string whole = fold_name(name);
  const std::string last(last_part(whole));
  if (last.empty()) return nullptr;
  const FamilyRule* rule = impl_->first_match(last);
  if (rule == nullptr && last != whole) rule = impl_->first_match(whole);
  return rule;
}

}  // namespace modelaudit::assess
