// Small files of the user (policies, reports, lists) into memory.
#pragma once

#include <optional>
#include <string>

namespace modelaudit::cli {

/// All bytes of a file; of standard input for `-`. Nothing when it cannot be read.
std::optional<std::string> read_file(const std::string& path);

}  // namespace modelaudit::cli
