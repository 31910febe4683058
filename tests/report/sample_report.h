// A report made by hand, with one of everything a renderer must show: a clean package, a Gemma
// derivative whose tag contradicts its text, and Gemini Nano weights that nobody may pass on. Names
// of the last are hostile.
#pragma once

#include "report/report.h"

namespace modelaudit::report {

Report sample_report();

/// The same package over and over, to measure and to overflow limits of a format.
Report large_report(size_t packages, size_t tensors_each);

/// A report in which every string that can come from an input is `hostile`.
Report hostile_report(const std::string& hostile);

}  // namespace modelaudit::report
