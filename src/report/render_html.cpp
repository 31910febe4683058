#include "report/render_html.h"

#include <fmt/format.h>

#include "core/sha256.h"
#include "core/utf8.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/html_style.h"

namespace modelaudit::report {
namespace {

std::string head(const Report& report) {
  const Digest digest = sha256(kHtmlStyle);
  const std::string style_digest =
      base64({reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()});
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta "
      "http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action "
      "'none'\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1\"><meta name=\"referrer\" "
      "content=\"no-referrer\"><meta "
      "name=\"color-scheme\" content=\"light dark\"><title>modelaudit report: {}, risk "
      "{}</title><style>{}</style></head>\n",
      style_digest, verdict_word(report.summary.verdict == "fail", report.summary.complete),
      name_of(report.summary.risk), kHtmlStyle);
}

std::string row(std::string_view name, const std::string& html) {
  return html.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>", name, html);
}

std::string header(const Report& report, const View& view) {
  const Summary& summary = report.summary;
  const bool failed = summary.verdict == "fail";
  size_t failing = 0;
  size_t missing = 0;
  size_t untold = 0;
  for (const PackageReport& package : report.packages) {
    failing += view.fails(package) ? 1 : 0;
    for (const Duty& duty : package.duties) {
      missing += duty.state == "missing" ? 1 : 0;
      untold += duty.state == "cannot-tell" ? 1 : 0;
    }
  }
  std::string words;
  if (failing > 0) {
    words = fmt::format("{} of {} must not go out as they are.", failing,
                        count_words(summary.packages, "package"));
    if (summary.packages == 1) words = "The package must not go out as it is.";
  } else if (failed) {
    words = "The gate fails.";
  } else if (!summary.complete) {
    words = "Not everything was read, so nothing can be said of the whole.";
  } else {
    words =
        fmt::format("No finding in {} reaches the gate.", count_words(summary.packages, "package"));
  }
  std::string targets;
  for (const std::string& target : report.targets)
    targets += (targets.empty() ? "" : ", ") + code(target);
  std::string out = "<header><h1>May these models be passed on?</h1>\n";
  out += fmt::format(
      "<div class=\"verdict {}\"><p><span class=\"word\">{}</span> {}</p><p>{} {}.{}</p></div>\n",
      verdict_class(failed, summary.complete), verdict_word(failed, summary.complete),
      summary.risk == Severity::none
          ? tag("risk none", "none")
          : tag(fmt::format("risk {}", name_of(summary.risk)), name_of(summary.risk)),
      words, markup(findings_words(summary)),
      failed && !summary.complete ? " <strong>Not everything was read.</strong>" : "");
  out += "<dl class=\"facts\">";
  out += row("Intended use", text(use_words(report.intended_use)));
  out += row("Scanned", targets);
  out += row("Contents",
             fmt::format("{}, {}, {}, {}", count_words(summary.packages, "package"),
                         count_words(summary.artifacts, "file"),
                         count_words(summary.tensors, "tensor"), size_words(summary.bytes)));
  out += row("Duties open",
             fmt::format("{} missing, {} cannot be told from the files", missing, untold));
  out += row("Rulebook", fmt::format("{}, {}<br><span class=\"hash dim\">{}</span>",
                                     text(report.rulebook.version),
                                     count_words(report.rulebook.licenses, "license record"),
                                     markup(report.rulebook.digest)));
  out += row("Tool",
             "modelaudit " + text(report.tool_version) +
                 (report.tool_revision.empty() ? "" : " (" + text(report.tool_revision) + ")"));
  out += row("Made", report.timestamp.empty() ? "" : text(report.timestamp));
  return out + "</dl></header>\n";
}

std::string navigation(const Report& report) {
  std::string out = "<nav aria-label=\"Contents\"><ul><li><a href=\"#packages\">Packages</a></li>";
  if (report.summary.bytes > 0) out += "<li><a href=\"#bytes\">Bytes by terms</a></li>";
  out += "<li><a href=\"#basis\">Legal basis</a></li>";
  out +=
      "<li><a href=\"#waivers\">Waivers</a></li><li><a href=\"#method\">Method and limits</a></li>";
  return out + "<li><a href=\"#sign\">Sign-off</a></li></ul></nav>\n";
}

std::string overview(const View& view, const std::vector<const PackageReport*>& packages) {
  std::string out = "<section aria-labelledby=\"packages\"><h2 id=\"packages\">Packages</h2>\n";
  if (packages.empty()) return out + "<p>No package was found.</p></section>\n";
  out +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"packagesc\"><table "
      "class=\"wide\"><caption "
      "id=\"packagesc\">Worst first</caption><thead><tr><th scope=\"col\">Package</th><th "
      "scope=\"col\">Verdict</th><th "
      "scope=\"col\">Risk</th><th scope=\"col\">Terms</th><th scope=\"col\">What "
      "decides</th></tr></thead><tbody>\n";
  size_t number = 0;
  for (const PackageReport* package : packages) {
    const bool fails = view.fails(*package);
    std::string terms;
    for (const ConcludedTerms& concluded : package->concluded) {
      terms +=
          (terms.empty() ? "" : "<br>") + text(terms_label(concluded.license, concluded.version));
    }
    if (terms.empty() || package->terms_status == "contested")
      terms += (terms.empty() ? "" : "<br>") + text(package->terms_status);
    const std::vector<const Finding*> findings = view.findings_of(*package);
    const bool decided = !findings.empty() && !is_waived(*findings.front());
    out += fmt::format(
        "<tr><th class=\"name\" scope=\"row\"><a "
        "href=\"#p{}\">{}</a></th><td>{}</td><td>{}</td><td class=\"name\">{}</td><td "
        "class=\"prose\">{}</td></tr>\n",
        ++number, text(name_of(*package)),
        tag(verdict_word(fails, package->complete), verdict_class(fails, package->complete)),
        package->risk == Severity::none ? tag("none", "none") : severity_tag(package->risk), terms,
        decided ? text(findings.front()->message) : "nothing found");
  }
  return out + "</tbody></table></div></section>\n";
}

std::string stray(const View& view) {
  constexpr size_t shown = 200;
  const std::vector<const Finding*>& findings = view.stray_findings();
  if (findings.empty()) return {};
  std::string out =
      "<section aria-labelledby=\"stray\"><h2 id=\"stray\">Outside packages</h2>\n<ul "
      "class=\"items\">\n";
  for (size_t i = 0; i < findings.size() && i < shown; ++i)
    out += html_finding(*findings[i], findings[i]->artifact);
  out += "</ul>\n";
  if (findings.size() > shown)
    out += fmt::format("<p>… and {} more in the JSON report.</p>\n", findings.size() - shown);
  return out + "</section>\n";
}

std::string waivers(const Report& report) {
  std::string out = "<section aria-labelledby=\"waivers\"><h2 id=\"waivers\">Waivers</h2>\n";
  if (report.waivers.empty()) return out + "<p>No waiver was given.</p></section>\n";
  out +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"waiversc\"><table "
      "class=\"wide\"><caption "
      "id=\"waiversc\">Register of waivers; only applied ones have an "
      "effect</caption><thead><tr><th scope=\"col\">State</th>"
      "<th scope=\"col\">What</th><th scope=\"col\">Where</th><th scope=\"col\">Reason</th><th "
      "scope=\"col\">Approver</th><th "
      "scope=\"col\">Expires</th></tr></thead><tbody>\n";
  for (const Waiver& waiver : report.waivers) {
    out += fmt::format(
        "<tr><td>{}</td><th class=\"name\" scope=\"row\">{}</th><td class=\"name\">{}</td><td "
        "class=\"prose\">{}{}</td>"
        "<td class=\"name\">{}</td><td class=\"number\">{}</td></tr>\n",
        text(waiver.state), text(waiver.target), text(waiver.scope), text(waiver.reason),
        waiver.reason_code.empty() ? "" : " (" + text(waiver.reason_code) + ")",
        text(waiver.approver), text(waiver.expires));
  }
  return out + "</tbody></table></div></section>\n";
}

// How to read the words, what was done, and what bounds it.
std::string method(const Report& report) {
  std::string out = R"html(<section aria-labelledby="method"><h2 id="method">Method and limits</h2>
<p>The program read every byte of the inputs once, hashed it, compared texts, tags, names and structure with its rulebook, and
opened no network connection. Nothing found in an input was run.</p>
<h3>Words used</h3>
<dl class="facts"><dt>identical</dt><dd>the whole text, word for word, or the digest of a published file</dd>
<dt>near</dt><dd>the text with differences, which are listed</dd>
<dt>record</dt><dd>an entry of a store or registry</dd>
<dt>declared</dt><dd>somebody wrote a name: a tag, a field, a link</dd>
<dt>implied</dt><dd>follows from the family or the base model</dd>
<dt>contested</dt><dd>signs contradict each other; the duties of all named terms count</dd>
<dt>cannot tell</dt><dd>the files cannot show whether the duty is met</dd>
<dt>doubtful, plausible, strong</dt><dd>how firm a right looks where it was researched; not researched is no answer</dd></dl>
)html";
  std::string limits;
  for (const auto& [name, value] : report.limits)
    limits += fmt::format("<dt>{}</dt><dd>{}</dd>", code(name), value);
  std::string confinement;
  for (const auto& [name, value] : report.confinement) {
    confinement += (confinement.empty() ? "" : "; ") + text(name + " " + value);
  }
  if (!confinement.empty()) out += "<h3>Confinement while reading</h3><p>" + confinement + "</p>\n";
  if (!limits.empty()) {
    out += "<details><summary>Limits in force</summary><dl class=\"facts\">" + limits +
           "</dl></details>\n";
  }
  return out + "</section>\n";
}

constexpr std::string_view kEnd = R"html(<section aria-labelledby="sign"><h2 id="sign">Sign-off</h2>
<div class="sign"><p>Decision on the basis of this report:</p>
<p>☐ may go out as it is &#160; ☐ may go out after the open duties are met &#160; ☐ must not go out</p>
<dl><dt>Conditions</dt><dd></dd><dt>Name and role</dt><dd></dd><dt>Date</dt><dd></dd><dt>Signature</dt><dd></dd></dl></div></section>
</main>
<footer><p>This report states facts with evidence, what the terms themselves claim, and what sources say of the legal basis. It is
no legal advice and does not say that anybody is bound. It knows only the files that were scanned and the rulebook named
above.</p></footer></body></html>
)html";

}  // namespace

void render_html(const Report& report, const RenderOptions&, const Sink& sink) {
  const View view(report);
  const std::vector<const PackageReport*> packages = view.worst_first();
  sink(head(report));
  sink("<body><a class=\"skip\" href=\"#main\">Skip to the packages</a>\n");
  sink(header(report, view));
  sink(navigation(report));
  sink("<main id=\"main\">\n");
  sink(overview(view, packages));
  size_t number = 0;
  for (const PackageReport* package : packages)
    sink(html_package(report, view, *package, fmt::format("p{}", ++number)));
  sink(stray(view));
  sink(html_bytes_by_terms(report, view));
  sink(html_legal_basis(report));
  sink(waivers(report));
  sink(method(report));
  sink(kEnd);
}

}  // namespace modelaudit::report
