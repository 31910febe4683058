// The Report value: what assess concluded, in the words of REPORT.md. Renderers turn it into one format each and
// conclude nothing. All strings from inputs hold raw bytes; renderers escape.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inventory/inventory.h"

namespace modelaudit::report {

enum class Severity { none, low, medium, high, critical };
const char* name_of(Severity severity);
std::optional<Severity> severity_from(std::string_view word);

struct Span {
  uint64_t offset = 0;
  uint64_t length = 0;
  std::string key;          ///< metadata key or card field
};

struct Difference {
  std::string kind;         ///< inserted, deleted, changed
  std::string section;
  std::string found;
  uint64_t official_words = 0;
  uint64_t offset = 0;
  uint64_t length = 0;
};

struct TwinNote {
  std::string license, version, separated_by;
};

struct Evidence {
  std::string id;           ///< ev:…
  std::string source;       ///< text, tag, url, expression, metadata, digest, family, base_model, notice, title, signature
  std::string license;
  std::string version;
  std::vector<std::string> candidates;
  std::string strength;     ///< identical, near, record, declared, implied
  std::string artifact;     ///< path chain; empty for family and base evidence
  std::vector<Span> where;
  std::optional<double> coverage_official, coverage_found;
  std::vector<Difference> differences;
  std::vector<std::string> missing_sections;
  std::vector<TwinNote> twins;
  std::string says;         ///< one sentence: what this sign is
  std::string quote;        ///< the found text at the sign, bounded
};

struct ConcludedTerms {
  std::string license;
  std::string version;      ///< empty: open
  std::string strength;
  std::string title;
  std::string applies_to;   ///< weights, code, component name; empty: the whole package
  std::vector<std::string> evidence;  ///< ev:…
};

struct LineageClaim {
  std::string base, relation, grade;  ///< grade E1 … E9
  std::map<std::string, std::string> measured;
  std::string says, cannot_say;
  std::string license, version;       ///< terms that the base brings, if known
  std::vector<std::string> evidence;
};

struct Duty {
  std::string id;           ///< duty:…
  std::string obligation, title, license, version, section;
  std::string state;        ///< met, missing, cannot-tell, not-triggered
  std::string because, satisfy;
  Severity severity = Severity::none;  ///< if missing or untold
  std::vector<std::string> evidence;
};

struct LegalBasis {
  std::string license, jurisdiction, right, strength, reason, source, as_of, hand;
};

struct Hop {                ///< one pass from hand to hand (modelaudit.chain.toml)
  std::string from, to, date, url, acceptance, texts;
  std::string mechanism;    ///< what the terms claim to be their acceptance, and whether it was triggered
  std::string flow_down;    ///< met, missing, cannot-tell
  std::string claims;       ///< who could claim against whom on which basis
};

struct Waiver {
  std::string reason, reason_code, approver, expires, scope, target;
  std::string state;        ///< applied, expired, void, unused
};

struct Finding {
  std::string id;           ///< f:…
  std::string code, finding_class;
  Severity severity = Severity::none;
  std::string package;      ///< package id; empty for findings outside packages
  std::string artifact;     ///< path chain
  std::string artifact_id;
  std::optional<uint64_t> offset;
  std::string message, why, resolve;
  std::string fingerprint;  ///< sha256:… stable across runs
  std::string baseline;     ///< new, unchanged; empty without a baseline
  std::optional<Waiver> waiver;
  std::map<std::string, std::string> facts;  ///< what the message was made of
};

struct Family {
  std::string id, generation, licensor, grade;
  std::vector<std::string> because;
};

struct PackageReport {
  std::string id, name, root, kind, store_name;
  bool has_weights = false;
  Severity risk = Severity::none;
  std::string verdict;       ///< pass, fail: what the gate says of this package; empty before the gate
  bool complete = true;
  std::optional<Family> family;
  std::string terms_status;  ///< concluded, contested, unresolved, none-needed
  std::vector<ConcludedTerms> concluded;
  std::vector<Evidence> evidence;
  std::vector<LineageClaim> lineage;
  std::vector<Duty> duties;
  std::vector<LegalBasis> legal_basis;
  std::vector<Hop> chain;
  std::vector<std::string> notes;       ///< facts that are no finding (openness, AI Act)
  std::vector<std::string> findings;    ///< f:…
  std::vector<std::string> artifacts;   ///< a:…
};

struct KnownAs {
  std::string name, source, declared_license;
};

/// What stands for the tensor list of a report that was written without it.
struct TensorsLeftOut {
  uint64_t count = 0;
  Digest digest;            ///< as render_json.h defines it
};

struct ArtifactReport {
  const Artifact* artifact = nullptr;   ///< owned by the Inventory (or by `owned` of a parsed report)
  std::vector<KnownAs> known_as;
  std::optional<TensorsLeftOut> tensors_left_out;  ///< only after reading such a report
};

struct IntendedUse {
  std::string use = "redistribute";
  std::optional<bool> commercial;
  std::vector<std::string> territories;
  std::optional<uint64_t> monthly_users, annual_revenue;
};

struct Summary {
  std::string verdict;      ///< pass, fail
  Severity risk = Severity::none;
  bool complete = true;
  uint64_t packages = 0, artifacts = 0, tensors = 0, bytes = 0;
  std::map<Severity, uint64_t> findings;
};

struct RulebookInfo {
  std::string version, digest;
  uint64_t licenses = 0;
};

struct Report {
  static constexpr const char* kSchema = "modelaudit.report/1";
  std::string tool_version, tool_revision;
  RulebookInfo rulebook;
  IntendedUse intended_use;
  std::string fail_on = "high";
  std::map<std::string, uint64_t> limits;
  std::map<std::string, std::string> confinement;
  std::vector<std::string> targets;
  std::string timestamp;                ///< empty unless asked
  Summary summary;
  std::vector<PackageReport> packages;  ///< by id
  std::vector<ArtifactReport> artifacts;
  std::vector<Finding> findings;        ///< by id
  std::vector<Waiver> waivers;          ///< the register: applied, expired, void, unused
  std::vector<Artifact> owned;          ///< artifacts of a report that was read from JSON
};

}  // namespace modelaudit::report
