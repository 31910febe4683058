// Text of an input is inert in every sink, whatever it holds.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "core/utf8.h"
#include "report/renderers.h"
#include "report/sample_report.h"

using namespace modelaudit;
using namespace modelaudit::report;

namespace {

const std::vector<std::string>& hostile_texts() {
  static const std::vector<std::string> texts = {
      "\x1b[2J\x1b]0;title\x07",
      std::string("nul\0nul", 7),
      "\u202Egpj.exe \u2066x\u2069 \u200B\uFEFF",
      "caf\xe9 \xff\xfe \xed\xa0\x80 \xc0\x80",
      "<script>alert(1)</script><img src=x onerror=alert(1)>",
      "\"><svg onload=alert(1)>' onmouseover='x",
      "]]><!-- --><![CDATA[ &xxe; %pe;",
      "=HYPERLINK(\"http://evil.example\",\"x\")",
      "@team #1 www.evil.example [x](javascript:alert(1)) `code` | cell |",
      "line\r\nbreak\n::error file=x::forged\nlast",
      "{0} [link](1) %s ${x} $(x) \\u003cscript\\u003e",
      "javascript:alert(1)",
      "https://evil.example/\"onclick=\"x",
      "\uFFFE\uFFFF\U0010FFFF \u2028\u2029 \u0085",
      std::string(5000, 'A'),
      "",
  };
  return texts;
}

std::string document_of(const Renderer& renderer, const std::string& hostile, bool github = false) {
  RenderOptions options;
  options.verbose = true;
  options.sarif_github = github;
  return render_to_string(renderer.render, hostile_report(hostile), options);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile)

BOOST_AUTO_TEST_CASE(no_sink_shows_a_control_bidi_or_invisible_character) {
  for (const std::string& text : hostile_texts()) {
    for (const Renderer& renderer : renderers()) {
      for (const bool github : {false, true}) {
        const std::string document = document_of(renderer, text, github);
        for (std::string_view rest = document; !rest.empty();) {
          const CodePoint point = decode_utf8(rest);
          const bool layout =
              point.value == '\n' || (point.value == '\r' && renderer.format == "csv");
          if (!point.valid || (is_unsafe_to_show(point.value) && !layout)) {
            BOOST_ERROR(renderer.format << " shows U+" << std::hex << uint32_t{point.value}
                                        << " of " << display(text));
            break;
          }
          rest.remove_prefix(point.length);
        }
      }
    }
  }
}

// Left in the build folder for the validators that are not ours
// (tests/scripts/validate_reports.sh).
BOOST_AUTO_TEST_CASE(documents_are_left_for_the_independent_validators) {
  const std::filesystem::path folder =
      std::filesystem::path(MODELAUDIT_BINARY_DIR) / "hostile-reports";
  std::filesystem::create_directories(folder);
  for (size_t i = 0; i < hostile_texts().size(); ++i) {
    for (const Renderer& renderer : renderers()) {
      const std::string name = std::to_string(i) + "." + std::string(renderer.format) + "." +
                               std::string(renderer.extension);
      std::ofstream out(folder / name, std::ios::binary);
      out << document_of(renderer, hostile_texts()[i]);
      BOOST_TEST(out.good());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_line_end_of_an_input_ends_no_line) {
  for (const Renderer& renderer : renderers()) {
    const std::string document = document_of(renderer, "line\r\n::error file=x::forged");
    BOOST_TEST(document.find("\n::error") == std::string::npos, renderer.format);
  }
}

BOOST_AUTO_TEST_CASE(markup_of_an_input_opens_no_element) {
  for (const std::string& text : hostile_texts()) {
    for (const Renderer& renderer : renderers()) {
      if (renderer.extension != "html" && renderer.extension != "xml" &&
          renderer.format != "markdown")
        continue;
      const std::string document = document_of(renderer, text);
      for (const std::string_view opened :
           {"<script", "<img", "<svg onload", "<!--  -->", "<![CDATA[", "&xxe;"}) {
        // Inside a code span of Markdown nothing is markup.
        const size_t found = document.find(opened);
        const bool in_code = renderer.format == "markdown" && found != std::string::npos &&
                             document.substr(0, found).find_last_of('`') >
                                 document.substr(0, found).find_last_of('\n');
        BOOST_TEST((found == std::string::npos || in_code), renderer.format << " holds " << opened);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_csv_field_begins_a_formula) {
  for (const std::string& text : hostile_texts()) {
    const std::string document = document_of(*find_renderer("csv"), text);
    for (const std::string_view begin : {"\"=", "\"+", "\"-", "\"@", ",=", ",+", ",@"}) {
      for (size_t at = document.find(begin); at != std::string::npos;
           at = document.find(begin, at + 1)) {
        // A quote that is doubled is text inside a field.
        BOOST_TEST((at > 0 && document[at - 1] != ',' && document[at - 1] != '\n'), begin);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(no_link_of_an_input_is_live) {
  for (const Renderer& renderer : renderers()) {
    if (renderer.extension != "html") continue;
    const std::string document = document_of(renderer, "javascript:alert(1)");
    BOOST_TEST(document.find("href=\"javascript") == std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
