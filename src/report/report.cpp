#include "report/report.h"

#include <array>

namespace modelaudit::report {
namespace {

struct SeverityRow {
  Severity severity;
  const char* word;
};
constexpr std::array<SeverityRow, 5> kSeverities = {{
    {Severity::none, "none"},
    {Severity::low, "low"},
    {Severity::medium, "medium"},
    {Severity::high, "high"},
    {Severity::critical, "critical"},
}};

}  // namespace

const char* name_of(Severity severity) { return kSeverities[static_cast<size_t>(severity)].word; }

std::optional<Severity> severity_from(std::string_view word) {
  for (const SeverityRow& row : kSeverities) {
    if (row.word == word) return row.severity;
  }
  return std::nullopt;
}

}  // namespace modelaudit::report
