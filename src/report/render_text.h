// The report for a release engineer: the answer in ten seconds, then why, then what to do.
//
// First the verdict and one line for each package, worst first; then each package with its terms,
// the signs that decide them, findings with what resolves them (→), duties as a checklist ([x] met,
// [ ] missing, [?] cannot tell), lineage, legal basis by jurisdiction, and what is unknown. The
// last line is the summary, where a terminal shows it. `verbose` adds all evidence with places,
// quotes and differences, duties that are not triggered, sources of the legal basis, the chain of
// hands and the waiver register.
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_text(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
