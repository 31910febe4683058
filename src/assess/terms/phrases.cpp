#include "assess/terms/phrases.h"

#include <algorithm>

namespace modelaudit::assess {

void PhraseSet::add(std::span<const uint32_t> words, uint32_t value) {
  if (words.empty()) return;
  firsts_[(words[0] & 0xFFFF) >> 6] |= uint64_t{1} << (words[0] & 63);
  uint32_t node = 0;
  for (const uint32_t word : words) {
    const auto [at, fresh] =
        edges_.try_emplace(edge(node, word), static_cast<uint32_t>(values_.size()));
    if (fresh) values_.push_back(kNone);
    node = at->second;
  }
  if (values_[node] == kNone) values_[node] = value;
}

std::optional<PhraseSet::Hit> PhraseSet::longest(std::span<const Token> tokens, uint32_t at) const {
  if (at >= tokens.size() || !may_begin(tokens[at].hash)) return std::nullopt;
  std::optional<Hit> best;
  uint32_t node = 0;
  for (uint32_t i = at; i < tokens.size(); ++i) {
    if (tokens[i].is(Token::noise)) continue;
    const auto next = edges_.find(edge(node, tokens[i].hash));
    if (next == edges_.end()) break;
    node = next->second;
    if (values_[node] != kNone) best = Hit{i + 1, values_[node]};
  }
  return best;
}

std::optional<uint32_t> PhraseSet::exactly(std::span<const uint32_t> words) const {
  uint32_t node = 0;
  for (const uint32_t word : words) {
    const auto next = edges_.find(edge(node, word));
    if (next == edges_.end()) return std::nullopt;
    node = next->second;
  }
  if (node == 0 || values_[node] == kNone) return std::nullopt;
  return values_[node];
}

void PatternSet::add(std::string_view text, uint32_t value) {
  Pattern pattern;
  pattern.value = value;
  while (!text.empty()) {
    const size_t open = std::min(text.find('{'), text.size());
    if (open > 0) {
      std::vector<uint32_t> words = words_of(text.substr(0, open));
      if (!words.empty()) pattern.elements.push_back({0, {std::move(words)}});
      text.remove_prefix(open);
      continue;
    }
    const size_t close = std::min(text.find('}'), text.size());
    std::string_view inside = text.substr(1, close - 1);
    text.remove_prefix(std::min(close + 1, text.size()));
    Element element;
    if (inside.starts_with('*')) {
      for (const char c : inside.substr(1))
        if (c >= '0' && c <= '9')
          element.gap = std::min<uint32_t>(element.gap * 10 + static_cast<uint32_t>(c - '0'), 40);
    } else {
      while (true) {
        const size_t bar = std::min(inside.find('|'), inside.size());
        element.alternatives.push_back(words_of(inside.substr(0, bar)));
        if (bar == inside.size()) break;
        inside.remove_prefix(bar + 1);
      }
    }
    pattern.elements.push_back(std::move(element));
  }
  // A pattern is found by its first word, so leading elements that may be empty are spelled out.
  std::vector<uint32_t> firsts;
  for (const Element& element : pattern.elements) {
    bool empty = element.gap > 0;
    for (const auto& words : element.alternatives) {
      if (words.empty())
        empty = true;
      else
        firsts.push_back(words[0]);
    }
    if (!empty) break;
  }
  std::sort(firsts.begin(), firsts.end());
  firsts.erase(std::unique(firsts.begin(), firsts.end()), firsts.end());
  for (const uint32_t first : firsts) {
    first_[first].push_back(static_cast<uint32_t>(patterns_.size()));
    firsts_[(first & 0xFFFF) >> 6] |= uint64_t{1} << (first & 63);
  }
  patterns_.push_back(std::move(pattern));
}

uint32_t PatternSet::match(const Pattern& pattern, size_t element, std::span<const Token> tokens,
                           uint32_t at, int budget) {
  if (element == pattern.elements.size()) return at;
  if (budget <= 0) return 0;
  const Element& e = pattern.elements[element];
  if (e.alternatives.empty()) {
    for (uint32_t words = 0; words <= e.gap && at + words <= tokens.size(); ++words)
      if (const uint32_t end = match(pattern, element + 1, tokens, at + words, budget - 1);
          end != 0)
        return end;
    return 0;
  }
  for (const std::vector<uint32_t>& words : e.alternatives) {
    uint32_t i = at;
    size_t k = 0;
    while (k < words.size() && i < tokens.size()) {
      if (tokens[i].is(Token::noise)) {
        ++i;
        continue;
      }
      if (tokens[i].hash != words[k]) break;
      ++k;
      ++i;
    }
    if (k < words.size()) continue;
    if (const uint32_t end = match(pattern, element + 1, tokens, i, budget - 1); end != 0)
      return end;
  }
  return 0;
}

std::optional<PhraseSet::Hit> PatternSet::longest(std::span<const Token> tokens,
                                                  uint32_t at) const {
  if (at >= tokens.size() || !may_begin(tokens[at].hash)) return std::nullopt;
  const auto candidates = first_.find(tokens[at].hash);
  if (candidates == first_.end()) return std::nullopt;
  std::optional<PhraseSet::Hit> best;
  for (const uint32_t id : candidates->second) {
    const uint32_t end = match(patterns_[id], 0, tokens, at, 24);
    if (end > at && (!best || end > best->end)) best = PhraseSet::Hit{end, patterns_[id].value};
  }
  return best;
}

}  // namespace modelaudit::assess
