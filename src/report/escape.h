// Text of an input, made inert for one syntax each. All of them take raw bytes and begin with the
// display form (core/utf8.h), so that control, bidi and zero-width characters never act; on top
// they escape what their syntax reads.
#pragma once

#include <string>
#include <string_view>

namespace modelaudit::report {

/// XML 1.0 and HTML, as text or in a quoted attribute: & < > " ' as references.
std::string markup(std::string_view raw);

/// The same, with line ends and tabs kept, as references: for quoted blocks.
std::string markup_block(std::string_view raw);

/// One field of a CSV file (RFC 4180), always quoted. What a spreadsheet would take for a formula
/// gets an apostrophe before it (CWE-1236; quoting alone does not help, the program unquotes
/// first).
std::string csv_field(std::string_view raw);

/// GitHub and GitLab Markdown in running text or a table cell. Words that hold anything but
/// letters, digits and plain punctuation go into code spans: nothing in them is a link, a mention,
/// a reference, an emoji or HTML.
std::string markdown(std::string_view raw);

/// The whole text as one code span.
std::string markdown_code(std::string_view raw);

/// The whole text as an HTML code element, for Markdown inside an HTML block, where backticks mean nothing.
std::string markdown_code_element(std::string_view raw);

/// A path as a relative URI reference (RFC 3986, section 4.2): every byte but the unreserved ones
/// and `/` is percent-encoded, and a first segment with a colon does not read as a scheme.
std::string uri_path(std::string_view raw);

/// The file of a path chain that lies on disk: everything before the first `!/`.
std::string_view outer_path(std::string_view chain);

}  // namespace modelaudit::report
