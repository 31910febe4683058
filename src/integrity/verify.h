// Targets → what was verified against what: the whole of `modelaudit verify` behind one call.
#pragma once

#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "integrity/trust.h"
#include "integrity/verification.h"

namespace modelaudit::integrity {

struct VerifyOptions {
  Limits limits;
  unsigned threads = 1;
  Trust trust;
  std::vector<std::string> bundles;  ///< signatures that the user names; none: those beside the files
  bool allow_unlisted = false;       ///< files that a signature does not list are noted, not failed
};

/// Every byte that somebody vouches for is read once. An error means that a target or a named bundle
/// could not be opened. Same files and trust, same result, whatever the threads.
Result<Verification> verify_targets(const std::vector<std::string>& targets, const VerifyOptions& options);

}  // namespace modelaudit::integrity
