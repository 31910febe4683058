// A set of word sequences, looked up at a place in a token stream: the longest one that begins
// there.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assess/terms/tokens.h"

namespace modelaudit::assess {

class PhraseSet {
 public:
  /// Adds a sequence with a value; the first value of a sequence stays. Empty sequences are
  /// ignored.
  void add(std::span<const uint32_t> words, uint32_t value);

  struct Hit {
    uint32_t end = 0;  ///< one past the last token
    uint32_t value = 0;
  };
  /// The longest sequence that begins at token `at`; list marks inside are passed over.
  std::optional<Hit> longest(std::span<const Token> tokens, uint32_t at) const;
  /// The value of exactly this sequence.
  std::optional<uint32_t> exactly(std::span<const uint32_t> words) const;

  bool may_begin(uint32_t hash) const {
    return (firsts_[(hash & 0xFFFF) >> 6] >> (hash & 63) & 1) != 0;
  }
  size_t size() const { return values_.size(); }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  std::unordered_map<uint64_t, uint32_t> edges_;  ///< node, word → node
  std::vector<uint32_t> values_{kNone};           ///< by node; the root is 0
  std::array<uint64_t, 1024> firsts_{};

  static uint64_t edge(uint32_t node, uint32_t word) { return uint64_t{node} << 32 | word; }
};

/// Phrases with alternatives and gaps, as rules write them: `same terms as {|the} perl`, `under
/// {*3} license`.
class PatternSet {
 public:
  void add(std::string_view pattern, uint32_t value);

  /// The longest pattern that begins at token `at`.
  std::optional<PhraseSet::Hit> longest(std::span<const Token> tokens, uint32_t at) const;
  bool may_begin(uint32_t hash) const {
    return (firsts_[(hash & 0xFFFF) >> 6] >> (hash & 63) & 1) != 0;
  }

 private:
  struct Element {
    uint32_t gap = 0;                                 ///< up to so many words
    std::vector<std::vector<uint32_t>> alternatives;  ///< else one of these
  };
  struct Pattern {
    std::vector<Element> elements;
    uint32_t value = 0;
  };
  std::vector<Pattern> patterns_;
  std::array<uint64_t, 1024> firsts_{};
  std::unordered_map<uint32_t, std::vector<uint32_t>> first_;  ///< first word → patterns

  static uint32_t match(const Pattern& pattern, size_t element, std::span<const Token> tokens,
                        uint32_t at, int budget);
};

}  // namespace modelaudit::assess
