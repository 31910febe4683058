#include "report/render_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/utf8.h"
#include "report/text_package.h"
#include "report/text_page.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

// The terms of a package in a few words, for the table at the top.
std::string terms_in_short(const PackageReport& package) {
  if (package.terms_status == "unresolved" || package.concluded.empty()) {
    return package.terms_status == "none-needed" ? "no terms needed" : "terms unresolved";
  }
  std::string words;
  for (const ConcludedTerms& terms : package.concluded) {
    if (!words.empty()) words += " + ";
    words += terms_label(terms.license, terms.version);
  }
  if (package.terms_status == "contested") words += " (contested)";
  return display(words);
}

void write_top(TextPage& page, const Report& report, const View& view) {
  const Summary& summary = report.summary;
  const bool failed = summary.verdict == "fail";
  const std::string_view word = verdict_word(failed, summary.complete);
  std::string facts =
      fmt::format("{}, {}, {}, {}", count_words(summary.packages, "package"),
                  count_words(summary.artifacts, "artifact"),
                  count_words(summary.tensors, "tensor"), size_words(summary.bytes));
  if (failed && !summary.complete) facts += ", scan incomplete";
  page.paragraph(0, "",
                 page.styled(fmt::format("{}  risk {}", word, name_of(summary.risk)),
                             failed             ? Style::bad
                             : summary.complete ? Style::good
                                                : Style::medium) +
                     "  " + facts);
  page.paragraph(
      0, "", fmt::format("{}; gate fails at {}", findings_words(summary), display(report.fail_on)),
      Style::dim);
  page.paragraph(
      0, "",
      fmt::format("for: {}; rulebook {} ({}); modelaudit {}",
                  display(use_words(report.intended_use)), display(report.rulebook.version),
                  count_words(report.rulebook.licenses, "license"), display(report.tool_version)),
      Style::dim);
  if (report.packages.empty()) return;
  page.line();
  const std::vector<const PackageReport*> packages = view.worst_first();
  const size_t name_limit = page.width() / 3;
  size_t name_width = 0;
  for (const PackageReport* package : packages) {
    name_width = std::max(name_width, columns(display_short(name_of(*package), name_limit)));
  }
  for (const PackageReport* package : packages) {
    const bool fails = view.fails(*package);
    const std::string lead =
        "  " +
        page.styled(padded(verdict_word(fails, package->complete), 5),
                    fails ? Style::bad : Style::good) +
        " " + page.styled(padded(name_of(package->risk), 9), style_of(package->risk)) + " " +
        padded(display_short(name_of(*package), name_limit), name_width) + "  ";
    page.paragraph(columns(lead), lead, terms_in_short(*package));
    // The one fact that decides, beside the name of what it decides.
    const std::vector<const Finding*> findings = view.findings_of(*package);
    if (!fails || findings.empty() || is_waived(*findings.front())) continue;
    page.paragraph(18, "", display_short(findings.front()->message, 160), Style::dim);
  }
}

void write_stray(TextPage& page, const Report& report, const View& view, bool verbose) {
  if (!view.stray_findings().empty()) {
    page.line();
    write_rule(page, page.styled("Outside packages", Style::bold));
    for (const Finding* finding : view.stray_findings())
      write_finding(page, *finding, finding->artifact, verbose);
  }
  if (verbose && !report.waivers.empty()) {
    page.line();
    write_rule(page, page.styled("Waivers", Style::bold));
    for (const Waiver& waiver : report.waivers) {
      page.paragraph(13, "  " + display(waiver.state),
                     display(fmt::format("{} in {}: {} ({}), approved by {}, expires {}",
                                         waiver.target, waiver.scope, waiver.reason,
                                         waiver.reason_code, waiver.approver, waiver.expires)));
    }
  }
}

void write_end(TextPage& page, const Report& report, const View& view) {
  const Summary& summary = report.summary;
  const bool failed = summary.verdict == "fail";
  size_t failing = 0;
  for (const PackageReport& package : report.packages) failing += view.fails(package) ? 1 : 0;
  page.line();
  page.paragraph(0, "",
                 "Facts with evidence and the terms' own claims, not legal advice. More: -v, "
                 "explain CODE, --output html=FILE.",
                 Style::dim);
  std::string words = fmt::format("{}: ", verdict_word(failed, summary.complete));
  if (report.packages.empty()) {
    words += "no package found";
  } else if (failing > 0) {
    words +=
        fmt::format("{} of {} fail the gate", failing, count_words(summary.packages, "package"));
  } else {
    words += fmt::format("{} checked", count_words(summary.packages, "package"));
  }
  words += fmt::format("; risk {}; {}", name_of(summary.risk), findings_words(summary));
  if (!summary.complete) words += "; not everything was read";
  page.paragraph(0, "", words,
                 failed             ? Style::bad
                 : summary.complete ? Style::good
                                    : Style::medium);
}

}  // namespace

void render_text(const Report& report, const RenderOptions& options, const Sink& sink) {
  const View view(report);
  TextPage page(options.width, options.colour);
  write_top(page, report, view);
  for (const PackageReport* package : view.worst_first()) {
    page.line();
    write_package(page, report, view, *package, options.verbose);
    sink(page.take());
  }
  write_stray(page, report, view, options.verbose);
  write_end(page, report, view);
  sink(page.take());
}

}  // namespace modelaudit::report
