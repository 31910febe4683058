#include "cli/record_text.h"

#include <fmt/format.h>

namespace modelaudit::cli {
namespace {

const char* word_of(assess::Mark mark) {
  switch (mark) {
    case assess::Mark::read: return "read";
    case assess::Mark::inferred: return "inferred";
    case assess::Mark::recalled: return "recalled";
    case assess::Mark::unread: return "unread";
  }
  return "unread";
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

void line(std::string& text, std::string_view label, std::string_view value) {
  if (!value.empty()) text += fmt::format("  {:<16}{}\n", label, value);
}

// Wraps at blanks; every line begins with `indent` blanks.
std::string wrapped(std::string_view words, size_t indent, size_t width = 100) {
  std::string text;
  std::string row(indent, ' ');
  while (!words.empty()) {
    const size_t blank = words.find_first_of(" \n");
    const std::string_view word = words.substr(0, blank);
    if (row.size() > indent && row.size() + 1 + word.size() > width) {
      text += row + "\n";
      row.assign(indent, ' ');
    }
    if (!word.empty()) {
      if (row.size() > indent) row += ' ';
      row += word;
    }
    words = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
  }
  return row.size() > indent ? text + row + "\n" : text;
}

}  // namespace

std::string license_text(const assess::LicenseRecord& record) {
  std::string text = fmt::format("{} {}\n{}\n\n", record.id, record.version, record.title);
  line(text, "kind", record.kind);
  line(text, "licensor", record.licensor + (record.licensor_country.empty() ? "" : " (" + record.licensor_country + ")"));
  line(text, "classes", joined(record.classes));
  line(text, "Hub tags", joined(record.hub_tags));
  line(text, "also known as", joined(record.aliases));
  line(text, "accepted by", record.acceptance);
  line(text, "governing law", record.governing_law);
  line(text, "incorporates", joined(record.incorporates));
  line(text, "replaced by", record.replaced_by);
  line(text, "derivatives", record.derivatives == "unread" ? "unread"
                            : fmt::format("terms {}follow them{}", record.derivatives == "yes" ? "" : "do not ",
                                          record.derivatives_section.empty() ? "" : " (" + record.derivatives_section + ")"));
  for (const assess::LicenseUrl& url : record.urls) line(text, "address", url.url + (url.note.empty() ? "" : "  (" + url.note + ")"));
  line(text, "text", record.texts.empty() ? "not held" : fmt::format("{} fingerprint{}", record.texts.size(), record.texts.size() == 1 ? "" : "s"));
  if (!record.clauses.empty()) text += "\nClauses\n";
  for (const assess::Clause& clause : record.clauses) {
    text += fmt::format("  {}{}{}\n", clause.section, clause.obligation.empty() ? "" : "  [" + clause.obligation + "]",
                        clause.source.mark == assess::Mark::read ? "" : fmt::format("  ({})", word_of(clause.source.mark)));
    text += wrapped(clause.summary, 6);
    for (const auto& [name, value] : clause.parameters) text += fmt::format("      {} = {}\n", name, value);
  }
  if (!record.note.empty()) text += "\n" + wrapped(record.note, 2);
  if (!record.sources.empty()) text += "\nSources\n";
  for (const assess::Source& source : record.sources) {
    text += fmt::format("  {} ({}{})\n", source.where, word_of(source.mark), source.date.empty() ? "" : ", " + source.date);
  }
  return text;
}

std::string finding_text(const assess::FindingRule& rule) {
  std::string text = fmt::format("{}  ({}, severity {})\n\n", rule.code, rule.finding_class, rule.severity);
  text += wrapped(rule.message, 2);
  if (!rule.why.empty()) text += "\nWhy it matters\n" + wrapped(rule.why, 2);
  if (!rule.resolve.empty()) text += "\nWhat resolves it\n" + wrapped(rule.resolve, 2);
  return text;
}

std::string obligation_text(const assess::Rulebook& rulebook, const assess::Obligation& obligation) {
  std::string text = fmt::format("{}: {}\n\n", obligation.id, obligation.title);
  text += wrapped(obligation.explain, 2);
  text += fmt::format("\n  bites for       {}\n", obligation.uses.empty() ? "every use" : joined(obligation.uses));
  text += fmt::format("  if missing      {}\n", obligation.severity);
  if (!obligation.satisfy.empty()) text += "\nWhat satisfies it\n" + wrapped(obligation.satisfy, 2);
  text += "\nLicenses with this duty\n";
  for (const assess::LicenseRecord& record : rulebook.licenses) {
    for (const assess::Clause& clause : record.clauses) {
      if (clause.obligation != obligation.id) continue;
      text += fmt::format("  {} {}, {}\n", record.id, record.version, clause.section);
      break;
    }
  }
  return text;
}

}  // namespace modelaudit::cli
