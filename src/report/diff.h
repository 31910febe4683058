// What changed between two reports, in words: terms, duties, lineage, integrity, findings, verdict.
//
// Both reports are stated facts; nothing is judged again. Packages are held against each other by id,
// then by the name in their store without its revision, then by name, then, if one is left on each
// side, that one: reports of two folders or of two revisions are comparable. Artifacts are compared by
// their path inside the package; one that moved is found by its digest. Findings by fingerprint.
//
// A change that only the rulebook made looks like any other: where the rulebooks differ, that is said
// first. `worse` and `better` say which way a change points for who passes the model on; most changes
// of bytes are neither.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/renderers.h"
#include "report/report.h"

namespace modelaudit::report {

enum class Direction { neutral, worse, better };
const char* name_of(Direction direction);

struct Change {
  std::string area;      ///< run, package, verdict, terms, duties, lineage, integrity, findings
  std::string kind;      ///< added, removed, changed
  Direction direction = Direction::neutral;
  std::string subject;   ///< license, duty, base, path, finding code
  std::string before, after;
  std::string says;      ///< one sentence, raw bytes of inputs in it
};

struct PackageChanges {
  std::string id, name;            ///< of the new report, else of the old one
  std::string kind;                ///< added, removed, changed, unchanged
  std::vector<Change> changes;
};

struct ReportDiff {
  static constexpr const char* kSchema = "modelaudit.diff/1";
  std::vector<Change> run;                ///< program, rulebook, intended use, gate, summary
  std::vector<PackageChanges> packages;   ///< changed ones first, then by name
  bool changed() const;
};

ReportDiff diff_reports(const Report& before, const Report& after);

void render_diff_text(const ReportDiff& diff, const RenderOptions& options, const Sink& sink);
void render_diff_json(const ReportDiff& diff, const RenderOptions& options, const Sink& sink);
void render_diff_markdown(const ReportDiff& diff, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
