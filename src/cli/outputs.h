// Where results go: `--output FORMAT=PATH`. A file is written beside its place and renamed when it is whole, so a reader
// sees the old one or the new one and never a half; standard output is written through.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.h"

namespace modelaudit::cli {

struct OutputRequest {
  std::string format;
  std::string path;   ///< `-`: standard output
};

/// The requests of --output and --json; `otherwise` where none was given. An error message instead if one is not of the
/// form FORMAT=PATH or two want the same place.
std::optional<std::string> output_requests(const Arguments& arguments, const OutputRequest& otherwise,
                                           std::vector<OutputRequest>& requests);

/// Calls `write` with a sink that goes to the path. Returns what went wrong, if something did.
std::optional<std::string> write_output(const std::string& path,
                                        const std::function<void(const std::function<void(std::string_view)>&)>& write);

}  // namespace modelaudit::cli
