#include "report/parse_json.h"

#include <utility>

#include "core/utf8.h"
#include "report/parse_parts.h"
#include "report/strict_json.h"

namespace modelaudit::report {
namespace {

Waiver read_waiver(const Fields& in) {
  Waiver waiver;
  waiver.reason = in.text("reason");
  waiver.approver = in.text("approver");
  waiver.expires = in.text("expires");
  waiver.reason_code = in.text("reason_code");
  waiver.scope = in.text("scope");
  waiver.target = in.text("target");
  waiver.state = in.text("state");
  return waiver;
}

Finding read_finding(const Fields& in) {
  Finding finding;
  finding.id = in.required("id");
  finding.code = in.required("code");
  finding.finding_class = in.required("class");
  finding.severity = in.severity("severity");
  finding.package = in.text("package");
  finding.artifact = in.text("artifact");
  finding.artifact_id = in.text("artifact_id");
  finding.offset = in.optional_number("offset");
  finding.message = in.required("message");
  finding.why = in.text("why");
  finding.resolve = in.text("resolve");
  finding.fingerprint = in.text("fingerprint");
  finding.baseline = in.text("baseline");
  finding.facts = in.text_map("facts");
  in.object("waiver", [&](const Fields& waiver) { finding.waiver = read_waiver(waiver); });
  return finding;
}

Summary read_summary(const Fields& in) {
  Summary summary;
  summary.verdict = in.required("verdict");
  summary.risk = in.severity("risk");
  summary.complete = in.flag("complete");
  summary.packages = in.number("packages");
  summary.artifacts = in.number("artifacts");
  summary.tensors = in.number("tensors");
  summary.bytes = in.number("bytes");
  for (const auto& [word, count] : in.number_map("findings")) {
    const std::optional<Severity> severity = word == "note" ? Severity::none : severity_from(word);
    if (severity && count > 0) summary.findings[*severity] = count;
  }
  return summary;
}

Report read_report(const Fields& in) {
  Report report;
  in.object("tool", [&](const Fields& tool) {
    report.tool_version = tool.text("version");
    report.tool_revision = tool.text("revision");
  });
  report.timestamp = in.text("timestamp");
  in.object("rulebook", [&](const Fields& rulebook) {
    report.rulebook = {rulebook.text("version"), rulebook.text("digest"),
                       rulebook.number("licenses")};
  });
  in.object("intended_use", [&](const Fields& use) {
    report.intended_use = {use.text("use"), use.optional_flag("commercial"),
                           use.texts("territories"), use.optional_number("monthly_users"),
                           use.optional_number("annual_revenue")};
  });
  report.fail_on = in.text("fail_on");
  report.limits = in.number_map("limits");
  report.confinement = in.text_map("confinement");
  report.targets = in.texts("targets");
  if (!in.has("summary")) in.fail("summary", "an object");
  in.object("summary", [&](const Fields& summary) { report.summary = read_summary(summary); });
  report.packages = in.list<PackageReport>("packages", read_package);
  std::vector<ParsedArtifact> artifacts = in.list<ParsedArtifact>("artifacts", read_artifact);
  report.owned.reserve(artifacts.size());
  for (ParsedArtifact& parsed : artifacts) {
    report.owned.push_back(std::move(parsed.artifact));
    report.artifacts.push_back(
        {&report.owned.back(), std::move(parsed.known_as), parsed.tensors_left_out});
  }
  report.findings = in.list<Finding>("findings", read_finding);
  report.waivers = in.list<Waiver>("waivers", read_waiver);
  return report;
}

}  // namespace

Result<Report> parse_report(std::string_view json) {
  Result<boost::json::value> document = parse_strict_json(json);
  if (!document) return document.error();
  const boost::json::object* top = document->if_object();
  if (top == nullptr) {
    return Damage{"report-malformed",     DamageClass::damage, "", 0,
                  "an object at the top", "another value"};
  }
  FieldError error;
  const Fields in(*top, error);
  const std::string schema = in.text("schema");
  if (schema != Report::kSchema) {
    return Damage{"report-version",
                  DamageClass::damage,
                  "",
                  0,
                  std::string("schema ") + Report::kSchema,
                  schema.empty() ? "no schema" : "schema " + display_short(schema)};
  }
  Report report = read_report(in);
  if (error.found()) {
    return Damage{"report-malformed", DamageClass::damage, "", 0, error.expected, error.place};
  }
  return report;
}

}  // namespace modelaudit::report
