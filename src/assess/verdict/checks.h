// The typed predicates of rules/obligations.xml: each looks at one package and says met, missing, cannot-tell or
// not-triggered, with the reason. The table in docs/rules-format.md says when each is met; `run_check` is the only door,
// and an unknown name cannot tell.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assess/verdict/conclude.h"

namespace modelaudit::assess {

enum class DutyState { met, missing, cannot_tell, not_triggered };
const char* name_of(DutyState state);

/// What is known of a package for its duties. Built once per package, looked at by every check.
struct DutyFacts {
  const PackageView* package = nullptr;
  const Rulebook* rulebook = nullptr;
  const PackageSigns* signs = nullptr;
  const Conclusion* conclusion = nullptr;
  const report::IntendedUse* use = nullptr;
  bool derivative = false;            ///< made from another model, by its own word or by its bytes
  bool published_bytes = false;       ///< all weights are known by digest as somebody's publication
  bool multimodal = false;
  std::string base;                   ///< name of the first base; empty
  std::vector<const PackageView*> base_packages;  ///< bases that are in this scan
};

struct CheckContext {
  const DutyFacts& facts;
  const LicenseRecord* record = nullptr;                 ///< the license whose clause asks
  std::string license;
  const std::map<std::string, std::string>& parameters;  ///< the clause's before the obligation's

  std::string parameter(std::string_view name) const;
};

struct CheckResult {
  DutyState state = DutyState::cannot_tell;
  std::string because;
  std::vector<std::string> evidence;   ///< ev:… or artifact ids
};

CheckResult run_check(std::string_view check, const CheckContext& context);

}  // namespace modelaudit::assess
