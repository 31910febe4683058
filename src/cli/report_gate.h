// The release gate at the command line: flags and policy files → intended use, verdict, exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assess/policy/gate.h"
#include "assess/policy/policy.h"
#include "cli/flags.h"
#include "core/result.h"
#include "report/report.h"

namespace modelaudit::cli {

/// Where a policy is looked for when --policy is not given: the working folder, the first target, the user's
/// configuration folder (XDG). Empty when there is none.
std::string find_policy(const Arguments& arguments);

/// Reads a policy and the waivers beside it (modelaudit-waivers.toml). Every error is printed; nothing then.
std::optional<assess::Policy> load_policy(const std::string& path, const assess::Rulebook& rulebook);

/// Today as YYYY-MM-DD in UTC; SOURCE_DATE_EPOCH stands in for the clock.
std::string today();

class Gate {
 public:
  /// Reads flags, policy, waivers and baseline. What is wrong with them is on standard error, and `usable` is false.
  Gate(const Arguments& arguments, const assess::Rulebook& rulebook);
  bool usable() const { return usable_; }

  /// The intended use of flags and policy; a flag goes first.
  report::IntendedUse use() const { return use_; }

  /// Applies the gate and returns the exit code.
  int apply(report::Report& report) const;

 private:
  bool read_fail_on();
  bool read_baseline();

  const Arguments& arguments_;
  const assess::Rulebook& rulebook_;
  assess::Policy policy_;
  report::IntendedUse use_;
  std::vector<std::string> fail_on_;
  std::optional<assess::Baseline> baseline_;
  bool usable_ = false;
};

}  // namespace modelaudit::cli
