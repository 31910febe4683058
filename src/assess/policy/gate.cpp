#include "assess/policy/gate.h"

#include <algorithm>
#include <unordered_map>

#include "assess/policy/waivers.h"
#include "assess/verdict/findings.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool is_waived(const report::Finding& finding) { return finding.waiver && finding.waiver->state == "applied"; }

// A finding that the policy itself makes. The fingerprint is made as the verdict makes them.
report::Finding policy_finding(const Rulebook& rulebook, std::string_view code, const report::PackageReport* package,
                               std::map<std::string, std::string> facts, report::Severity otherwise) {
  report::Finding finding;
  finding.code = code;
  const FindingRule* rule = rulebook.finding(code);
  finding.finding_class = rule != nullptr ? rule->finding_class : "terms";
  finding.severity = rule != nullptr ? report::severity_from(rule->severity).value_or(otherwise) : otherwise;
  if (package != nullptr) {
    finding.package = package->id;
    facts.emplace("package", package->name);
  }
  std::string plain(code);
  for (const auto& [name, value] : facts) plain += " " + name + " " + display_short(value, 120);
  finding.message = rule != nullptr ? fill_template(rule->message, facts) : plain;
  if (rule != nullptr) {
    finding.why = fill_template(rule->why, facts);
    finding.resolve = fill_template(rule->resolve, facts);
  }
  Sha256 hash;
  const auto add = [&](std::string_view field) {
    hash.update_u64(field.size());
    hash.update(field);
  };
  add(code);
  add(package != nullptr ? std::string_view(package->name) : std::string_view());
  for (const auto& [name, value] : facts) {
    add(name);
    add(value);
  }
  const std::string hex = to_hex(hash.finish());
  finding.id = "f:" + hex.substr(0, 16);
  finding.fingerprint = "sha256:" + hex;
  finding.facts = std::move(facts);
  return finding;
}

bool family_allowed(const Policy& policy, const report::PackageReport& package) {
  if (!package.family) return false;
  return std::any_of(policy.allow.begin(), policy.allow.end(), [&](const AllowEntry& entry) {
    return entry.kind == AllowEntry::Kind::family && entry.value == package.family->id;
  });
}

class Gate {
 public:
  Gate(report::Report& report, const Rulebook& rulebook, const Policy& policy, const GateOptions& options)
      : report_(report), rulebook_(rulebook), policy_(policy), options_(options) {}

  GateResult run() {
    set_severities();
    check_allow_list();
    apply_waivers(report_, policy_.waivers, options_.today, waivers_used_);
    note_unused();
    mark_baseline();
    sort_findings();
    recount();
    decide();
    return std::move(result_);
  }

 private:
  void set_severities() {
    for (report::Finding& finding : report_.findings) {
      const auto override = policy_.severities.find(finding.code);
      if (override == policy_.severities.end()) continue;
      severities_used_.insert(finding.code);
      finding.severity = override->second;
    }
  }

  bool excused(const report::PackageReport& package, std::string_view license) {
    for (size_t i = 0; i < policy_.exceptions.size(); ++i) {
      const PolicyException& exception = policy_.exceptions[i];
      if (exception.license != license || !glob_matches(exception.package, package.name)) continue;
      if (!exception.sha256.empty() && exception.sha256 != package_digest(report_, package) && !holds_artifact(package, exception.sha256)) continue;
      exceptions_used_.insert(i);
      return true;
    }
    return false;
  }

  bool holds_artifact(const report::PackageReport& package, const std::string& hex) const {
    return std::any_of(report_.artifacts.begin(), report_.artifacts.end(), [&](const report::ArtifactReport& one) {
      return one.artifact != nullptr && one.artifact->sha256 && to_hex(*one.artifact->sha256) == hex &&
             std::find(package.artifacts.begin(), package.artifacts.end(), one.artifact->id) != package.artifacts.end();
    });
  }

  void add_finding(report::PackageReport& package, std::string license) {
    report::Finding finding = policy_finding(rulebook_, "license-not-allowed", &package,
                                             {{"license", std::move(license)}, {"policy", policy_.file}}, report::Severity::high);
    const auto override = policy_.severities.find(finding.code);
    if (override != policy_.severities.end()) finding.severity = override->second;
    package.findings.push_back(finding.id);
    report_.findings.push_back(std::move(finding));
  }

  void check_allow_list() {
    if (!policy_.has_allow_list) return;
    for (report::PackageReport& package : report_.packages) {
      if (package.terms_status == "none-needed") continue;
      if (package.terms_status == "unresolved") add_finding(package, "unresolved terms");
      const bool family = family_allowed(policy_, package);
      // Of a choice one allowed license suffices.
      for (const report::ConcludedTerms& terms : package.concluded) {
        if (family || allows(policy_, rulebook_, terms.license) || excused(package, terms.license)) continue;
        if (is_choice(package, terms) && any_choice_allowed(package)) continue;
        add_finding(package, terms.license);
      }
    }
  }

  static bool is_choice(const report::PackageReport& package, const report::ConcludedTerms& terms) {
    return std::any_of(package.evidence.begin(), package.evidence.end(), [&](const report::Evidence& evidence) {
      return evidence.source == "expression" && evidence.license == terms.license && ascii_lower(evidence.quote).find(" or ") != std::string::npos;
    });
  }

  bool any_choice_allowed(const report::PackageReport& package) const {
    return std::any_of(package.concluded.begin(), package.concluded.end(), [&](const report::ConcludedTerms& terms) {
      return is_choice(package, terms) && allows(policy_, rulebook_, terms.license);
    });
  }

  void note_unused() {
    const bool error = policy_.unused_is_error || options_.strict;
    const auto unused = [&](const std::string& what, const std::string& place) {
      result_.warnings.push_back(place + ": " + what + " matches nothing");
      if (!error) return;
      report::Finding finding = policy_finding(rulebook_, "policy-entry-unused", nullptr, {{"found", what}, {"place", place}}, report::Severity::high);
      finding.severity = std::max(finding.severity, report::Severity::high);
      report_.findings.push_back(std::move(finding));
    };
    for (size_t i = 0; i < policy_.waivers.size(); ++i) {
      if (waivers_used_.contains(i)) continue;
      const WaiverEntry& waiver = policy_.waivers[i];
      unused("waiver for " + (waiver.code.empty() ? waiver.fingerprint : waiver.code), waiver.place);
    }
    for (size_t i = 0; i < policy_.exceptions.size(); ++i) {
      if (exceptions_used_.contains(i)) continue;
      unused("exception for " + policy_.exceptions[i].package, policy_.exceptions[i].place);
    }
  }

  void mark_baseline() {
    if (options_.baseline == nullptr) return;
    std::set<std::string> now;
    for (report::Finding& finding : report_.findings) {
      now.insert(finding.fingerprint);
      finding.baseline = options_.baseline->findings.contains(finding.fingerprint) ? "unchanged" : "new";
    }
    for (const auto& [fingerprint, code] : options_.baseline->findings) {
      if (!now.contains(fingerprint)) result_.absent.push_back(code + " " + fingerprint);
    }
  }

  void sort_findings() {
    std::sort(report_.findings.begin(), report_.findings.end(),
              [](const report::Finding& a, const report::Finding& b) { return a.id < b.id; });
    for (report::PackageReport& package : report_.packages) std::sort(package.findings.begin(), package.findings.end());
  }

  void recount() {
    std::unordered_map<std::string_view, report::PackageReport*> packages;
    for (report::PackageReport& package : report_.packages) {
      package.risk = report::Severity::none;
      packages.emplace(package.id, &package);
    }
    report_.summary.findings.clear();
    report_.summary.risk = report::Severity::none;
    for (const report::Finding& finding : report_.findings) {
      if (is_waived(finding)) continue;
      report_.summary.findings[finding.severity] += 1;
      report_.summary.risk = std::max(report_.summary.risk, finding.severity);
      const auto package = packages.find(finding.package);
      if (package != packages.end()) package->second->risk = std::max(package->second->risk, finding.severity);
    }
  }

  void decide() {
    std::vector<std::string> words = !options_.fail_on.empty() ? options_.fail_on : policy_.fail_on;
    if (words.empty()) words = {"high"};
    report_.fail_on.clear();
    std::optional<report::Severity> level;
    std::set<std::string> codes;
    for (const std::string& word : words) {
      report_.fail_on += (report_.fail_on.empty() ? "" : ",") + word;
      if (word == "none") continue;
      if (const auto severity = report::severity_from(word)) {
        level = level ? std::min(*level, *severity) : *severity;
      } else {
        codes.insert(word);
      }
    }
    bool fails = false;
    for (const report::Finding& finding : report_.findings) {
      if (is_waived(finding) || (policy_.new_findings_only && finding.baseline == "unchanged")) continue;
      fails = fails || (level && finding.severity >= *level && finding.severity != report::Severity::none) || codes.contains(finding.code);
    }
    const bool model = std::any_of(report_.packages.begin(), report_.packages.end(),
                                   [](const report::PackageReport& package) { return package.terms_status != "none-needed"; });
    report_.summary.verdict = fails || !report_.summary.complete ? "fail" : "pass";
    result_.outcome = fails                        ? GateOutcome::fail
                      : !report_.summary.complete ? GateOutcome::incomplete
                      : !model                    ? GateOutcome::no_model
                                                  : GateOutcome::pass;
  }

  report::Report& report_;
  const Rulebook& rulebook_;
  const Policy& policy_;
  const GateOptions& options_;
  GateResult result_;
  std::set<size_t> waivers_used_, exceptions_used_;
  std::set<std::string> severities_used_;
};

}  // namespace

Baseline baseline_of(const report::Report& earlier) {
  Baseline baseline;
  for (const report::Finding& finding : earlier.findings) baseline.findings.emplace(finding.fingerprint, finding.code);
  return baseline;
}

GateResult apply_gate(report::Report& report, const Rulebook& rulebook, const Policy& policy, const GateOptions& options) {
  return Gate(report, rulebook, policy, options).run();
}

std::string package_digest(const report::Report& report, const report::PackageReport& package) {
  std::unordered_map<std::string_view, const Artifact*> artifacts;
  for (const report::ArtifactReport& one : report.artifacts) {
    if (one.artifact != nullptr) artifacts.emplace(one.artifact->id, one.artifact);
  }
  std::vector<std::string> digests;
  for (const std::string& id : package.artifacts) {
    const auto found = artifacts.find(id);
    if (found == artifacts.end()) continue;
    digests.push_back(found->second->sha256 ? to_hex(*found->second->sha256) : "unread " + found->second->path);
  }
  std::sort(digests.begin(), digests.end());
  Sha256 hash;
  for (const std::string& digest : digests) {
    hash.update_u64(digest.size());
    hash.update(digest);
  }
  return to_hex(hash.finish());
}

report::IntendedUse intended_use(const Policy& policy, const report::IntendedUse& flags, const std::vector<std::string>& given) {
  report::IntendedUse use = flags;
  if (!policy.use) return use;
  const auto from_policy = [&](std::string_view field) {
    return std::find(policy.use_fields.begin(), policy.use_fields.end(), field) != policy.use_fields.end() &&
           std::find(given.begin(), given.end(), field) == given.end();
  };
  if (from_policy("use")) use.use = policy.use->use;
  if (from_policy("commercial")) use.commercial = policy.use->commercial;
  if (from_policy("territories")) use.territories = policy.use->territories;
  if (from_policy("monthly_users")) use.monthly_users = policy.use->monthly_users;
  if (from_policy("annual_revenue")) use.annual_revenue = policy.use->annual_revenue;
  return use;
}

}  // namespace modelaudit::assess
