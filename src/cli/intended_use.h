// The flags that say what the user means to do with the model.
#pragma once

#include <optional>
#include <string>

#include "cli/flags.h"
#include "report/report.h"

namespace modelaudit::cli {

/// A whole decimal number; nothing for anything else.
std::optional<uint64_t> parse_number(std::string_view text);

/// Fills `use`; a message if a flag has a wrong value.
std::optional<std::string> intended_use(const Arguments& arguments, report::IntendedUse& use);

}  // namespace modelaudit::cli
