#include "report/render_json.h"

#include "core/json_writer.h"
#include "core/utf8.h"
#include "report/json_parts.h"

namespace modelaudit::report {
namespace {

using Layout = JsonWriter::Layout;

// A path chain in a finding stands in display form (REPORT.md); the bytes go beside it where the
// two differ.
void display_member(JsonWriter& json, std::string_view name, const std::string& raw) {
  const std::string shown = display(raw);
  json.member(name, shown);
  if (shown != raw) json.member(std::string(name) + "_raw_base64", base64(raw));
}

void write_head(JsonWriter& json, const Report& report) {
  json.member("schema", Report::kSchema);
  json.key("tool");
  json.begin_object(Layout::line);
  json.member("name", "modelaudit");
  json.member("version", report.tool_version);
  json.member_if("revision", report.tool_revision);
  json.end_object();
  json.member_if("timestamp", report.timestamp);

  json.key("rulebook");
  json.begin_object(Layout::line);
  json.member("version", report.rulebook.version);
  json.member("digest", report.rulebook.digest);
  json.member("licenses", report.rulebook.licenses);
  json.end_object();

  const IntendedUse& use = report.intended_use;
  json.key("intended_use");
  json.begin_object(Layout::line);
  json.member("use", use.use);
  if (use.commercial) json.member("commercial", *use.commercial);
  json.strings("territories", use.territories);
  if (use.monthly_users) json.member("monthly_users", *use.monthly_users);
  if (use.annual_revenue) json.member("annual_revenue", *use.annual_revenue);
  json.end_object();

  json.member_if("fail_on", report.fail_on);
  json.key("limits");
  json.begin_object(Layout::line);
  for (const auto& [limit, value] : report.limits) json.member(limit, value);
  json.end_object();
  if (!report.confinement.empty()) write_map(json, "confinement", report.confinement);
  strings_if(json, "targets", report.targets);

  const Summary& summary = report.summary;
  json.key("summary");
  json.begin_object(Layout::block);
  json.member("verdict", summary.verdict);
  json.member("risk", name_of(summary.risk));
  json.member("complete", summary.complete);
  json.member("packages", summary.packages);
  json.member("artifacts", summary.artifacts);
  json.member("tensors", summary.tensors);
  json.member("bytes", summary.bytes);
  json.key("findings");
  json.begin_object(Layout::line);
  for (int severity = static_cast<int>(Severity::critical); severity >= 0; --severity) {
    const auto found = summary.findings.find(static_cast<Severity>(severity));
    const uint64_t count = found == summary.findings.end() ? 0 : found->second;
    json.member(severity == 0 ? "note" : name_of(static_cast<Severity>(severity)), count);
  }
  json.end_object();
  json.end_object();
}

void write_waiver(JsonWriter& json, const Waiver& waiver) {
  json.begin_object(Layout::line);
  json.member("reason", waiver.reason);
  json.member("approver", waiver.approver);
  json.member("expires", waiver.expires);
  json.member_if("reason_code", waiver.reason_code);
  json.member_if("scope", waiver.scope);
  json.member_if("target", waiver.target);
  json.member_if("state", waiver.state);
  json.end_object();
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object(Layout::block);
  json.member("id", finding.id);
  json.member("code", finding.code);
  json.member("class", finding.finding_class);
  json.member("severity", name_of(finding.severity));
  json.member_if("package", finding.package);
  if (!finding.artifact.empty()) display_member(json, "artifact", finding.artifact);
  json.member_if("artifact_id", finding.artifact_id);
  if (finding.offset) json.member("offset", *finding.offset);
  json.member("message", finding.message);
  json.member_if("why", finding.why);
  json.member_if("resolve", finding.resolve);
  json.member("fingerprint", finding.fingerprint);
  json.member_if("baseline", finding.baseline);
  if (!finding.facts.empty()) write_map(json, "facts", finding.facts);
  if (finding.waiver) {
    json.key("waiver");
    write_waiver(json, *finding.waiver);
  }
  json.end_object();
}

}  // namespace

void strings_if(JsonWriter& json, std::string_view name, const std::vector<std::string>& items) {
  if (!items.empty()) json.strings(name, items);
}

void write_map(JsonWriter& json, std::string_view name,
               const std::map<std::string, std::string>& map) {
  json.key(name);
  json.begin_object(Layout::line);
  for (const auto& [key, value] : map) json.member(key, value);
  json.end_object();
}

void render_json(const Report& report, const RenderOptions& options, const Sink& sink) {
  Document document(sink);
  JsonWriter& json = document.json();
  json.begin_object(Layout::block);
  write_head(json, report);
  json.key("packages");
  json.begin_array(Layout::block);
  for (const PackageReport& package : report.packages) {
    write_package(json, package);
    document.drain();
  }
  json.end_array();
  json.key("artifacts");
  json.begin_array(Layout::block);
  for (const ArtifactReport& artifact : report.artifacts) {
    write_artifact(document, artifact, options.include_tensors);
  }
  json.end_array();
  json.key("findings");
  json.begin_array(Layout::block);
  for (const Finding& finding : report.findings) {
    write_finding(json, finding);
    document.drain();
  }
  json.end_array();
  if (!report.waivers.empty()) {
    json.key("waivers");
    json.begin_array(Layout::block);
    for (const Waiver& waiver : report.waivers) write_waiver(json, waiver);
    json.end_array();
  }
  json.end_object();
  document.close();
}

}  // namespace modelaudit::report
