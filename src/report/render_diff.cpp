// A difference of two reports as text, JSON (schema modelaudit.diff/1) and Markdown.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/json_writer.h"
#include "core/utf8.h"
#include "report/diff.h"
#include "report/escape.h"
#include "report/view.h"

namespace modelaudit::report {
namespace {

constexpr size_t kMarkdownBytes = 60'000;   // comments end at 65,536
constexpr size_t kText = 400;

constexpr std::array<std::string_view, 7> kAreas = {"package", "verdict", "terms", "duties", "lineage", "integrity", "findings"};

char mark_of(const Change& change) {
  if (change.kind == "added") return '+';
  return change.kind == "removed" ? '-' : '~';
}

std::string sentence(std::string_view raw) { return display_short(raw, kText); }

std::string text_line(const Change& change, bool colour) {
  std::string line = fmt::format("{} {}", mark_of(change), sentence(change.says));
  if (change.direction != Direction::neutral) line += fmt::format("  ({})", name_of(change.direction));
  if (!colour || change.direction == Direction::neutral) return line;
  return fmt::format("\x1b[{}m{}\x1b[0m", change.direction == Direction::worse ? "31" : "32", line);
}

void write_change(JsonWriter& json, const Change& change) {
  json.begin_object(JsonWriter::Layout::line);
  json.member("area", change.area);
  json.member("kind", change.kind);
  json.member("direction", name_of(change.direction));
  json.member("subject", change.subject);
  json.member_if("before", change.before);
  json.member_if("after", change.after);
  json.member("says", change.says);
  json.end_object();
}

uint64_t unchanged(const ReportDiff& diff) {
  return static_cast<uint64_t>(std::count_if(diff.packages.begin(), diff.packages.end(),
                                             [](const PackageChanges& package) { return package.kind == "unchanged"; }));
}

}  // namespace

void render_diff_text(const ReportDiff& diff, const RenderOptions& options, const Sink& sink) {
  if (!diff.changed()) {
    sink("Nothing changed.\n");
    return;
  }
  for (const Change& change : diff.run) sink(text_line(change, options.colour) + "\n");
  if (!diff.run.empty()) sink("\n");
  for (const PackageChanges& package : diff.packages) {
    if (package.kind == "unchanged") continue;
    sink(fmt::format("{} ({})\n", display_short(package.name, kText), package.kind));
    for (const std::string_view area : kAreas) {
      bool is_first = true;
      for (const Change& change : package.changes) {
        if (change.area != area) continue;
        if (is_first && area != "package") sink(fmt::format("  {}\n", area));
        is_first = false;
        sink("    " + text_line(change, options.colour) + "\n");
      }
    }
    sink("\n");
  }
  if (const uint64_t count = unchanged(diff); count > 0) sink(count_words(count, "package") + " unchanged\n");
}

void render_diff_json(const ReportDiff& diff, const RenderOptions&, const Sink& sink) {
  std::string out;
  JsonWriter json(out);
  json.begin_object(JsonWriter::Layout::block);
  json.member("schema", ReportDiff::kSchema);
  json.member("changed", diff.changed());
  json.key("run");
  json.begin_array(JsonWriter::Layout::block);
  for (const Change& change : diff.run) write_change(json, change);
  json.end_array();
  json.key("packages");
  json.begin_array(JsonWriter::Layout::block);
  for (const PackageChanges& package : diff.packages) {
    json.begin_object(JsonWriter::Layout::block);
    json.member("id", package.id);
    json.member("name", package.name);
    json.member("kind", package.kind);
    json.key("changes");
    json.begin_array(JsonWriter::Layout::block);
    for (const Change& change : package.changes) write_change(json, change);
    json.end_array();
    json.end_object();
    sink(out);
    out.clear();
  }
  json.end_array();
  json.end_object();
  sink(out + "\n");
}

void render_diff_markdown(const ReportDiff& diff, const RenderOptions&, const Sink& sink) {
  size_t written = 0;
  bool cut = false;
  const auto put = [&](const std::string& line) {
    if (cut) return;
    cut = written + line.size() > kMarkdownBytes;
    if (cut) {
      sink("\n_More changed than a comment holds. The JSON has all of it._\n");
      return;
    }
    written += line.size();
    sink(line);
  };
  put("## What changed\n\n");
  if (!diff.changed()) {
    put("Nothing.\n");
    return;
  }
  const auto item = [](const Change& change) {
    const char* direction = change.direction == Direction::worse ? "**worse** " : change.direction == Direction::better ? "better " : "";
    return fmt::format("- {}: {}{}\n", change.kind, direction, markdown(sentence(change.says)));
  };
  for (const Change& change : diff.run) put(item(change));
  for (const PackageChanges& package : diff.packages) {
    if (package.kind == "unchanged") continue;
    put(fmt::format("\n### {} ({})\n", markdown_code(display_short(package.name, kText)), package.kind));
    for (const std::string_view area : kAreas) {
      bool is_first = true;
      for (const Change& change : package.changes) {
        if (change.area != area) continue;
        if (is_first) put(fmt::format("\n**{}**\n\n", area));
        is_first = false;
        put(item(change));
      }
    }
  }
  if (const uint64_t count = unchanged(diff); count > 0) put(fmt::format("\n{} unchanged.\n", count_words(count, "package")));
}

}  // namespace modelaudit::report
