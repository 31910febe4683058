#include "assess/terms/spdx_pattern.h"

#include <algorithm>
#include <string>

#include "assess/terms/token_hash.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kMostPhrases = 256;
constexpr char kGap = '\x01';  ///< stands for any words; no pattern holds it

using Phrases = std::vector<std::string>;

class Unfolder {
 public:
  explicit Unfolder(std::string_view pattern) : rest_(pattern) {}

  std::optional<Phrases> run() {
    Phrases all = alternation(0);
    if (failed_ || !rest_.empty()) return std::nullopt;
    return all;
  }

 private:
  std::string_view rest_;
  bool failed_ = false;

  bool at(char c) const { return !rest_.empty() && rest_.front() == c; }
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  static void add(Phrases& to, const Phrases& from) {
    for (const std::string& phrase : from)
      if (std::find(to.begin(), to.end(), phrase) == to.end()) to.push_back(phrase);
  }

  Phrases cross(const Phrases& left, const Phrases& right) {
    Phrases all;
    for (const std::string& l : left) {
      for (const std::string& r : right) all.push_back(l + r);
    }
    if (all.size() > kMostPhrases) failed_ = true;
    return failed_ ? Phrases{""} : all;
  }

  Phrases alternation(int depth) {
    if (depth > 16) {
      failed_ = true;
      return {""};
    }
    Phrases all = sequence(depth);
    while (!failed_ && at('|')) {
      take();
      add(all, sequence(depth));
    }
    return all;
  }

  Phrases sequence(int depth) {
    Phrases all{""};
    while (!failed_ && !rest_.empty() && !at('|') && !at(')')) all = cross(all, quantified(depth));
    return all;
  }

  Phrases quantified(int depth) {
    Phrases one = atom(depth);
    const bool wild = one.size() == 1 && one[0] == std::string(1, kGap);
    if (rest_.empty()) return one;
    if (at('?')) {
      take();
      add(one, {""});
    } else if (at('*')) {
      take();
      add(one, {""});
    } else if (at('+')) {
      take();
    } else if (at('{')) {
      const size_t end = rest_.find('}');
      if (end == std::string_view::npos) {
        failed_ = true;
        return one;
      }
      if (rest_.substr(1, 1) == "0") add(one, {wild ? "" : " "});
      rest_.remove_prefix(end + 1);
    }
    return one;
  }

  Phrases atom(int depth) {
    const char c = take();
    if (c == '(') {
      Phrases all = alternation(depth + 1);
      if (!at(')'))
        failed_ = true;
      else
        take();
      return all;
    }
    if (c == '[') return character_class();
    if (c == '.') return {std::string(1, kGap)};
    if (c == '\\' && !rest_.empty()) {
      const char e = take();
      if (e == 's' || e == 't' || e == 'r' || e == 'n' || e == 'f') return {" "};
      if (e == 'd' || e == 'w') return {std::string(1, kGap)};
      return {std::string(1, e)};
    }
    return {std::string(1, c)};
  }

  Phrases character_class() {
    const bool negated = at('^');
    if (negated) take();
    std::string members;
    bool range = false;
    while (!rest_.empty() && !at(']')) {
      char c = take();
      if (c == '\\' && !rest_.empty()) {
        c = take();
        if (c == 't' || c == 'r' || c == 'n' || c == 'f' || c == 's') c = ' ';
      } else if (c == '-' && !members.empty() && !at(']')) {
        range = true;
      }
      members += c;
    }
    if (rest_.empty())
      failed_ = true;
    else
      take();
    if (negated || range) return {std::string(1, kGap)};
    Phrases all;
    bool multibyte = false;
    for (const char c : members) multibyte |= static_cast<unsigned char>(c) >= 0x80;
    if (multibyte) {
      // A superscript beside a plain digit: both fold to the digit or to nothing.
      for (const char c : members)
        if (static_cast<unsigned char>(c) < 0x80) add(all, {std::string(1, c)});
      return all.empty() ? Phrases{""} : all;
    }
    for (const char c : members) add(all, {std::string(1, c)});
    return all;
  }
};

std::vector<uint32_t> words_with_gaps(std::string_view phrase) {
  std::vector<uint32_t> words;
  while (true) {
    const size_t gap = std::min(phrase.find(kGap), phrase.size());
    for (const uint32_t word : words_of(phrase.substr(0, gap))) words.push_back(word);
    if (gap == phrase.size()) return words;
    if (words.empty() || words.back() != kAnyWords) words.push_back(kAnyWords);
    phrase.remove_prefix(gap + 1);
  }
}

}  // namespace

PatternWords unfold_pattern(std::string_view pattern) {
  PatternWords out;
  const std::optional<Phrases> phrases = Unfolder(pattern).run();
  if (!phrases) {
    out.any = true;
    return out;
  }
  for (const std::string& phrase : *phrases) {
    std::vector<uint32_t> words = words_with_gaps(phrase);
    if (std::find(out.phrases.begin(), out.phrases.end(), words) == out.phrases.end())
      out.phrases.push_back(std::move(words));
  }
  const auto wild =
      std::find(out.phrases.begin(), out.phrases.end(), std::vector<uint32_t>{kAnyWords});
  if (wild == out.phrases.end()) return out;
  out.any = true;
  out.least = std::find(out.phrases.begin(), out.phrases.end(), std::vector<uint32_t>{}) ==
                      out.phrases.end()
                  ? 1
                  : 0;
  out.phrases.clear();
  // `.{54,64}` counts characters: a word takes five or more.
  const size_t brace = pattern.rfind('{');
  const size_t comma = pattern.rfind(',');
  if (brace != std::string_view::npos && comma != std::string_view::npos && comma > brace) {
    uint32_t characters = 0;
    for (size_t i = comma + 1;
         i < pattern.size() && pattern[i] >= '0' && pattern[i] <= '9' && characters < 100000; ++i)
      characters = characters * 10 + static_cast<uint32_t>(pattern[i] - '0');
    out.most = characters / 4 + 1;
  }
  return out;
}

}  // namespace modelaudit::assess
