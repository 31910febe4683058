#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/sha256.h"
#include "core/utf8.h"
#include "report/html_parts.h"
#include "report/render_html.h"
#include "report/sample_report.h"
#include "report/treemap.h"

using namespace modelaudit;
using namespace modelaudit::report;

namespace {

std::string page(const Report& report) { return render_to_string(render_html, report); }

std::string between(const std::string& document, std::string_view begin, std::string_view end) {
  const size_t from = document.find(begin) + begin.size();
  return document.substr(from, document.find(end, from) - from);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(html)

BOOST_AUTO_TEST_CASE(the_policy_allows_the_bytes_of_the_style_sheet_and_nothing_else) {
  const std::string document = page(sample_report());
  const Digest digest = sha256(between(document, "<style>", "</style>"));
  const std::string bytes(digest.bytes.begin(), digest.bytes.end());
  BOOST_TEST(between(document, "Content-Security-Policy\" content=\"", "\"") ==
             "default-src 'none'; style-src 'sha256-" + base64(bytes) +
                 "'; base-uri 'none'; form-action 'none'");
}

BOOST_AUTO_TEST_CASE(nothing_is_loaded_run_or_styled_in_place) {
  const std::string document = page(sample_report());
  for (const char* what :
       {"<script", "<img", "<link", "<iframe", " style=\"", " src=\"", "@import", "url("}) {
    BOOST_TEST(document.find(what) == std::string::npos, what);
  }
}

BOOST_AUTO_TEST_CASE(counsel_finds_answer_duties_reasons_law_and_unknowns) {
  const std::string document = page(sample_report());
  for (const char* heading :
       {"May we redistribute it?", "What we owe", "On what signs this rests", "Where it comes from",
        "Through whose hands", "Under whose law", "What is unknown", "Legal basis by jurisdiction",
        "Waivers", "Method and limits", "Sign-off", "no legal advice", "Rulebook",
        "Bytes by terms"}) {
    BOOST_TEST(document.find(heading) != std::string::npos, heading);
  }
}

BOOST_AUTO_TEST_CASE(found_words_are_marked_in_the_quote) {
  BOOST_TEST(page(sample_report())
                 .find("Redistribution. <ins>You may also sell access to the model</ins>") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(only_plain_https_is_a_link) {
  BOOST_TEST(link("https://example.org/a?b=c") ==
             "<a href=\"https://example.org/a?b=c\" rel=\"noopener noreferrer "
             "nofollow\">https://example.org/a?b=c</a>");
  BOOST_TEST(link("http://example.org") == "<bdi>http://example.org</bdi>");
  BOOST_TEST(link("javascript:alert(1)") == "<bdi>javascript:alert(1)</bdi>");
  BOOST_TEST(link("https://example.org/\"onclick=\"x") ==
             "<bdi>https://example.org/&quot;onclick=&quot;x</bdi>");
  BOOST_TEST(link("https://ex\u202Eample.org") == "<bdi>https://ex\\u{202e}ample.org</bdi>");
}

BOOST_AUTO_TEST_CASE(an_incomplete_package_is_never_said_to_pass) {
  Report report = sample_report();
  for (PackageReport& package : report.packages) {
    package.verdict = "pass";
    package.complete = false;
  }
  report.summary.verdict = "pass";
  const std::string document = page(report);
  BOOST_TEST(document.find("PASS") == std::string::npos);
  BOOST_TEST(document.find("It cannot be said: not everything was read.") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(tiles_fill_the_rectangle_and_are_as_large_as_their_weights) {
  const std::vector<uint64_t> weights = {600, 300, 60, 25, 10, 5, 0};
  const std::vector<Tile> tiles = squarify(weights, 720, 260);
  BOOST_REQUIRE(tiles.size() == 6U);
  double area = 0;
  for (const Tile& tile : tiles) {
    BOOST_TEST(std::abs(tile.width * tile.height / (720.0 * 260.0) -
                        static_cast<double>(weights[tile.item]) / 1000) < 1e-9);
    BOOST_TEST(tile.x >= 0);
    BOOST_TEST(tile.x + tile.width <= 720 + 1e-6);
    BOOST_TEST(tile.y + tile.height <= 260 + 1e-6);
    area += tile.width * tile.height;
  }
  BOOST_TEST(std::abs(area - 720.0 * 260.0) < 1e-6);
}

BOOST_AUTO_TEST_CASE(no_weight_gives_no_tile) {
  BOOST_TEST(squarify({}, 10, 10).empty());
  BOOST_TEST(squarify({0, 0}, 10, 10).empty());
  BOOST_TEST(squarify({UINT64_MAX, UINT64_MAX, 1}, 10, 10).size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
