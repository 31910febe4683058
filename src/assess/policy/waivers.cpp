#include "assess/policy/waivers.h"

#include <algorithm>
#include <unordered_map>

#include "assess/policy/gate.h"
#include "assess/policy/toml_file.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

struct Lookup {
  std::unordered_map<std::string_view, const report::PackageReport*> packages;
  std::unordered_map<std::string_view, const Artifact*> artifacts;

  explicit Lookup(const report::Report& report) {
    for (const report::PackageReport& package : report.packages) packages.emplace(package.id, &package);
    for (const report::ArtifactReport& one : report.artifacts) {
      if (one.artifact != nullptr) artifacts.emplace(one.artifact->id, one.artifact);
    }
  }
  const report::PackageReport* package(std::string_view id) const {
    const auto found = packages.find(id);
    return found == packages.end() ? nullptr : found->second;
  }
  const Artifact* artifact(std::string_view id) const {
    const auto found = artifacts.find(id);
    return found == artifacts.end() ? nullptr : found->second;
  }
};

std::string_view below(std::string_view path, std::string_view root) {
  if (!root.empty() && path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/') return path.substr(root.size() + 1);
  return path;
}

bool concerns(const WaiverEntry& waiver, const report::Finding& finding, const Lookup& lookup) {
  if (!waiver.fingerprint.empty() && waiver.fingerprint != finding.fingerprint && waiver.fingerprint != finding.id) return false;
  if (!waiver.code.empty() && waiver.code != finding.code) return false;
  const report::PackageReport* package = lookup.package(finding.package);
  if (!waiver.package.empty() && !glob_matches(waiver.package, package == nullptr ? std::string_view() : package->name)) return false;
  if (!waiver.artifact.empty()) {
    const std::string_view path = below(finding.artifact, package == nullptr ? std::string_view() : package->root);
    if (!glob_matches(waiver.artifact, path)) return false;
  }
  return true;
}

// The digest that a waiver of a finding is pinned to: its artifact's, else its package's.
std::string digest_of(const report::Report& report, const report::Finding& finding, const Lookup& lookup) {
  const Artifact* artifact = lookup.artifact(finding.artifact_id);
  if (artifact != nullptr && artifact->sha256) return to_hex(*artifact->sha256);
  const report::PackageReport* package = lookup.package(finding.package);
  return package == nullptr ? std::string() : package_digest(report, *package);
}

report::Waiver register_entry(const WaiverEntry& waiver, std::string state) {
  report::Waiver entry;
  entry.reason = waiver.reason;
  entry.reason_code = waiver.reason_code;
  entry.approver = waiver.approver;
  entry.expires = waiver.expires;
  entry.scope = waiver.package.empty() ? "any package" : waiver.package;
  if (!waiver.artifact.empty()) entry.scope += "/" + waiver.artifact;
  entry.target = waiver.fingerprint.empty() ? waiver.code : waiver.fingerprint;
  entry.state = std::move(state);
  return entry;
}

std::string toml_string(std::string_view text) {
  std::string quoted = "\"";
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      constexpr char kDigits[] = "0123456789abcdef";
      quoted += "\\u00";
      quoted += kDigits[byte >> 4];
      quoted += kDigits[byte & 15];
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace

void apply_waivers(report::Report& report, const std::vector<WaiverEntry>& waivers, const std::string& today, std::set<size_t>& used) {
  const Lookup lookup(report);
  for (size_t i = 0; i < waivers.size(); ++i) {
    const WaiverEntry& waiver = waivers[i];
    std::string state = "unused";
    for (report::Finding& finding : report.findings) {
      if (!concerns(waiver, finding, lookup)) continue;
      used.insert(i);
      std::string outcome = "applied";
      if (!today.empty() && waiver.expires < today) {
        outcome = "expired";
      } else if (!waiver.sha256.empty() && waiver.sha256 != digest_of(report, finding, lookup)) {
        outcome = "void";
      }
      if (state == "unused" || outcome == "applied") state = outcome;
      if (finding.waiver && finding.waiver->state == "applied") continue;
      finding.waiver = register_entry(waiver, outcome);
    }
    report.waivers.push_back(register_entry(waiver, state));
  }
  std::sort(report.waivers.begin(), report.waivers.end(), [](const report::Waiver& a, const report::Waiver& b) {
    return std::tie(a.target, a.scope, a.expires, a.approver) < std::tie(b.target, b.scope, b.expires, b.approver);
  });
}

Result<std::string> waiver_text(const report::Report& report, const NewWaiver& asked) {
  const auto wrong = [](std::string expected, std::string found) {
    return Damage{"policy-error", DamageClass::damage, {}, 0, std::move(expected), std::move(found)};
  };
  const report::Finding* finding = nullptr;
  for (const report::Finding& one : report.findings) {
    if (one.id == asked.finding || one.fingerprint == asked.finding) finding = &one;
  }
  if (finding == nullptr) return wrong("the id or fingerprint of a finding of this report", display_short(asked.finding, 80));
  if (asked.reason.empty()) return wrong("a reason", "none");
  if (asked.approver.empty()) return wrong("an approver", "none");
  if (!is_day(asked.expires)) return wrong("a date YYYY-MM-DD on which the waiver expires", display_short(asked.expires, 40));
  if (!asked.reason_code.empty()) {
    const std::vector<std::string_view> known = waiver_reason_codes();
    if (std::find(known.begin(), known.end(), asked.reason_code) == known.end()) {
      return wrong(with_nearest(list_words(known), asked.reason_code, known), display_short(asked.reason_code, 60));
    }
  }
  const Lookup lookup(report);
  const report::PackageReport* package = lookup.package(finding->package);
  std::string text = "\n[[waiver]]                         # " + finding->code + ": " + display_short(finding->message, 160) + "\n";
  text += "fingerprint = " + toml_string(finding->fingerprint) + "\n";
  text += "code = " + toml_string(finding->code) + "\n";
  if (package != nullptr) text += "package = " + toml_string(package->name) + "\n";
  if (const std::string digest = digest_of(report, *finding, lookup); !digest.empty()) text += "sha256 = " + toml_string(digest) + "\n";
  text += "reason = " + toml_string(asked.reason) + "\n";
  if (!asked.reason_code.empty()) text += "reason_code = " + toml_string(asked.reason_code) + "\n";
  text += "approver = " + toml_string(asked.approver) + "\n";
  text += "expires = " + asked.expires + "\n";
  return text;
}

}  // namespace modelaudit::assess
