#include "report/render_markdown.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/utf8.h"
#include "report/escape.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

constexpr size_t kBytes = 60'000;
constexpr size_t kEnd = 400;  // kept free for what closes the document
constexpr size_t kRowBytes = 20'000;
constexpr size_t kFindings = 20;  // of one package
constexpr size_t kDuties = 40;    // of one package
constexpr size_t kText = 400;     // bytes of one text of an input

std::string text(std::string_view raw) { return markdown(display_short(raw, kText)); }
std::string code(std::string_view raw) { return markdown_code(display_short(raw, kText)); }

std::string_view sign_of(std::string_view verdict) {
  if (verdict == "FAIL") return "❌";
  return verdict == "PASS" ? "✅" : "⚠";
}

std::string terms_cell(const PackageReport& package) {
  std::string cell;
  for (const ConcludedTerms& terms : package.concluded) {
    cell += (cell.empty() ? "" : "<br>") + code(terms_label(terms.license, terms.version)) + " " +
            text(terms.strength);
  }
  if (package.concluded.empty()) return text(package.terms_status);
  if (package.terms_status == "contested") cell += "<br>contested";
  return cell;
}

std::string row_of(const View& view, const PackageReport& package) {
  const std::string_view verdict = verdict_word(view.fails(package), package.complete);
  const std::vector<const Finding*> findings = view.findings_of(package);
  const bool decided = !findings.empty() && !is_waived(*findings.front());
  return fmt::format("| {} {} | {} | {} | {} | {} |\n", sign_of(verdict), verdict,
                     name_of(package.risk), code(name_of(package)), terms_cell(package),
                     decided ? text(findings.front()->message) : "");
}

std::string finding_item(const Finding& finding, std::string_view place) {
  std::string item = fmt::format(
      "- **{}** {}", finding.severity == Severity::none ? "note" : name_of(finding.severity),
      code(finding.code));
  if (!place.empty()) item += " in " + code(place);
  item += ": " + text(finding.message);
  if (is_waived(finding)) {
    item += fmt::format(" _Waived until {} by {}: {}_", text(finding.waiver->expires),
                        text(finding.waiver->approver), text(finding.waiver->reason));
  } else if (!finding.resolve.empty()) {
    item += "<br>**To do:** " + text(finding.resolve);
  }
  return item + "\n";
}

std::string duty_item(const Duty& duty) {
  std::string item = duty.state == "met" ? "- [x] " : "- [ ] ";
  if (duty.state == "cannot-tell") item += "cannot tell: ";
  item += text(duty.title.empty() ? duty.obligation : duty.title);
  item += " (" + code(terms_label(duty.license, duty.version));
  if (!duty.section.empty()) item += " " + text(duty.section);
  item += ")";
  if (duty.state != "met" && !duty.satisfy.empty()) item += "<br>" + text(duty.satisfy);
  return item + "\n";
}

std::string details_of(const View& view, const PackageReport& package) {
  const std::string_view verdict = verdict_word(view.fails(package), package.complete);
  std::string out = fmt::format("\n<details><summary><b>{}</b> {}, risk {}</summary>\n\n", verdict,
                                markdown_code_element(display_short(name_of(package), kText)),
                                name_of(package.risk));
  const std::vector<const Finding*> findings = view.findings_of(package);
  if (!findings.empty()) out += "**Findings**\n\n";
  for (size_t i = 0; i < findings.size() && i < kFindings; ++i) {
    const std::string& artifact = findings[i]->artifact;
    out += finding_item(*findings[i], artifact == package.root ? "" : path_in(package, artifact));
  }
  if (findings.size() > kFindings)
    out += fmt::format("- … and {} more\n", findings.size() - kFindings);
  std::string duties;
  size_t shown = 0;
  size_t left_out = 0;
  for (const Duty* duty : by_urgency(package.duties)) {
    if (duty->state == "not-triggered") continue;
    if (++shown > kDuties) {
      ++left_out;
    } else {
      duties += duty_item(*duty);
    }
  }
  if (left_out > 0) duties += fmt::format("- … and {} more\n", left_out);
  if (!duties.empty()) out += "\n**Duties**\n\n" + duties;
  const std::vector<std::string> unknown = unknowns(package, view);
  if (!unknown.empty()) out += "\n**Unknown**\n\n";
  for (size_t i = 0; i < unknown.size() && i < kFindings; ++i)
    out += "- " + text(unknown[i]) + "\n";
  if (unknown.size() > kFindings)
    out += fmt::format("- … and {} more\n", unknown.size() - kFindings);
  return out + "\n</details>\n";
}

}  // namespace

void render_markdown(const Report& report, const RenderOptions&, const Sink& sink) {
  const View view(report);
  const Summary& summary = report.summary;
  const std::string_view verdict = verdict_word(summary.verdict == "fail", summary.complete);
  std::string out = "<!-- modelaudit:report -->\n";
  out += fmt::format("## {} modelaudit: {}, risk {}\n\n", sign_of(verdict), verdict,
                     name_of(summary.risk));
  out += fmt::format("{}, {}, {}: {}. Use: {}. Gate fails at {}. Rulebook {}.{}\n",
                     count_words(summary.packages, "package"),
                     count_words(summary.artifacts, "artifact"), size_words(summary.bytes),
                     findings_words(summary), text(use_words(report.intended_use)),
                     text(report.fail_on), text(report.rulebook.version),
                     summary.complete ? "" : " **Not everything was read.**");

  const std::vector<const PackageReport*> packages = view.worst_first();
  size_t rows = 0;
  if (!packages.empty()) {
    out += "\n| Verdict | Risk | Package | Terms | Decides |\n| --- | --- | --- | --- | --- |\n";
    for (; rows < packages.size() && out.size() < kRowBytes; ++rows)
      out += row_of(view, *packages[rows]);
  }
  if (rows < packages.size())
    out += fmt::format("\n… and {}.\n", count_words(packages.size() - rows, "more package"));

  if (!view.stray_findings().empty()) {
    std::string stray = "\n**Outside packages**\n\n";
    const std::vector<const Finding*>& findings = view.stray_findings();
    for (size_t i = 0; i < findings.size() && i < kFindings; ++i)
      stray += finding_item(*findings[i], findings[i]->artifact);
    if (findings.size() > kFindings)
      stray += fmt::format("- … and {} more\n", findings.size() - kFindings);
    if (out.size() + stray.size() + kEnd < kBytes) out += stray;
  }
  size_t details = 0;
  for (; details < packages.size(); ++details) {
    const std::string block = details_of(view, *packages[details]);
    if (out.size() + block.size() + kEnd >= kBytes) break;
    out += block;
  }
  if (details < packages.size()) {
    out += fmt::format("\nDetails of {} left out for length; the JSON report has all.\n",
                       count_words(packages.size() - details, "package"));
  }
  out += "\n<sub>Facts with evidence and the terms' own claims, not legal advice. modelaudit " +
         text(report.tool_version) + "</sub>\n";
  sink(out);
}

}  // namespace modelaudit::report
