// The report for counsel: one file that needs nothing else. It answers, in this order: may we pass
// it on, what do we owe, why, under whose law, what is unknown; then evidence, waivers, method and
// limits, and a block to sign.
//
// No script, no image, no font, no address is loaded: the policy in its head
// (Content-Security-Policy) allows one style sheet, by the digest of its bytes, and nothing else;
// style attributes do not exist. Text of inputs is escaped, isolated by <bdi>, and never a link
// unless it is a plain https address. Structure: one main, headings in order, named regions for
// what scrolls, words beside every colour. Tests run it in a browser.
//
// Long lists are cut with a count; the JSON report is the place for all of it.
#pragma once

#include "report/renderers.h"

namespace modelaudit::report {

void render_html(const Report& report, const RenderOptions& options, const Sink& sink);

}  // namespace modelaudit::report
