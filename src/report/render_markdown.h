// A comment for a pull request or a job summary (GitHub and GitLab Markdown): summary first, one
// row for each package, then what fails, folded.
//
// Forges cut or refuse long comments (GitHub: 65,536 characters), so the document stays below
// 60,000 bytes: whole packages are left out and counted, and a block that was opened is always
// closed. The first line is a marker in a comment by which a job finds its earlier comment. Text of
// inputs can not mention people, link, or open HTML (escape.h).
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_markdown(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
