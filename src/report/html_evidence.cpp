// The signs on which the terms of a package rest: what each is, where it stands, the quoted text,
// and word by word what differs from the official text. The official words themselves are not in a
// report (texts of licenses are not ours to copy), so a change shows the found words and says how
// many official ones stand in their place.
#include <fmt/format.h>

#include "core/utf8.h"
#include "report/escape.h"
#include "report/html_parts.h"

namespace modelaudit::report {
namespace {

constexpr size_t kQuote = 4000;
constexpr size_t kDifferences = 60;

// The quote with the found words of differences marked where they stand in it.
std::string marked_quote(const Evidence& evidence) {
  std::string_view quote(evidence.quote);
  quote = quote.substr(0, kQuote);
  std::string out;
  while (!quote.empty()) {
    size_t at = std::string_view::npos;
    size_t length = 0;
    for (const Difference& difference : evidence.differences) {
      if (difference.found.empty()) continue;
      const size_t found = quote.find(difference.found);
      if (found < at) {
        at = found;
        length = difference.found.size();
      }
    }
    out += markup_block(quote.substr(0, at));
    if (at == std::string_view::npos) break;
    out += "<ins>" + markup_block(quote.substr(at, length)) + "</ins>";
    quote.remove_prefix(at + length);
  }
  return out;
}

std::string difference_item(const Difference& difference) {
  std::string out = "<li>";
  if (!difference.section.empty()) out += "<strong>" + text(difference.section) + "</strong> ";
  out += text(difference.kind) +
         fmt::format(" <span class=\"dim\">(byte {})</span>: ", difference.offset);
  if (difference.official_words > 0) {
    out += fmt::format("<del>[{}]</del> ", count_words(difference.official_words, "official word"));
  }
  if (!difference.found.empty())
    out += "<ins>" + text(display_short(difference.found, 1000)) + "</ins>";
  return out + "</li>\n";
}

std::string facts_of(const PackageReport& package, const Evidence& evidence) {
  std::string out = "<p class=\"dim small\">Source: " + text(evidence.source);
  if (!evidence.artifact.empty()) out += ", in " + text(path_in(package, evidence.artifact));
  for (const Span& span : evidence.where) {
    if (!span.key.empty()) out += ", field " + code(span.key);
    if (span.length > 0)
      out += fmt::format(", bytes {} to {}", span.offset, span.offset + span.length);
  }
  if (evidence.coverage_official) {
    out += fmt::format("; holds {:.1f} % of the official text", *evidence.coverage_official * 100);
  }
  if (evidence.coverage_found)
    out += fmt::format("; {:.1f} % of the found text is official", *evidence.coverage_found * 100);
  return out + fmt::format(". <span class=\"hash\">{}</span></p>", markup(evidence.id));
}

}  // namespace

std::string html_evidence(const PackageReport& package, const std::string& anchor) {
  if (package.evidence.empty()) return "<p>No sign of any terms was found.</p>\n";
  std::string out = "<ul class=\"items\">\n";
  size_t number = 0;
  for (const Evidence& evidence : package.evidence) {
    out += fmt::format("<li id=\"{}e{}\"><p>{} <strong>{}</strong></p>", anchor, ++number,
                       tag(evidence.strength, "note"),
                       text(terms_label(evidence.license, evidence.version)));
    if (!evidence.says.empty()) out += "<p>" + text(evidence.says) + "</p>";
    out += facts_of(package, evidence);
    if (!evidence.candidates.empty()) {
      out += "<p class=\"small\">One of: " +
             text(fmt::format("{}", fmt::join(evidence.candidates, ", "))) + "</p>";
    }
    if (!evidence.quote.empty()) {
      out += "<pre class=\"quote\"><bdi>" + marked_quote(evidence) +
             (evidence.quote.size() > kQuote ? "…" : "") + "</bdi></pre>";
    }
    if (!evidence.differences.empty()) {
      out +=
          "<p class=\"small\">Differences from the official text:</p><ul class=\"diff small\">\n";
      for (size_t i = 0; i < evidence.differences.size() && i < kDifferences; ++i) {
        out += difference_item(evidence.differences[i]);
      }
      if (evidence.differences.size() > kDifferences) {
        out += fmt::format("<li>… and {} more in the JSON report</li>\n",
                           evidence.differences.size() - kDifferences);
      }
      out += "</ul>";
    }
    if (!evidence.missing_sections.empty()) {
      out += "<p class=\"small\">Missing sections: " +
             text(fmt::format("{}", fmt::join(evidence.missing_sections, ", "))) + "</p>";
    }
    for (const TwinNote& twin : evidence.twins) {
      out += fmt::format("<p class=\"small\">Not {}, which differs in: {}</p>",
                         text(terms_label(twin.license, twin.version)), text(twin.separated_by));
    }
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

}  // namespace modelaudit::report
