// Findings: from a code and facts to words, severity, id and fingerprint.
//
// The fingerprint is a SHA-256 over code, package name, the artifact's path below the package root and the facts that the
// finder calls stable; offsets that move with every edit are not in it. Waivers and baselines hang on it. Two findings
// that would have one fingerprint are told apart by their number in order.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assess/lineage/package_view.h"
#include "assess/rulebook/rulebook.h"
#include "report/report.h"

namespace modelaudit::assess {

using Facts = std::map<std::string, std::string>;

/// `{name}` in a template becomes the fact of that name; an unknown name is left as it stands.
std::string fill_template(std::string_view words, const Facts& facts);

class FindingSink {
 public:
  explicit FindingSink(const Rulebook& rulebook) : rulebook_(&rulebook) {}

  struct Extra {
    const Artifact* artifact = nullptr;
    std::optional<uint64_t> offset;
    std::optional<report::Severity> severity;   ///< instead of the rule's
    std::string message, why, resolve;          ///< instead of the rule's
    std::string finding_class;
  };
  /// `package` is null for findings outside packages. All facts are stable facts.
  void add(std::string_view code, const PackageView* package, Facts facts, const Extra& extra);
  void add(std::string_view code, const PackageView* package, Facts facts) { add(code, package, std::move(facts), Extra()); }

  /// A problem that inspect met, in the rulebook's words.
  void add_problem(const Problem& problem, const PackageView* package, const Artifact* artifact);

  /// All findings by id; the sink is empty afterwards.
  std::vector<report::Finding> take();

 private:
  void push(report::Finding finding, const PackageView* package, std::string_view relative_path);

  const Rulebook* rulebook_;
  std::vector<report::Finding> findings_;
  std::map<std::string, uint64_t> seen_;   ///< how often a fingerprint's stem came
};

}  // namespace modelaudit::assess
