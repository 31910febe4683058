// The release gate at the command line: flags → verdict and exit code.
#pragma once

#include <optional>
#include <string>

#include "assess/rulebook/rulebook.h"
#include "cli/flags.h"
#include "report/report.h"

namespace modelaudit::cli {

class Gate {
 public:
  Gate(const Arguments& arguments, const assess::Rulebook& rulebook);
  /// What is wrong with the flags, if something is.
  const std::optional<std::string>& error() const { return error_; }
  /// Sets the summary's verdict and returns the exit code.
  int apply(report::Report& report) const;

 private:
  std::optional<report::Severity> level_;   ///< nothing: no level fails the gate
  std::vector<std::string> codes_;
  std::string shown_;
  std::optional<std::string> error_;
};

}  // namespace modelaudit::cli
