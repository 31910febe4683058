// What an official text allows, seen in the direction of a walk: forward, or backward with every
// position mirrored.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "assess/terms/license_index.h"

namespace modelaudit::assess {

/// A variable span as a walk meets it.
struct Stretch {
  VariableSpan::Kind kind = VariableSpan::Kind::optional;
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t least = 0;
  uint32_t most = 0;
  uint32_t first_alternative = 0;   ///< in Grammar::alternatives
  uint32_t alternative_count = 0;

  /// True if it may be absent as a whole.
  bool may_be_absent() const {
    return kind != VariableSpan::Kind::choice && !(kind == VariableSpan::Kind::any && least > 0);
  }
};

class Grammar {
 public:
  /// Reads the spans of a text; keeps its memory between texts.
  void load(const LicenseIndex& index, const IndexedText& text, bool backward);

  uint32_t size() const { return size_; }
  bool backward() const { return backward_; }
  uint32_t word(uint32_t o) const { return words_[backward_ ? size_ - 1 - o : o]; }
  /// Forward position of a walked one.
  uint32_t place(uint32_t o) const { return backward_ ? size_ - 1 - o : o; }

  bool begins_at(uint32_t o) const { return begins_[o] != 0; }
  std::span<const Stretch> at(uint32_t o) const;
  const std::vector<Stretch>& stretches() const { return stretches_; }

  uint32_t alternative_size(uint32_t i) const { return static_cast<uint32_t>(alternatives_[i].size()); }
  uint32_t alternative_word(uint32_t i, uint32_t k) const {
    const Numbers& words = alternatives_[i];
    return words[backward_ ? words.size() - 1 - k : k];
  }

 private:
  Numbers words_;
  uint32_t size_ = 0;
  bool backward_ = false;
  std::vector<Stretch> stretches_;   ///< by begin, outer first
  std::vector<Numbers> alternatives_;
  std::vector<uint8_t> begins_;
};

}  // namespace modelaudit::assess
