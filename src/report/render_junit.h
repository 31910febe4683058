// The report as JUnit XML, for Jenkins and GitLab (schema junit-10 of Jenkins' xunit plugin).
//
// One suite for each package. Its cases are the checks: `complete`, `terms`, one for each code that
// was found, and one for each duty, so that what passed can be seen. A case fails where an open
// finding reaches `--fail-on`; findings below it, and waived ones, are told in the output of a
// passing case, so that the job is red exactly when the gate is. What could not be read is an
// error. The suite `gate` holds the verdict itself and what belongs to no package.
//
// Deliberately not written: times, host, properties inside cases (the schema forbids them).
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_junit(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
