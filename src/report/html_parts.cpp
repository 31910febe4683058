#include "report/html_parts.h"

#include <fmt/format.h>

#include "core/utf8.h"
#include "report/escape.h"

namespace modelaudit::report {

std::string text(std::string_view raw) { return "<bdi>" + markup(raw) + "</bdi>"; }
std::string code(std::string_view raw) { return "<code><bdi>" + markup(raw) + "</bdi></code>"; }

std::string tag(std::string_view word, std::string_view css_class) {
  return fmt::format("<span class=\"tag {}\">{}</span>", css_class, markup(word));
}

std::string severity_tag(Severity severity) {
  if (severity == Severity::none) return tag("note", "note");
  return tag(name_of(severity), name_of(severity));
}

std::string_view verdict_class(bool fails, bool complete) {
  if (fails) return "fail";
  return complete ? "pass" : "incomplete";
}

std::string link(std::string_view address) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/:?#@!$*+,;=%()";
  const bool live = address.starts_with("https://") && address.size() < 500 &&
                    address.find_first_not_of(plain) == std::string_view::npos;
  if (!live) return text(address);
  return fmt::format("<a href=\"{0}\" rel=\"noopener noreferrer nofollow\">{0}</a>",
                     markup(address));
}

std::string html_finding(const Finding& finding, std::string_view place) {
  const bool waived = is_waived(finding);
  const std::string_view css =
      waived || finding.severity == Severity::none ? "note" : name_of(finding.severity);
  std::string out = fmt::format("<li class=\"{}\"><p>{} {}", css, severity_tag(finding.severity),
                                code(finding.code));
  if (waived) out += " " + tag("waived", "note");
  if (!finding.baseline.empty())
    out += fmt::format(" <span class=\"dim\">({})</span>", markup(finding.baseline));
  out += fmt::format("</p><p><strong>{}</strong></p>", text(finding.message));
  if (!place.empty()) {
    out += "<p class=\"dim small\">In " + text(place);
    if (finding.offset) out += fmt::format(", at byte {}", *finding.offset);
    out += "</p>";
  }
  if (!finding.why.empty()) out += "<p>" + text(finding.why) + "</p>";
  if (waived) {
    out += fmt::format("<p>Waived by {} until {}: {}</p>", text(finding.waiver->approver),
                       text(finding.waiver->expires), text(finding.waiver->reason));
  } else if (!finding.resolve.empty()) {
    out += "<p class=\"todo\"><strong>To do:</strong> " + text(finding.resolve) + "</p>";
  }
  out += fmt::format("<p class=\"dim small hash\">{} {}</p></li>\n", markup(finding.id),
                     markup(finding.fingerprint));
  return out;
}

}  // namespace modelaudit::report
