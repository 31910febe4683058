// The `match` patterns of <alt> in the SPDX license-list-XML: small regular expressions over
// characters, of which about 180 are in use. A fingerprint knows words only, so a pattern is
// unfolded into the finite set of phrases it allows, with "any words" where it has `.+` and its
// like. What cannot be unfolded (none today) becomes "any words" as a whole.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace modelaudit::assess {

struct PatternWords {
  bool any = false;  ///< any `least` to `most` words
  uint32_t least = 0;
  uint32_t most = 0;  ///< 0: the pattern sets no bound
  std::vector<std::vector<uint32_t>>
      phrases;  ///< else: one of these; kAnyWords stands for a run of any words
};

PatternWords unfold_pattern(std::string_view pattern);

}  // namespace modelaudit::assess
