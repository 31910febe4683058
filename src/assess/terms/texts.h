// Official texts in a text: of the candidates for each stretch, the one that explains it with the
// fewest differences.
#pragma once

#include <vector>

#include "assess/terms/align.h"
#include "assess/terms/candidates.h"

namespace modelaudit::assess {

/// A text of the index that was compared and lost, or tied.
struct Rival {
  uint32_t text = 0;
  uint32_t differences = 0;       ///< words that differ
  uint32_t first_difference = 0;  ///< official word of its first difference
};

struct FoundText {
  uint32_t text = 0;
  Alignment alignment;       ///< found positions are token numbers of the whole text
  std::vector<Rival> ties;   ///< explain the stretch equally well
  std::vector<Rival> twins;  ///< came close
};

struct FoundTexts {
  std::vector<FoundText> texts;  ///< by place
  bool cut = false;
  uint32_t cut_at = 0;  ///< token
};

FoundTexts find_texts(const LicenseIndex& index, const std::vector<Token>& tokens);

}  // namespace modelaudit::assess
