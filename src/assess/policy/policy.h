// modelaudit-policy.toml: what a project allows, and what its release gate asks for.
//
// The allow list denies by default: a package passes when each of its governing licenses is named, by id, by
// `class:permissive`, `family:gemma`, `openness:osi`, or excused by an [[exception]]; terms that are unresolved are on no
// list. A policy overrides severities, pins what a text means ([[clarify]]), names the intended use, and may hold
// waivers. Whatever it names must exist: an unknown id, code or key is an error with its place, and nothing is scanned.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assess/rulebook/rulebook.h"
#include "core/result.h"
#include "report/report.h"

namespace modelaudit::assess {

/// One permission of `allow`.
struct AllowEntry {
  enum class Kind { license, license_class, family, openness };
  Kind kind = Kind::license;
  std::string value;       ///< canonical id, class, family word, list name
  std::string written;     ///< as the file has it
  std::string place;       ///< file:line:column
};

/// `[[exception]]`: one license for one package, although the list does not allow it.
struct PolicyException {
  std::string package;     ///< name or pattern with `*`
  std::string license;     ///< canonical id
  std::string reason;
  std::string sha256;      ///< of the package's artifacts (package_digest) or of one artifact; empty: any
  std::string place;
};

/// `[[clarify]]`: counsel read this file and says which license it is.
struct Clarification {
  Digest sha256;
  std::string license, version, reason;
  std::string place;
};

/// `[[waiver]]`: a finding that was accepted, by whom, why, until when.
struct WaiverEntry {
  std::string code;         ///< finding code; or
  std::string fingerprint;  ///< `sha256:…` or `f:…`
  std::string package;      ///< scope: package name or pattern with `*`; empty: every package
  std::string artifact;     ///< scope: path below the package root, or pattern; empty: any
  std::string sha256;       ///< of the artifact, else of the package (package_digest); empty: not pinned
  std::string reason, reason_code, approver, expires;
  std::string place;
};

/// `[[test]]`: what the list must say of a license.
struct PolicyTest {
  std::string license;
  bool allow = true;
  std::string place;
};

struct Policy {
  std::string file;                                   ///< empty: no policy
  std::optional<report::IntendedUse> use;
  std::vector<std::string> use_fields;                ///< which fields of it were given
  std::vector<std::string> fail_on;                   ///< levels, codes, none; empty: high
  bool unused_is_error = false;
  bool new_findings_only = false;                     ///< with a baseline, only new findings fail
  std::vector<std::string> require_outputs;
  bool has_allow_list = false;
  std::vector<AllowEntry> allow;
  std::map<std::string, report::Severity> severities; ///< by finding code
  std::vector<PolicyException> exceptions;
  std::vector<Clarification> clarifications;
  std::vector<WaiverEntry> waivers;
  std::vector<PolicyTest> tests;
};

/// All errors at once; `policy` is whole only without any.
struct PolicyRead {
  Policy policy;
  std::vector<Damage> errors;
};
PolicyRead read_policy(std::string_view text, const std::string& file, const Rulebook& rulebook);

/// A file of waivers alone (modelaudit-waivers.toml): `[[waiver]]` tables only.
struct WaiversRead {
  std::vector<WaiverEntry> waivers;
  std::vector<Damage> errors;
};
WaiversRead read_waivers(std::string_view text, const std::string& file, const Rulebook& rulebook);

/// The words that waivers may give as reason_code.
std::vector<std::string_view> waiver_reason_codes();

/// A policy to start from, with every key explained.
std::string policy_template();

/// What each `[[test]]` and each check of the list itself gives: empty when all is as the file says.
std::vector<std::string> run_policy_tests(const Policy& policy, const Rulebook& rulebook);

/// True if the list allows the license; families are not known here.
bool allows(const Policy& policy, const Rulebook& rulebook, std::string_view license);

/// `*` matches any run of characters, everything else itself.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace modelaudit::assess
