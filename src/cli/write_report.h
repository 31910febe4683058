// A report into the formats that --output asks for.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/flags.h"
#include "cli/outputs.h"
#include "report/report.h"

namespace modelaudit::cli {

/// A message when a request names no known format.
std::optional<std::string> check_formats(const std::vector<OutputRequest>& requests);

/// Writes every request; the exit code is kPass or kOutputFailed, and the reason is on standard error.
int write_report(const Arguments& arguments, const std::vector<OutputRequest>& requests, const report::Report& report);

}  // namespace modelaudit::cli
