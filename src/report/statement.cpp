#include "report/statement.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/json_writer.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

void write_digest(JsonWriter& json, const std::string& hex) {
  json.key("digest");
  json.begin_object();
  json.member("sha256", hex);
  json.end_object();
}

// Path and digest of every hashed artifact. One path may stand twice only with two digests.
std::set<std::pair<std::string, std::string>> subjects(const Report& report) {
  std::set<std::pair<std::string, std::string>> out;
  for (const ArtifactReport& item : report.artifacts) {
    if (item.artifact->sha256) out.emplace(item.artifact->path, to_hex(*item.artifact->sha256));
  }
  return out;
}

void write_terms(JsonWriter& json, const PackageReport& package) {
  json.key("terms");
  json.begin_object();
  json.member("status", package.terms_status);
  json.key("concluded");
  json.begin_array();
  for (const ConcludedTerms& terms : package.concluded) {
    json.begin_object();
    json.member("license", terms.license);
    json.member_if("version", terms.version);
    json.member("strength", terms.strength);
    json.member_if("applies_to", terms.applies_to);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

void write_duties(JsonWriter& json, const PackageReport& package) {
  json.key("duties");
  json.begin_array();
  for (const Duty& duty : package.duties) {
    if (duty.state == "not-triggered") continue;
    json.begin_object();
    json.member("obligation", duty.obligation);
    json.member("license", duty.license);
    json.member_if("version", duty.version);
    json.member_if("section", duty.section);
    json.member("state", duty.state);
    json.end_object();
  }
  json.end_array();
}

void write_findings(JsonWriter& json, const View& view, const PackageReport& package) {
  std::set<std::tuple<std::string, std::string, bool>> rows;
  for (const Finding* finding : view.findings_of(package)) {
    rows.emplace(finding->code, name_of(finding->severity), is_waived(*finding));
  }
  json.key("findings");
  json.begin_array();
  for (const auto& [code, severity, waived] : rows) {
    json.begin_object();
    json.member("code", code);
    json.member("severity", severity);
    if (waived) json.member("waived", true);
    json.end_object();
  }
  json.end_array();
}

void write_package(JsonWriter& json, const View& view, const PackageReport& package) {
  json.begin_object();
  json.member("id", package.id);
  json.member("name", package.name);
  json.member_if("store_name", package.store_name);
  json.member("verdict", view.fails(package) ? "fail" : "pass");
  json.member("risk", name_of(package.risk));
  json.member("complete", package.complete);
  write_terms(json, package);
  write_duties(json, package);
  write_findings(json, view, package);
  std::set<std::string> digests;
  for (const std::string& id : package.artifacts) {
    const ArtifactReport* item = view.artifact(id);
    if (item != nullptr && item->artifact->sha256) digests.insert(to_hex(*item->artifact->sha256));
  }
  json.strings("artifacts_sha256", {digests.begin(), digests.end()});
  json.end_object();
}

void write_use(JsonWriter& json, const IntendedUse& use) {
  json.key("intended_use");
  json.begin_object();
  json.member("use", use.use);
  if (use.commercial) json.member("commercial", *use.commercial);
  if (!use.territories.empty()) json.strings("territories", use.territories);
  if (use.monthly_users) json.member("monthly_users", *use.monthly_users);
  if (use.annual_revenue) json.member("annual_revenue", *use.annual_revenue);
  json.end_object();
}

void write_predicate(JsonWriter& json, const Report& report, const Digest& report_digest) {
  const View view(report);
  json.begin_object();
  json.key("tool");
  json.begin_object();
  json.member("name", "modelaudit");
  json.member("version", report.tool_version);
  json.member_if("revision", report.tool_revision);
  json.end_object();
  json.key("rulebook");
  json.begin_object();
  json.member("version", report.rulebook.version);
  json.member("digest", report.rulebook.digest);
  json.end_object();
  json.key("report");
  json.begin_object();
  json.member("schema", Report::kSchema);
  write_digest(json, to_hex(report_digest));
  json.end_object();
  write_use(json, report.intended_use);
  json.member("fail_on", report.fail_on);
  json.member("verdict", report.summary.verdict);
  json.member("risk", name_of(report.summary.risk));
  json.member("complete", report.summary.complete);
  json.member_if("timestamp", report.timestamp);
  json.key("packages");
  json.begin_array();
  for (const PackageReport& package : report.packages) write_package(json, view, package);
  json.end_array();
  json.end_object();
}

}  // namespace

Result<std::string> verdict_statement(const Report& report, const Digest& report_digest) {
  const auto about = subjects(report);
  if (about.empty()) {
    return Damage{"attest-no-subject", DamageClass::damage, "", 0, "a report of at least one artifact with a digest", "none"};
  }
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("_type", "https://in-toto.io/Statement/v1");
  json.key("subject");
  json.begin_array();
  for (const auto& [path, digest] : about) {
    json.begin_object();
    json.member("name", path);
    write_digest(json, digest);
    json.end_object();
  }
  json.end_array();
  json.member("predicateType", kVerdictPredicate);
  json.key("predicate");
  write_predicate(json, report, report_digest);
  json.end_object();
  return out;
}

}  // namespace modelaudit::report
