#include "report/render_junit.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/escape.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

struct Case {
  std::string name;
  enum class Outcome { passed, skipped, failed, error } outcome = Outcome::passed;
  std::string type, message;  // raw
  std::string text;           // XML
};

struct Suite {
  std::string name, class_name;  // raw
  std::vector<Case> cases;

  size_t count(Case::Outcome outcome) const {
    return static_cast<size_t>(std::count_if(cases.begin(), cases.end(),
                                             [&](const Case& c) { return c.outcome == outcome; }));
  }
};

bool reaches_gate(const Report& report, const Finding& finding) {
  if (is_waived(finding) || report.fail_on == "none") return false;
  if (const std::optional<Severity> level = severity_from(report.fail_on))
    return finding.severity >= *level;
  return finding.code == report.fail_on;
}

std::string words_of(const Finding& finding) {
  std::string text = finding.severity == Severity::none ? "note" : name_of(finding.severity);
  text += " " + finding.artifact;
  if (finding.offset) text += fmt::format(" at byte {}", *finding.offset);
  text += ": " + finding.message;
  if (!finding.resolve.empty()) text += " To resolve: " + finding.resolve;
  if (is_waived(finding)) {
    text += " Waived by " + finding.waiver->approver + " until " + finding.waiver->expires + ": " +
            finding.waiver->reason;
  }
  return text;
}

// One case for each code; the worst open finding speaks first.
void add_findings(Suite& suite, const Report& report, const std::vector<const Finding*>& findings) {
  std::map<std::string, Case> by_code;
  for (const Finding* finding : findings) {
    Case& entry = by_code[finding->code];
    entry.name = finding->code;
    if (reaches_gate(report, *finding) && entry.outcome == Case::Outcome::passed) {
      entry.outcome = Case::Outcome::failed;
      entry.type = name_of(finding->severity);
      entry.message = finding->message;
    }
    entry.text += (entry.text.empty() ? "" : "\n") + markup(words_of(*finding));
  }
  for (auto& [code, entry] : by_code) suite.cases.push_back(std::move(entry));
}

Suite suite_of(const Report& report, const View& view, const PackageReport& package) {
  Suite suite;
  suite.name = name_of(package);
  suite.class_name = package.root.empty() ? name_of(package) : package.root;
  Case complete{"complete", Case::Outcome::passed, "", "", ""};
  if (!package.complete) {
    complete.outcome = Case::Outcome::error;
    complete.type = "incomplete";
    complete.message = unknowns(package, view).front();
    complete.text = markup(complete.message);
  }
  suite.cases.push_back(complete);
  if (package.terms_status == "concluded" || package.terms_status == "none-needed") {
    suite.cases.push_back({"terms", Case::Outcome::passed, "", "", ""});
  }
  add_findings(suite, report, view.findings_of(package));
  for (const Duty& duty : package.duties) {
    Case entry{fmt::format("duty {} ({} {})", duty.obligation,
                           terms_label(duty.license, duty.version), duty.section),
               Case::Outcome::passed, "", "", markup(duty.because)};
    // A missing duty fails through its finding, which a waiver may cover.
    if (duty.state != "met") {
      entry.outcome = Case::Outcome::skipped;
      entry.message = duty.state + ": " + duty.because;
    }
    suite.cases.push_back(std::move(entry));
  }
  return suite;
}

Suite gate_suite(const Report& report, const View& view) {
  Suite suite;
  suite.name = "gate";
  suite.class_name = "gate";
  Case gate{"gate", Case::Outcome::passed, "", "", ""};
  if (report.summary.verdict == "fail") {
    gate.outcome = Case::Outcome::failed;
    gate.type = name_of(report.summary.risk);
    gate.message =
        fmt::format("risk {}: {}", name_of(report.summary.risk), findings_words(report.summary));
    gate.text = gate.message;
  } else if (!report.summary.complete) {
    gate.outcome = Case::Outcome::error;
    gate.type = "incomplete";
    gate.message = "not everything was read";
    gate.text = gate.message;
  }
  suite.cases.push_back(gate);
  add_findings(suite, report, view.stray_findings());
  return suite;
}

void write_case(std::string& out, const Suite& suite, const Case& entry) {
  // Jenkins takes what stands before the last dot for a package of classes.
  std::string class_name = markup(suite.class_name);
  std::replace(class_name.begin(), class_name.end(), '.', '_');
  out += fmt::format("  <testcase classname=\"modelaudit.{}\" name=\"{}\" time=\"0\"", class_name,
                     markup(entry.name));
  const std::string message = markup(entry.message);
  switch (entry.outcome) {
    case Case::Outcome::passed:
      out += entry.text.empty()
                 ? "/>\n"
                 : fmt::format("><system-out>{}</system-out></testcase>\n", entry.text);
      return;
    case Case::Outcome::skipped:
      out += fmt::format("><skipped message=\"{}\"/></testcase>\n", message);
      return;
    case Case::Outcome::failed:
    case Case::Outcome::error: {
      const char* element = entry.outcome == Case::Outcome::failed ? "failure" : "error";
      out += fmt::format("><{0} type=\"{1}\" message=\"{2}\">{3}</{0}></testcase>\n", element,
                         markup(entry.type), message, entry.text);
    }
  }
}

std::string write_suite(const Suite& suite) {
  std::string out = fmt::format(
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" "
      "time=\"0\">\n",
      markup(suite.name), suite.cases.size(), suite.count(Case::Outcome::failed),
      suite.count(Case::Outcome::error), suite.count(Case::Outcome::skipped));
  for (const Case& entry : suite.cases) write_case(out, suite, entry);
  return out + "</testsuite>\n";
}

}  // namespace

void render_junit(const Report& report, const RenderOptions&, const Sink& sink) {
  const View view(report);
  std::vector<Suite> suites = {gate_suite(report, view)};
  for (const PackageReport& package : report.packages)
    suites.push_back(suite_of(report, view, package));
  size_t tests = 0;
  size_t failures = 0;
  size_t errors = 0;
  for (const Suite& suite : suites) {
    tests += suite.cases.size();
    failures += suite.count(Case::Outcome::failed);
    errors += suite.count(Case::Outcome::error);
  }
  sink(
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"modelaudit\" "
                  "tests=\"{}\" failures=\"{}\" "
                  "errors=\"{}\" time=\"0\">\n",
                  tests, failures, errors));
  for (const Suite& suite : suites) sink(write_suite(suite));
  sink("</testsuites>\n");
}

}  // namespace modelaudit::report
