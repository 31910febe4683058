// One package in the order in which counsel asks: may we pass it on, why not, which terms, what do
// we owe, on what signs does that rest, where does it come from, under whose law, and what is not
// known.
#include <algorithm>

#include <fmt/format.h>

#include "core/utf8.h"
#include "report/escape.h"
#include "report/html_parts.h"

namespace modelaudit::report {
namespace {

constexpr size_t kFindings = 200;
constexpr size_t kArtifacts = 500;

std::string fact(std::string_view name, const std::string& html) {
  return html.empty() ? std::string() : fmt::format("<dt>{}</dt><dd>{}</dd>", name, html);
}

std::string facts_of(const PackageReport& package) {
  std::string family;
  if (package.family) {
    family = text(package.family->id +
                  (package.family->generation.empty() ? "" : " " + package.family->generation));
    if (!package.family->licensor.empty()) family += ", licensor " + text(package.family->licensor);
    if (!package.family->grade.empty()) family += " (grade " + text(package.family->grade) + ")";
    for (const std::string& reason : package.family->because)
      family += "<br><span class=\"dim small\">" + text(reason) + "</span>";
  }
  return "<dl class=\"facts\">" + fact("Where", code(package.root)) +
         fact("Kind", text(package.kind)) +
         fact("Store name", package.store_name.empty() ? "" : code(package.store_name)) +
         fact("Looks like", family) +
         fact("Weights",
              package.has_weights ? "inside" : "none inside; the terms are judged all the same") +
         "</dl>\n";
}

// The answer in words; it says what the verdict rests on and never a bare yes.
std::string answer(const Report& report, const View& view, const PackageReport& package,
                   const std::vector<const Finding*>& findings) {
  const bool fails = view.fails(package);
  size_t open = 0;
  for (const Finding* finding : findings)
    open += !is_waived(*finding) && finding->severity != Severity::none ? 1 : 0;
  std::string words;
  if (fails) {
    words = fmt::format("Not as it is. {} stand against it; the gate fails at {}.",
                        count_words(open, "open finding"), markup(report.fail_on));
    if (open == 1)
      words = fmt::format("Not as it is. 1 open finding stands against it; the gate fails at {}.",
                          markup(report.fail_on));
  } else if (!package.complete) {
    words = "It cannot be said: not everything was read.";
  } else if (open > 0) {
    words = fmt::format("Nothing found reaches the gate ({}), but look at {}.",
                        markup(report.fail_on), count_words(open, "open finding"));
  } else {
    words =
        "Nothing found stands against it: the terms are identified, and the duties that files can "
        "show are met.";
  }
  return fmt::format(
      "<div class=\"verdict {}\"><p><span class=\"word\">{}</span> {}</p><p><strong>May we {} "
      "it?</strong> {}</p></div>\n",
      verdict_class(fails, package.complete), verdict_word(fails, package.complete),
      package.risk == Severity::none
          ? tag("risk none", "none")
          : tag(fmt::format("risk {}", name_of(package.risk)), name_of(package.risk)),
      markup(report.intended_use.use), words);
}

std::string findings_of(const PackageReport& package, const std::vector<const Finding*>& findings) {
  if (findings.empty()) return {};
  std::string out = "<h3>What stands against it</h3>\n<ul class=\"items\">\n";
  for (size_t i = 0; i < findings.size() && i < kFindings; ++i) {
    const std::string& artifact = findings[i]->artifact;
    out += html_finding(*findings[i], artifact == package.root ? "" : path_in(package, artifact));
  }
  out += "</ul>\n";
  if (findings.size() > kFindings) {
    out += fmt::format("<p>… and {} more in the JSON report.</p>\n",
                       count_words(findings.size() - kFindings, "finding"));
  }
  return out;
}

// `ev:…` ids as links to the signs of this page.
std::string evidence_links(const PackageReport& package, const std::string& anchor,
                           const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) {
    for (size_t i = 0; i < package.evidence.size(); ++i) {
      if (package.evidence[i].id != id) continue;
      out += fmt::format("{}<a href=\"#{}e{}\">sign {}</a>", out.empty() ? "" : ", ", anchor, i + 1,
                         i + 1);
      break;
    }
  }
  return out;
}

std::string terms_of(const PackageReport& package, const std::string& anchor) {
  std::string out = "<h3>Terms</h3>\n";
  if (package.terms_status == "contested") {
    out +=
        "<p><strong>Contested:</strong> the signs contradict each other. Until that is settled, "
        "the duties of all these "
        "terms count.</p>\n";
  } else if (package.terms_status == "unresolved") {
    out +=
        "<p><strong>Unresolved:</strong> no sign settles which terms hold. That is never a "
        "pass.</p>\n";
  } else if (package.terms_status == "none-needed") {
    out += "<p>No terms needed.</p>\n";
  }
  if (package.concluded.empty()) return out;
  out += "<ul class=\"items\">\n";
  for (const ConcludedTerms& terms : package.concluded) {
    out += fmt::format(
        "<li><p><strong>{}</strong> {}</p>",
        text(terms_label(terms.license, terms.version.empty() ? "(version open)" : terms.version)),
        tag(terms.strength, "note"));
    std::string line = text(terms.title);
    if (!terms.applies_to.empty()) line += "; for " + text(terms.applies_to);
    const std::string links = evidence_links(package, anchor, terms.evidence);
    if (!links.empty()) line += "; " + links;
    out += "<p class=\"small\">" + line + "</p></li>\n";
  }
  return out + "</ul>\n";
}

std::string duty_item(const PackageReport& package, const std::string& anchor, const Duty& duty) {
  const bool met = duty.state == "met";
  const bool open = duty.state == "missing" || duty.state == "cannot-tell";
  std::string state =
      tag((met ? "☑ " : "☐ ") + (duty.state == "cannot-tell" ? "cannot tell" : duty.state),
          met                       ? "met"
          : duty.state == "missing" ? name_of(duty.severity)
                                    : "note");
  if (duty.state == "missing" && duty.severity == Severity::none) state = tag("☐ missing", "note");
  std::string out = fmt::format("<li class=\"{}\"><p>{} <strong>{}</strong>",
                                met    ? "met"
                                : open ? name_of(duty.severity)
                                       : "note",
                                state, text(duty.title.empty() ? duty.obligation : duty.title));
  if (open && duty.severity != Severity::none)
    out += fmt::format(" <span class=\"dim\">(severity {})</span>", name_of(duty.severity));
  out += "</p>";
  std::string origin = text(terms_label(duty.license, duty.version));
  if (!duty.section.empty()) origin += ", section " + text(duty.section);
  const std::string links = evidence_links(package, anchor, duty.evidence);
  if (!links.empty()) origin += "; " + links;
  out += "<p class=\"dim small\">" + origin + "</p>";
  if (!duty.because.empty()) out += "<p>" + text(duty.because) + "</p>";
  if (open && !duty.satisfy.empty())
    out += "<p class=\"todo\"><strong>To do:</strong> " + text(duty.satisfy) + "</p>";
  return out + "</li>\n";
}

std::string duties_of(const PackageReport& package, const std::string& anchor) {
  std::string out = "<h3>What we owe</h3>\n";
  if (package.duties.empty()) return out + "<p>No duty of these terms is known.</p>\n";
  std::string open;
  std::string idle;
  size_t idle_count = 0;
  for (const Duty* duty : by_urgency(package.duties)) {
    if (duty->state == "not-triggered") {
      idle += duty_item(package, anchor, *duty);
      ++idle_count;
    } else {
      open += duty_item(package, anchor, *duty);
    }
  }
  if (!open.empty()) out += "<ul class=\"items\">\n" + open + "</ul>\n";
  if (idle_count > 0) {
    out += fmt::format(
        "<details><summary>{} that this use does not trigger</summary><ul "
        "class=\"items\">\n{}</ul></details>\n",
        idle_count == 1 ? "1 duty" : fmt::format("{} duties", idle_count), idle);
  }
  return out;
}

std::string lineage_of(const PackageReport& package, const std::string& anchor) {
  if (package.lineage.empty()) return {};
  std::string out = fmt::format(
      "<h3 id=\"{0}lh\">Where it comes from</h3>\n<div class=\"scroll\" tabindex=\"0\" "
      "role=\"group\" "
      "aria-labelledby=\"{0}lh\">{1}</div>\n<ul>\n",
      anchor, svg_lineage(package, anchor));
  for (const LineageClaim& claim : package.lineage) {
    out += "<li><strong>" + text(claim.base) + "</strong>";
    if (!claim.relation.empty()) out += ", " + text(claim.relation);
    if (!claim.grade.empty()) out += " (grade " + text(claim.grade) + ")";
    if (!claim.license.empty())
      out += "; brings " + text(terms_label(claim.license, claim.version));
    if (!claim.says.empty()) out += ". " + text(claim.says);
    if (!claim.cannot_say.empty()) out += " <em>Cannot say:</em> " + text(claim.cannot_say);
    for (const auto& [name, value] : claim.measured) {
      out +=
          "<br><span class=\"dim small\">measured, " + text(name) + ": " + text(value) + "</span>";
    }
    const std::string links = evidence_links(package, anchor, claim.evidence);
    if (!links.empty()) out += " (" + links + ")";
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

std::string chain_of(const PackageReport& package, const std::string& anchor) {
  if (package.chain.empty()) return {};
  std::string out = fmt::format(
      "<h3 id=\"{0}hh\">Through whose hands</h3>\n<div class=\"scroll\" tabindex=\"0\" "
      "role=\"group\" "
      "aria-labelledby=\"{0}hh\">{1}</div>\n<ol>\n",
      anchor, svg_chain(package, anchor));
  for (const Hop& hop : package.chain) {
    out += fmt::format("<li><strong>{} → {}</strong>", text(hop.from), text(hop.to));
    if (!hop.date.empty()) out += ", " + text(hop.date);
    if (!hop.url.empty()) out += ", from " + link(hop.url);
    if (!hop.acceptance.empty()) out += "; acceptance: " + text(hop.acceptance);
    if (!hop.texts.empty()) out += "; texts passed on: " + text(hop.texts);
    if (!hop.flow_down.empty()) out += "; flow-down: " + text(hop.flow_down);
    if (!hop.mechanism.empty()) out += ".<br>The terms' own claim: " + text(hop.mechanism);
    if (!hop.claims.empty()) out += "<br>" + text(hop.claims);
    out += "</li>\n";
  }
  return out + "</ol>\n";
}

std::string basis_of(const PackageReport& package) {
  const std::vector<BasisLine> lines = basis_lines(package);
  if (lines.empty()) return {};
  std::string out = "<h3>Under whose law</h3>\n<dl class=\"facts\">";
  for (size_t i = 0; i < lines.size();) {
    const std::string jurisdiction = lines[i].jurisdiction;
    std::string words;
    for (; i < lines.size() && lines[i].jurisdiction == jurisdiction; ++i) {
      words += (words.empty() ? "" : "; ") + lines[i].right + " " + lines[i].strength;
    }
    out += fmt::format("<dt>{}</dt><dd>{}</dd>", text(jurisdiction), text(words));
  }
  return out + "</dl>\n<p class=\"small\"><a href=\"#basis\">Reasons and sources</a></p>\n";
}

std::string list_of(std::string_view heading, const std::vector<std::string>& items, size_t limit) {
  if (items.empty()) return {};
  std::string out = fmt::format("<h3>{}</h3>\n<ul>\n", heading);
  for (size_t i = 0; i < items.size() && i < limit; ++i) out += "<li>" + text(items[i]) + "</li>\n";
  if (items.size() > limit)
    out += fmt::format("<li>… and {} more in the JSON report</li>\n", items.size() - limit);
  return out + "</ul>\n";
}

std::string artifacts_of(const View& view, const PackageReport& package,
                         const std::string& anchor) {
  if (package.artifacts.empty()) return {};
  std::string out = fmt::format(
      "<details><summary>{1}</summary><div class=\"scroll\" tabindex=\"0\" role=\"group\" "
      "aria-labelledby=\"{0}a\"><table "
      "class=\"wide\"><caption id=\"{0}a\">Files and members</caption><thead><tr><th "
      "scope=\"col\">Path</th><th "
      "scope=\"col\">Kind</th><th scope=\"col\">Size</th><th scope=\"col\">Tensors</th><th "
      "scope=\"col\">SHA-256</th></tr>"
      "</thead><tbody>\n",
      anchor, count_words(package.artifacts.size(), "file"));
  size_t shown = 0;
  for (const std::string& id : package.artifacts) {
    const ArtifactReport* entry = view.artifact(id);
    if (entry == nullptr) continue;
    if (++shown > kArtifacts) break;
    const Artifact& artifact = *entry->artifact;
    const uint64_t tensors =
        entry->tensors_left_out ? entry->tensors_left_out->count : artifact.tensors.size();
    std::string name = text(path_in(package, artifact.path));
    if (!artifact.complete) name += " " + tag("not fully read", "incomplete");
    for (const KnownAs& known : entry->known_as) {
      name += "<br><span class=\"dim small\">known as " + text(known.name) + " (" +
              text(known.source) + ")</span>";
    }
    out += fmt::format(
        "<tr><th class=\"name\" scope=\"row\">{}</th><td>{}</td><td class=\"number\">{}</td><td "
        "class=\"number\">{}</td><td "
        "class=\"hash\">{}</td></tr>\n",
        name, name_of(artifact.kind), size_words(artifact.size), tensors,
        artifact.sha256 ? to_hex(*artifact.sha256) : "not read");
  }
  out += "</tbody></table></div>";
  if (package.artifacts.size() > kArtifacts) {
    out += fmt::format("<p>… and {} more in the JSON report.</p>",
                       package.artifacts.size() - kArtifacts);
  }
  return out + "</details>\n";
}

}  // namespace

std::string html_package(const Report& report, const View& view, const PackageReport& package,
                         const std::string& anchor) {
  const std::vector<const Finding*> findings = view.findings_of(package);
  std::string out = fmt::format(
      "<article class=\"package\" id=\"{0}\" aria-labelledby=\"{0}h\"><h2 id=\"{0}h\">{1}</h2>\n",
      anchor, text(name_of(package)));
  out += answer(report, view, package, findings);
  out += facts_of(package);
  out += findings_of(package, findings);
  out += terms_of(package, anchor);
  out += duties_of(package, anchor);
  out += "<h3>On what signs this rests</h3>\n" + html_evidence(package, anchor);
  out += lineage_of(package, anchor);
  out += chain_of(package, anchor);
  out += basis_of(package);
  out += list_of("What is unknown", unknowns(package, view), 100);
  out += list_of("Worth knowing", package.notes, 100);
  out += artifacts_of(view, package, anchor);
  return out + "</article>\n";
}

}  // namespace modelaudit::report
