// Exit codes (DESIGN, section 7). Where several hold, the first of 70, 5, 2, 1, 4, 3 that holds.
#pragma once

namespace modelaudit::cli {

enum ExitCode : int {
  kPass = 0,
  kGateFails = 1,
  kUsage = 2,
  kNoModel = 3,
  kIncomplete = 4,
  kOutputFailed = 5,
  kInternal = 70,
};

}  // namespace modelaudit::cli
