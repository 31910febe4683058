// What several renderers look up in a Report, and the words they share. Everything here is a way of
// reading the Report; the one conclusion is the verdict of a package whose report was made without
// a gate, and that is the rule of
// `--fail-on` itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/report.h"

namespace modelaudit::report {

class View {
 public:
  /// The report must outlive the view.
  explicit View(const Report& report);

  /// Null if there is none of that id.
  const Finding* finding(const std::string& id) const;
  const ArtifactReport* artifact(const std::string& id) const;
  const PackageReport* package(const std::string& id) const;

  /// Findings of a package, or those that belong to none: open ones before waived ones, then by
  /// severity, then by id.
  std::vector<const Finding*> findings_of(const PackageReport& package) const;
  const std::vector<const Finding*>& stray_findings() const { return stray_; }

  /// Failing ones first, then by risk, then by name.
  std::vector<const PackageReport*> worst_first() const;

  bool fails(const PackageReport& package) const;

 private:
  const Report& report_;
  std::unordered_map<std::string, const Finding*> findings_;
  std::unordered_map<std::string, const ArtifactReport*> artifacts_;
  std::unordered_map<std::string, const PackageReport*> packages_;
  std::vector<const Finding*> stray_;
};

/// A waiver that is in force on the finding.
bool is_waived(const Finding& finding);

/// FAIL, INCOMPLETE or PASS: an incomplete scan never reads as a pass.
std::string_view verdict_word(bool fails, bool complete);

/// `LicenseRef-Gemma-Terms 2025-03-24`; the version is left out where it is open.
std::string terms_label(std::string_view license, std::string_view version);

/// The path inside the package, as its reader knows it; the whole chain for what lies elsewhere.
/// Raw bytes.
std::string path_in(const PackageReport& package, std::string_view artifact);

/// The name; the root or the id of a package without one. Raw bytes.
const std::string& name_of(const PackageReport& package);

/// The message; the code where there is none, because several formats refuse an empty one. Raw bytes.
std::string message_of(const Finding& finding);

/// Where a finding shows: its artifact, else an artifact or the root of its package. Raw bytes; `.`
/// if there is none.
std::string finding_path(const View& view, const Finding& finding);

/// `3 packages`, `1 package`.
std::string count_words(uint64_t count, std::string_view singular);

/// `4.24 GB`: decimal units, three digits.
std::string size_words(uint64_t bytes);

/// `1 critical, 2 high, 1 note`; `no findings`.
std::string findings_words(const Summary& summary);

/// `redistribute, commercial, in EU, US`.
std::string use_words(const IntendedUse& use);

/// Missing ones first, then those nobody can tell, met, not triggered; the more severe first.
std::vector<const Duty*> by_urgency(const std::vector<Duty>& duties);

/// Legal basis of one jurisdiction and right over all its rows: `doubtful`, `doubtful to
/// plausible`.
struct BasisLine {
  std::string jurisdiction, right, strength;
};
std::vector<BasisLine> basis_lines(const PackageReport& package);

/// What the report says that it does not know, one sentence each, in a fixed order.
std::vector<std::string> unknowns(const PackageReport& package, const View& view);

}  // namespace modelaudit::report
