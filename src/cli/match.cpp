// match: the term matcher alone, on any text.
#include <unistd.h>

#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/law.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "core/json_writer.h"
#include "core/utf8.h"
#include "inspect/sources/file_roles.h"

namespace modelaudit::cli {
namespace {

constexpr uint64_t kMostBytes = uint64_t{64} << 20;

void write_span(JsonWriter& json, const assess::ByteSpan& span) {
  json.begin_object();
  json.member("offset", span.offset);
  json.member("length", span.length);
  json.end_object();
}

void write_match(JsonWriter& json, const assess::TermsMatch& match) {
  json.begin_object();
  json.member_if("license", match.license);
  json.member_if("version", match.version);
  if (!match.candidates.empty()) json.strings("candidates", match.candidates);
  json.member("kind", name_of(match.kind));
  json.member("strength", name_of(match.strength));
  if (match.negated) json.member("negated", true);
  if (match.punctuation_differs) json.member("punctuation_differs", true);
  json.member_if("expression", match.expression);
  json.key("where");
  json.begin_object();
  json.member("offset", match.spans.empty() ? uint64_t{0} : match.spans.front().offset);
  json.member("length", match.spans.empty() ? uint64_t{0} : match.spans.front().length);
  json.end_object();
  if (match.spans.size() > 1) {
    json.key("spans");
    json.begin_array();
    for (const assess::ByteSpan& span : match.spans) write_span(json, span);
    json.end_array();
  }
  if (match.kind == assess::MatchKind::text || match.kind == assess::MatchKind::header) {
    json.key("coverage");
    json.begin_object();
    json.member("official", match.coverage_official);
    json.member("found", match.coverage_found);
    json.end_object();
    json.key("differences");
    json.begin_array();
    for (const assess::Difference& difference : match.differences) {
      json.begin_object();
      json.member("kind", name_of(difference.kind));
      json.member_if("section", difference.section);
      json.key("where");
      write_span(json, difference.where);
      json.member_if("found", difference.found);
      json.member("official_words", difference.official_words);
      json.end_object();
    }
    json.end_array();
    json.member("differences_total", match.differences_total);
    if (!match.missing_sections.empty()) json.strings("missing_sections", match.missing_sections);
    if (!match.twins.empty()) {
      json.key("twins");
      json.begin_array();
      for (const assess::Twin& twin : match.twins) {
        json.begin_object();
        json.member("license", twin.license);
        json.member_if("version", twin.version);
        json.member("separated_by", twin.separated_by);
        json.end_object();
      }
      json.end_array();
    }
  }
  json.end_object();
}

std::string json_line(const std::string& file, const assess::TermsResult& result) {
  std::string line;
  JsonWriter json(line);
  json.begin_object();
  json.member("file", file);
  json.strings("ids", result.ids);
  json.key("findings");
  json.begin_array();
  for (const assess::TermsMatch& match : result.matches) write_match(json, match);
  json.end_array();
  if (!result.unexplained.empty()) {
    json.key("unexplained");
    json.begin_array();
    for (const assess::Unexplained& item : result.unexplained) {
      json.begin_object();
      json.key("where");
      write_span(json, item.where);
      json.member("found", item.found);
      json.member("reason", item.reason);
      json.end_object();
    }
    json.end_array();
  }
  if (!result.limits.empty()) {
    json.key("limits");
    json.begin_array();
    for (const Damage& limit : result.limits) {
      json.begin_object();
      json.member("code", limit.code);
      json.member("expected", limit.expected);
      json.member("found", limit.found);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  return line + "\n";
}

std::string text_lines(const std::string& file, const assess::TermsResult& result) {
  std::string ids;
  for (const std::string& id : result.ids) ids += (ids.empty() ? "" : ", ") + id;
  std::string text = fmt::format("{}: {}\n", display(file), ids.empty() ? "no license terms found" : ids);
  for (const assess::TermsMatch& match : result.matches) {
    std::string what = match.license.empty() ? "one of:" : match.license;
    for (const std::string& candidate : match.candidates) what += " " + candidate;
    if (!match.version.empty()) what += " " + match.version;
    text += fmt::format("  {} ({}{}, {})", what, match.negated ? "negated " : "", name_of(match.kind), name_of(match.strength));
    if (!match.spans.empty()) {
      text += fmt::format(" at {}+{}", match.spans.front().offset, match.spans.front().length);
    }
    if (match.kind == assess::MatchKind::text && match.strength != assess::Strength::identical) {
      text += fmt::format(", {:.1f}% of the official text, {} differences", 100 * match.coverage_official,
                          match.differences_total);
    }
    text += "\n";
    for (const assess::Difference& difference : match.differences) {
      text += fmt::format("    {}{}: {}\n", name_of(difference.kind),
                          difference.section.empty() ? "" : " in section " + display(difference.section),
                          difference.found.empty() ? fmt::format("{} words missing", difference.official_words)
                                                   : "\"" + display_short(difference.found) + "\"");
    }
    for (const assess::Twin& twin : match.twins) {
      text += fmt::format("    not {} {}: {}\n", twin.license, twin.version, display(twin.separated_by));
    }
  }
  for (const assess::Unexplained& item : result.unexplained) {
    text += fmt::format("  unexplained ({}) at {}: \"{}\"\n", item.reason, item.where.offset, display_short(item.found));
  }
  for (const Damage& limit : result.limits) text += fmt::format("  {}: {}\n", limit.code, display(limit.expected));
  return text;
}

// At most kMostBytes of a file; `cut` tells whether there was more.
bool read_text(const std::string& path, std::string& text, bool& cut) {
  std::ifstream file;
  if (path != "-") {
    file.open(path, std::ios::binary);
    if (!file) return false;
  }
  std::istream& in = path == "-" ? std::cin : file;
  text.clear();
  std::string chunk(size_t{1} << 16, '\0');
  while (text.size() < kMostBytes && (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), in.gcount() > 0)) {
    text.append(chunk.data(), static_cast<size_t>(in.gcount()));
  }
  cut = text.size() >= kMostBytes && in.peek() != std::char_traits<char>::eof();
  return !in.bad();
}

}  // namespace

int run_match(const Arguments& arguments) {
  const Result<std::unique_ptr<Law>> law = load_law(arguments);
  if (!law) {
    print_damage(law.error());
    return kUsage;
  }
  const bool json = arguments.has("json");
  int exit_code = kPass;
  std::string text;
  const auto failed = write_output("-", [&](const auto& sink) {
    for (const std::string& path : arguments.operands) {
      bool cut = false;
      if (!read_text(path, text, cut)) {
        print_error("modelaudit: cannot read " + display(path) + "\n");
        exit_code = kUsage;
        continue;
      }
      assess::TextHint hint;
      const inspect::FileRole role = inspect::file_role(inspect::file_name_of(path));
      hint.is_license_file = role == inspect::FileRole::license;
      assess::TermsResult result = (*law)->matcher().match(text, hint);
      if (cut) {
        result.limits.push_back({"limit-text-bytes", DamageClass::limit, path, kMostBytes,
                                 "at most " + std::to_string(kMostBytes) + " bytes", "more"});
      }
      sink(json ? json_line(path, result) : text_lines(path, result));
    }
  });
  if (failed) {
    print_error("modelaudit: " + *failed + "\n");
    return kOutputFailed;
  }
  return exit_code;
}

}  // namespace modelaudit::cli
