// The parts of render_html, one file each. Not for other rooms.
//
// Text of inputs goes through `text` (isolated by <bdi>, so that its direction ends with it) or, in
// attributes and SVG, through markup() of escape.h. What is written by us is written as it is.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "report/view.h"

namespace modelaudit::report {

/// <bdi>…</bdi> around escaped text.
std::string text(std::string_view raw);
/// The same in <code>.
std::string code(std::string_view raw);
/// A label with the word of a severity, a verdict or a state on the colour of the class.
std::string tag(std::string_view word, std::string_view css_class);
std::string severity_tag(Severity severity);
/// `fail`, `incomplete` or `pass`: the CSS class of a verdict.
std::string_view verdict_class(bool fails, bool complete);
/// A link if the address is plain https, else text.
std::string link(std::string_view address);

/// One package with everything that belongs to it. `anchor` is its id in the page.
std::string html_package(const Report& report, const View& view, const PackageReport& package,
                         const std::string& anchor);

std::string html_finding(const Finding& finding, std::string_view place);
std::string html_evidence(const PackageReport& package, const std::string& anchor);

/// Inline SVG with a title and a description.
std::string svg_lineage(const PackageReport& package, const std::string& anchor);
std::string svg_chain(const PackageReport& package, const std::string& anchor);

/// Bytes by concluded terms: a treemap and the table that says the same.
std::string html_bytes_by_terms(const Report& report, const View& view);

/// Every row of legal basis of the report once, by terms and jurisdiction.
std::string html_legal_basis(const Report& report);

}  // namespace modelaudit::report
