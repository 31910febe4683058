// Which official texts may stand in a text, and where: grams that both hold, strung into chains
// that rise in both.
#pragma once

#include <cstdint>
#include <vector>

#include "assess/terms/align.h"
#include "assess/terms/license_index.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {

/// A stretch of the found text that shares anchors with one official text, in the same order.
struct Chain {
  uint32_t text = 0;  ///< in LicenseIndex::texts
  std::vector<Anchor> anchors;
  double share = 0;  ///< of the official text's anchors that are there
  double words = 0;  ///< official words that this stands for (an estimate)

  uint32_t found_begin() const { return anchors.front().found; }
  uint32_t found_end() const { return anchors.back().found + static_cast<uint32_t>(kGramWords); }
};

struct Candidates {
  std::vector<Chain> chains;  ///< best first
  bool cut = false;           ///< more anchors than may be kept
  uint32_t cut_at = 0;        ///< token where looking ended
};

Candidates find_candidates(const LicenseIndex& index, const std::vector<Token>& tokens);

}  // namespace modelaudit::assess
