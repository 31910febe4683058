// The duties as a table for a spreadsheet: one row for each duty of each package, RFC 4180 with
// CRLF, a fixed header row, UTF-8 without byte order mark. Every field is quoted and safe from
// formulas (escape.h).
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_csv(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
