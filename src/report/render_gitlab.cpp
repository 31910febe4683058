#include "report/render_gitlab.h"

#include "core/json_writer.h"
#include "core/utf8.h"
#include "report/escape.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

std::string_view word_of(Severity severity) {
  switch (severity) {
    case Severity::critical: return "blocker";
    case Severity::high: return "critical";
    case Severity::medium: return "major";
    case Severity::low: return "minor";
    case Severity::none: return "info";
  }
  return "info";
}

// 32 hexadecimal digits of `sha256:…`: any string serves that is stable and unlike others.
std::string_view short_fingerprint(std::string_view fingerprint) {
  fingerprint.remove_prefix(std::min(fingerprint.find(':') + 1, fingerprint.size()));
  return fingerprint.substr(0, 32);
}

}  // namespace

void render_gitlab(const Report& report, const RenderOptions&, const Sink& sink) {
  const View view(report);
  std::string out;
  JsonWriter json(out);
  json.begin_array(JsonWriter::Layout::block);
  for (const Finding& finding : report.findings) {
    if (is_waived(finding)) continue;
    std::string description = display(message_of(finding));
    if (!finding.resolve.empty()) description += " To resolve: " + display(finding.resolve);
    std::string path = display(outer_path(finding_path(view, finding)));
    if (path.starts_with("./")) path.erase(0, 2);
    json.begin_object(JsonWriter::Layout::line);
    json.member("description", description);
    json.member("check_name", finding.code);
    json.member("fingerprint", short_fingerprint(finding.fingerprint));
    json.member("severity", word_of(finding.severity));
    json.key("location");
    json.begin_object();
    json.member("path", path);
    json.key("lines");
    json.begin_object();
    json.member("begin", 1U);
    json.end_object();
    json.end_object();
    json.end_object();
    sink(out);
    out.clear();
  }
  json.end_array();
  out += '\n';
  sink(out);
}

}  // namespace modelaudit::report
