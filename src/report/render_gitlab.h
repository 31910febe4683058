// GitLab Code Quality: a JSON array, one entry for each open finding (docs.gitlab.com, Code Quality
// report format).
//
// Entries of one fingerprint are one entry in the merge request, so each finding gives its own.
// Weights have no lines: line 1. A member of a container is shown at the container, because GitLab
// must find the path in the repository. Waived findings are left out: the widget has no place for
// them. `[]` when there is nothing to show.
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_gitlab(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
