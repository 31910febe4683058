#include "report/text_package.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/utf8.h"

namespace modelaudit::report {
namespace {

constexpr size_t kLabel = 11;  // where the text of a section begins
constexpr size_t kSigns = 4;   // signs shown without -v

// Strongest first.
constexpr std::array<std::string_view, 5> kStrengths = {"identical", "near", "record", "declared",
                                                        "implied"};

size_t rank_of(std::string_view strength) {
  return static_cast<size_t>(std::find(kStrengths.begin(), kStrengths.end(), strength) -
                             kStrengths.begin());
}

// Prints the label of a section with its first line, blanks with the others.
class Section {
 public:
  Section(TextPage& page, std::string_view name) : page_(page), name_(name) {}

  void add(std::string_view text, Style style = Style::plain) { add_led({}, 0, text, style); }

  void add_led(std::string_view lead, size_t lead_width, std::string_view text,
               Style style = Style::plain) {
    std::string row = "  " + (first_ ? page_.styled(name_, Style::bold) : std::string());
    first_ = false;
    row = padded(row, kLabel) + std::string(lead);
    page_.paragraph(kLabel + lead_width, row, text, style);
  }

 private:
  TextPage& page_;
  std::string name_;
  bool first_ = true;
};

void write_terms(TextPage& page, const PackageReport& package) {
  Section section(page, "Terms");
  if (package.terms_status == "contested") {
    section.add("contested: the signs contradict each other, so the duties of all of these count",
                Style::medium);
  } else if (package.terms_status == "unresolved") {
    section.add("unresolved: no sign settles which terms hold; that is never a pass",
                Style::medium);
  } else if (package.terms_status == "none-needed") {
    section.add("none needed");
  }
  size_t width = 0;
  const auto label = [](const ConcludedTerms& terms) {
    return display(
        terms_label(terms.license, terms.version.empty() ? "(version open)" : terms.version));
  };
  for (const ConcludedTerms& terms : package.concluded)
    width = std::max(width, columns(label(terms)));
  width = std::min(width, page.width() / 2);
  for (const ConcludedTerms& terms : package.concluded) {
    std::string text = padded(display(terms.strength), 11) + display(terms.title);
    if (!terms.applies_to.empty()) text += " (for " + display(terms.applies_to) + ")";
    section.add_led(page.styled(label(terms), Style::bold), width + 2, text);
  }
}

std::string place_of(const PackageReport& package, const Evidence& evidence) {
  std::string place = display(path_in(package, evidence.artifact));
  if (!evidence.where.empty() && !evidence.where.front().key.empty()) {
    place += (place.empty() ? "" : ", ") + display(evidence.where.front().key);
  }
  return place;
}

std::string sentence_of(const Evidence& evidence) {
  if (!evidence.says.empty()) return display(evidence.says);
  return display(evidence.source + ": " + terms_label(evidence.license, evidence.version));
}

void write_details(TextPage& page, const Evidence& evidence) {
  constexpr size_t indent = kLabel + 11;
  const auto more = [&](const std::string& text) { page.paragraph(indent, "", text, Style::dim); };
  std::string facts = display(fmt::format("{} {}: {}", evidence.id, evidence.source,
                                          terms_label(evidence.license, evidence.version)));
  if (!evidence.candidates.empty())
    facts += display(fmt::format("; one of {}", fmt::join(evidence.candidates, ", ")));
  for (const Span& span : evidence.where) {
    if (span.length > 0)
      facts += fmt::format("; bytes {} to {}", span.offset, span.offset + span.length);
  }
  if (evidence.coverage_official)
    facts += fmt::format("; {:.1f} % of the official text", *evidence.coverage_official * 100);
  if (evidence.coverage_found)
    facts += fmt::format("; {:.1f} % of the found text", *evidence.coverage_found * 100);
  more(facts);
  for (const Difference& difference : evidence.differences) {
    std::string text = display(difference.kind);
    if (!difference.section.empty()) text += " in section " + display(difference.section);
    text += fmt::format(" at byte {}", difference.offset);
    if (difference.official_words > 0)
      text += ", " + count_words(difference.official_words, "official word");
    if (!difference.found.empty()) text += ": “" + display_short(difference.found, 300) + "”";
    more(text);
  }
  if (!evidence.missing_sections.empty()) {
    more(display(fmt::format("missing sections: {}", fmt::join(evidence.missing_sections, ", "))));
  }
  for (const TwinNote& twin : evidence.twins) {
    more(display(fmt::format("near twin {}, told apart by {}",
                             terms_label(twin.license, twin.version), twin.separated_by)));
  }
  if (!evidence.quote.empty()) more("“" + display_short(evidence.quote, 600) + "”");
}

void write_evidence(TextPage& page, const PackageReport& package, bool verbose) {
  std::vector<const Evidence*> shown;
  for (const Evidence& evidence : package.evidence) shown.push_back(&evidence);
  std::stable_sort(shown.begin(), shown.end(), [](const Evidence* a, const Evidence* b) {
    return rank_of(a->strength) < rank_of(b->strength);
  });
  const size_t all = shown.size();
  if (!verbose && all > kSigns) shown.resize(kSigns);
  Section section(page, "Why");
  for (const Evidence* evidence : shown) {
    const std::string place = place_of(package, *evidence);
    section.add_led(padded(display(evidence->strength), 11), 11,
                    sentence_of(*evidence) + (place.empty() ? "" : " (" + place + ")"));
    if (verbose) write_details(page, *evidence);
  }
  if (shown.size() < all)
    section.add(fmt::format("and {} more (-v)", count_words(all - shown.size(), "sign")),
                Style::dim);
  if (package.evidence.empty()) section.add("no sign of any terms was found");
}

std::string_view box_of(const Duty& duty) {
  if (duty.state == "met") return "[x]";
  if (duty.state == "missing") return "[ ]";
  return duty.state == "cannot-tell" ? "[?]" : "[-]";
}

void write_duty(const TextPage& page, Section& section, const Duty& duty) {
  const bool open = duty.state == "missing" || duty.state == "cannot-tell";
  std::string text = display(duty.title.empty() ? duty.obligation : duty.title);
  if (!duty.section.empty()) text += ", section " + display(duty.section);
  if (open && duty.severity != Severity::none) text += fmt::format(" ({})", name_of(duty.severity));
  const Style style = open                  ? style_of(duty.severity)
                      : duty.state == "met" ? Style::good
                                            : Style::dim;
  section.add_led(page.styled(box_of(duty), style), 4, text);
  if (!duty.because.empty()) section.add_led("", 4, display(duty.because), Style::dim);
  if (open && !duty.satisfy.empty()) section.add_led("    →", 6, display(duty.satisfy));
}

void write_duties(TextPage& page, const PackageReport& package, bool verbose) {
  Section section(page, "Duties");
  std::vector<std::string> licenses;
  size_t untriggered = 0;
  for (const Duty& duty : package.duties) {
    if (duty.state == "not-triggered") ++untriggered;
    if (duty.state == "not-triggered" && !verbose) continue;
    const std::string license = terms_label(duty.license, duty.version);
    if (std::find(licenses.begin(), licenses.end(), license) == licenses.end())
      licenses.push_back(license);
  }
  for (const std::string& license : licenses) {
    section.add(display(license), Style::dim);
    for (const Duty* duty : by_urgency(package.duties)) {
      if (terms_label(duty->license, duty->version) != license) continue;
      if (duty->state != "not-triggered" || verbose) write_duty(page, section, *duty);
    }
  }
  if (untriggered > 0 && !verbose) {
    section.add(fmt::format("{} not triggered by this use (-v)", untriggered), Style::dim);
  }
}

void write_findings(TextPage& page, const View& view, const PackageReport& package, bool verbose) {
  const std::vector<const Finding*> findings = view.findings_of(package);
  if (findings.empty()) return;
  page.line();
  for (const Finding* finding : findings)
    write_finding(page, *finding, path_in(package, finding->artifact), verbose);
}

void write_lineage(TextPage& page, const PackageReport& package, bool verbose) {
  Section section(page, "Lineage");
  for (const LineageClaim& claim : package.lineage) {
    std::string text = display(claim.base);
    if (!claim.relation.empty()) text += ", " + display(claim.relation);
    if (!claim.grade.empty()) text += " (" + display(claim.grade) + ")";
    if (!claim.says.empty()) text += ": " + display(claim.says);
    if (!claim.license.empty())
      text += (text.ends_with('.') ? " Its terms: " : "; its terms: ") +
              display(terms_label(claim.license, claim.version));
    section.add(text);
    if (!verbose) continue;
    for (const auto& [name, value] : claim.measured)
      section.add("  " + display(name + ": " + value), Style::dim);
  }
}

void write_basis(TextPage& page, const PackageReport& package, bool verbose) {
  Section section(page, "Basis");
  if (verbose) {
    for (const LegalBasis& row : package.legal_basis) {
      std::string text = row.right + " " + row.strength;
      if (!row.reason.empty()) text += ": " + row.reason;
      if (!row.hand.empty() && row.hand != "any") text += " For the hand: " + row.hand + ".";
      if (!row.source.empty()) text += " [" + row.source + ", as of " + row.as_of + "]";
      section.add_led(padded(display(row.jurisdiction), 5), 5, display(text));
    }
    return;
  }
  const std::vector<BasisLine> lines = basis_lines(package);
  for (size_t i = 0; i < lines.size();) {
    const std::string& jurisdiction = lines[i].jurisdiction;
    std::string text;
    for (; i < lines.size() && lines[i].jurisdiction == jurisdiction; ++i) {
      text += (text.empty() ? "" : "; ") + lines[i].right + " " + lines[i].strength;
    }
    section.add_led(padded(display(jurisdiction), 5), 5, display(text));
  }
}

void write_chain(TextPage& page, const PackageReport& package) {
  Section section(page, "Hands");
  for (const Hop& hop : package.chain) {
    section.add(display(fmt::format("{} → {} {}: {} Flow-down {}. {}", hop.from, hop.to, hop.date,
                                    hop.mechanism, hop.flow_down, hop.claims)));
  }
}

}  // namespace

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::critical: return Style::critical;
    case Severity::high: return Style::high;
    case Severity::medium: return Style::medium;
    case Severity::low: return Style::low;
    case Severity::none: return Style::plain;
  }
  return Style::plain;
}

void write_rule(TextPage& page, std::string_view heading) {
  std::string row = "── ";
  row += heading;
  row += ' ';
  const size_t used = columns(row);
  for (size_t i = used; i < page.width(); ++i) row += "─";
  page.line(row);
}

void write_finding(TextPage& page, const Finding& finding, std::string_view place, bool verbose) {
  const bool waived = is_waived(finding);
  const std::string severity =
      finding.severity == Severity::none ? "note" : name_of(finding.severity);
  std::string head = page.styled(display(finding.code), Style::bold);
  if (!place.empty()) head += "  " + display(place);
  if (finding.offset) head += fmt::format(" at byte {}", *finding.offset);
  if (!finding.baseline.empty()) head += " [" + display(finding.baseline) + "]";
  page.paragraph(kLabel,
                 "  " + page.styled(waived ? "waived" : severity,
                                    waived ? Style::dim : style_of(finding.severity)),
                 head);
  page.paragraph(kLabel, "", display(finding.message));
  if (verbose && !finding.why.empty()) page.paragraph(kLabel, "", display(finding.why), Style::dim);
  if (waived) {
    page.paragraph(
        kLabel, "",
        display(fmt::format("{}; waived by {} until {}: {}", severity, finding.waiver->approver,
                            finding.waiver->expires, finding.waiver->reason)),
        Style::dim);
  } else if (!finding.resolve.empty()) {
    page.paragraph(kLabel + 2, std::string(kLabel, ' ') + "→", display(finding.resolve));
  }
  if (verbose)
    page.paragraph(kLabel, "", display(finding.id + " " + finding.fingerprint), Style::dim);
}

void write_package(TextPage& page, const Report&, const View& view, const PackageReport& package,
                   bool verbose) {
  const bool fails = view.fails(package);
  write_rule(
      page, page.styled(verdict_word(fails, package.complete), fails ? Style::bad : Style::good) +
                "  " + page.styled(display(name_of(package)), Style::bold) + "  " +
                page.styled(fmt::format("risk {}", name_of(package.risk)), style_of(package.risk)));
  std::string origin = display(package.root) + ", " + display(package.kind);
  if (!package.store_name.empty()) origin += ", " + display(package.store_name);
  if (package.family) {
    origin += display(fmt::format(", looks like {}{}{}", package.family->id,
                                  package.family->generation.empty() ? "" : " ",
                                  package.family->generation));
  }
  if (!package.has_weights) origin += ", no weights inside";
  page.paragraph(2, "", origin, Style::dim);
  write_terms(page, package);
  write_evidence(page, package, verbose);
  write_findings(page, view, package, verbose);
  if (!package.findings.empty()) page.line();
  write_duties(page, package, verbose);
  write_lineage(page, package, verbose);
  if (verbose) write_chain(page, package);
  write_basis(page, package, verbose);
  Section unknown(page, "Unknown");
  for (const std::string& sentence : unknowns(package, view))
    unknown.add_led("·", 2, display(sentence));
  Section notes(page, "Notes");
  for (const std::string& note : package.notes) notes.add_led("·", 2, display(note));
}

}  // namespace modelaudit::report
