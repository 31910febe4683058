#include "report/view.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <tuple>
#include <unordered_set>

#include <fmt/format.h>

namespace modelaudit::report {
namespace {

void sort_findings(std::vector<const Finding*>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding* a, const Finding* b) {
    return std::tuple(is_waived(*a), -static_cast<int>(a->severity), a->id) <
           std::tuple(is_waived(*b), -static_cast<int>(b->severity), b->id);
  });
}

// From nothing to firm; what nobody looked at stands apart.
constexpr std::array<std::string_view, 4> kStrengths = {"none", "doubtful", "plausible", "strong"};

size_t strength_rank(std::string_view word) {
  const auto found = std::find(kStrengths.begin(), kStrengths.end(), word);
  return static_cast<size_t>(found - kStrengths.begin());
}

}  // namespace

View::View(const Report& report) : report_(report) {
  for (const Finding& finding : report.findings) findings_.emplace(finding.id, &finding);
  for (const ArtifactReport& artifact : report.artifacts)
    artifacts_.emplace(artifact.artifact->id, &artifact);
  std::unordered_set<std::string> placed;
  for (const PackageReport& package : report.packages) {
    packages_.emplace(package.id, &package);
    placed.insert(package.findings.begin(), package.findings.end());
  }
  for (const Finding& finding : report.findings) {
    if (!placed.contains(finding.id)) stray_.push_back(&finding);
  }
  sort_findings(stray_);
}

const Finding* View::finding(const std::string& id) const {
  const auto found = findings_.find(id);
  return found == findings_.end() ? nullptr : found->second;
}

const ArtifactReport* View::artifact(const std::string& id) const {
  const auto found = artifacts_.find(id);
  return found == artifacts_.end() ? nullptr : found->second;
}

const PackageReport* View::package(const std::string& id) const {
  const auto found = packages_.find(id);
  return found == packages_.end() ? nullptr : found->second;
}

std::vector<const Finding*> View::findings_of(const PackageReport& package) const {
  std::vector<const Finding*> found;
  for (const std::string& id : package.findings) {
    if (const Finding* one = finding(id)) found.push_back(one);
  }
  sort_findings(found);
  return found;
}

std::vector<const PackageReport*> View::worst_first() const {
  std::vector<const PackageReport*> sorted;
  for (const PackageReport& package : report_.packages) sorted.push_back(&package);
  std::stable_sort(
      sorted.begin(), sorted.end(), [this](const PackageReport* a, const PackageReport* b) {
        return std::tuple(!fails(*a), a->complete, -static_cast<int>(a->risk), a->name, a->id) <
               std::tuple(!fails(*b), b->complete, -static_cast<int>(b->risk), b->name, b->id);
      });
  return sorted;
}

bool View::fails(const PackageReport& package) const {
  if (!package.verdict.empty()) return package.verdict == "fail";
  if (report_.fail_on == "none") return false;
  if (const std::optional<Severity> level = severity_from(report_.fail_on))
    return package.risk >= *level;
  return std::any_of(package.findings.begin(), package.findings.end(),
                     [this](const std::string& id) {
                       const Finding* one = finding(id);
                       return one != nullptr && one->code == report_.fail_on && !is_waived(*one);
                     });
}

bool is_waived(const Finding& finding) {
  return finding.waiver && finding.waiver->state == "applied";
}

std::string_view verdict_word(bool fails, bool complete) {
  if (fails) return "FAIL";
  return complete ? "PASS" : "INCOMPLETE";
}

std::string terms_label(std::string_view license, std::string_view version) {
  std::string label(license);
  if (!version.empty()) label.append(" ").append(version);
  return label;
}

std::string path_in(const PackageReport& package, std::string_view artifact) {
  if (!package.root.empty() && artifact.size() > package.root.size() + 1 &&
      artifact.starts_with(package.root)) {
    std::string_view rest = artifact.substr(package.root.size());
    if (rest.starts_with("!/")) return std::string(rest.substr(2));
    if (rest.starts_with("/")) return std::string(rest.substr(1));
  }
  return std::string(artifact);
}

const std::string& name_of(const PackageReport& package) {
  if (!package.name.empty()) return package.name;
  return package.root.empty() ? package.id : package.root;
}

std::string message_of(const Finding& finding) {
  return finding.message.empty() ? finding.code : finding.message;
}

std::string finding_path(const View& view, const Finding& finding) {
  if (!finding.artifact.empty()) return finding.artifact;
  if (const ArtifactReport* entry = view.artifact(finding.artifact_id))
    return entry->artifact->path;
  if (const PackageReport* package = view.package(finding.package)) {
    for (const std::string& id : package->artifacts) {
      if (const ArtifactReport* entry = view.artifact(id)) return entry->artifact->path;
    }
    if (!package->root.empty()) return package->root;
  }
  return ".";
}

std::string count_words(uint64_t count, std::string_view singular) {
  return fmt::format("{} {}{}", count, singular, count == 1 ? "" : "s");
}

std::string size_words(uint64_t bytes) {
  constexpr std::array<std::string_view, 7> units = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  auto value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 999.5 && unit + 1 < units.size()) {
    value /= 1000;
    ++unit;
  }
  return fmt::format("{:.{}f} {}", value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0, units[unit]);
}

std::string findings_words(const Summary& summary) {
  std::string words;
  for (int i = static_cast<int>(Severity::critical); i >= 0; --i) {
    const auto severity = static_cast<Severity>(i);
    const auto found = summary.findings.find(severity);
    if (found == summary.findings.end() || found->second == 0) continue;
    if (!words.empty()) words += ", ";
    words += severity == Severity::none ? count_words(found->second, "note")
                                        : fmt::format("{} {}", found->second, name_of(severity));
  }
  return words.empty() ? "no findings" : words;
}

std::string use_words(const IntendedUse& use) {
  std::string words = use.use;
  if (use.commercial) words += *use.commercial ? ", commercial" : ", not commercial";
  if (!use.territories.empty()) words += fmt::format(", in {}", fmt::join(use.territories, ", "));
  if (use.monthly_users) words += fmt::format(", {} monthly users", *use.monthly_users);
  if (use.annual_revenue) words += fmt::format(", annual revenue {}", *use.annual_revenue);
  return words;
}

std::vector<const Duty*> by_urgency(const std::vector<Duty>& duties) {
  constexpr std::array<std::string_view, 4> states = {"missing", "cannot-tell", "met",
                                                      "not-triggered"};
  std::vector<const Duty*> sorted;
  for (const Duty& duty : duties) sorted.push_back(&duty);
  const auto rank = [&](const Duty* duty) {
    return std::tuple(std::find(states.begin(), states.end(), duty->state) - states.begin(),
                      -static_cast<int>(duty->severity));
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Duty* a, const Duty* b) { return rank(a) < rank(b); });
  return sorted;
}

std::vector<BasisLine> basis_lines(const PackageReport& package) {
  struct Range {
    size_t low = kStrengths.size();
    size_t high = 0;
    bool unresearched = false;
  };
  std::map<std::pair<std::string, std::string>, Range> ranges;
  for (const LegalBasis& row : package.legal_basis) {
    Range& range = ranges[{row.jurisdiction, row.right}];
    const size_t rank = strength_rank(row.strength);
    if (rank == kStrengths.size()) {
      range.unresearched = true;
    } else {
      range.low = std::min(range.low, rank);
      range.high = std::max(range.high, rank);
    }
  }
  std::vector<BasisLine> lines;
  for (const auto& [key, range] : ranges) {
    std::string strength;
    if (range.low == kStrengths.size()) {
      strength = "not researched";
    } else {
      strength = kStrengths[range.low];
      if (range.high != range.low) strength.append(" to ").append(kStrengths[range.high]);
    }
    lines.push_back({key.first, key.second, strength});
  }
  return lines;
}

std::vector<std::string> unknowns(const PackageReport& package, const View& view) {
  std::vector<std::string> list;
  if (!package.complete) {
    std::string incomplete = "Not everything was read:";
    size_t named = 0;
    size_t unread = 0;
    for (const std::string& id : package.artifacts) {
      const ArtifactReport* entry = view.artifact(id);
      if (entry == nullptr || entry->artifact->complete) continue;
      ++unread;
      if (++named <= 3)
        incomplete += (named > 1 ? ", " : " ") + path_in(package, entry->artifact->path);
    }
    if (unread > 3) incomplete += fmt::format(" and {} more", unread - 3);
    list.push_back(unread == 0 ? "Not everything was read." : incomplete + ".");
  }
  if (package.terms_status == "unresolved") list.emplace_back("Which terms hold.");
  for (const ConcludedTerms& terms : package.concluded) {
    if (terms.version.empty()) list.push_back("Which version of " + terms.license + " holds.");
  }
  for (const LineageClaim& claim : package.lineage) {
    if (!claim.cannot_say.empty())
      list.push_back("Lineage from " + claim.base + ": " + claim.cannot_say);
  }
  for (const Duty& duty : package.duties) {
    if (duty.state != "cannot-tell") continue;
    list.push_back((duty.title.empty() ? duty.obligation : duty.title) + ": " +
                   (duty.because.empty() ? "cannot tell." : duty.because));
  }
  std::string unresearched;
  for (const BasisLine& line : basis_lines(package)) {
    if (line.strength != "not researched") continue;
    unresearched += (unresearched.empty() ? "" : ", ") + line.jurisdiction + " " + line.right;
  }
  if (!unresearched.empty()) list.push_back("Legal basis not researched: " + unresearched + ".");
  return list;
}

}  // namespace modelaudit::report
