// A report read back from its JSON, so that `convert` makes any format from a kept report: parse
// and render give byte for byte what the direct path gives.
//
// The document is a stranger's: bounded in size and depth, each key once, every known key of its
// type (strict_json.h, json_fields.h). A schema of another name or number is refused by name. Keys
// that this version does not know are ignored, because additive changes keep the number. Ids that
// point nowhere are kept; renderers skip them.
#pragma once

#include <string_view>

#include "core/result.h"
#include "report/report.h"

namespace modelaudit::report {

/// Codes: report-malformed (no JSON, or a key of another type: `found` names the place),
/// report-version, report-too-large. The Report owns its artifacts: move it, do not copy it.
Result<Report> parse_report(std::string_view json);

}  // namespace modelaudit::report
