// The two tables of the HTML report that look over all packages: bytes by terms, and legal basis by
// jurisdiction.
#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "core/utf8.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/text_page.h"
#include "report/treemap.h"

namespace modelaudit::report {
namespace {

constexpr size_t kGroups = 24;  // tiles and rows; the rest is one group

struct TermsGroup {
  std::string label;  // raw
  uint64_t bytes = 0;
  uint64_t packages = 0;
  Severity risk = Severity::none;
};

std::string group_label(const PackageReport& package) {
  if (package.concluded.empty())
    return package.terms_status == "none-needed" ? "no terms needed" : "terms unresolved";
  std::string label;
  for (const ConcludedTerms& terms : package.concluded) {
    label += (label.empty() ? "" : " + ") + terms_label(terms.license, terms.version);
  }
  return package.terms_status == "contested" ? label + " (contested)" : label;
}

uint64_t bytes_of(const View& view, const PackageReport& package) {
  uint64_t bytes = 0;
  for (const std::string& id : package.artifacts) {
    if (const ArtifactReport* entry = view.artifact(id)) bytes += entry->artifact->size;
  }
  return bytes;
}

std::vector<TermsGroup> groups_of(const Report& report, const View& view) {
  std::map<std::string, TermsGroup> by_label;
  for (const PackageReport& package : report.packages) {
    TermsGroup& group = by_label[group_label(package)];
    group.bytes += bytes_of(view, package);
    ++group.packages;
    group.risk = std::max(group.risk, package.risk);
  }
  std::vector<TermsGroup> groups;
  for (auto& [label, group] : by_label) {
    group.label = label;
    groups.push_back(std::move(group));
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const TermsGroup& a, const TermsGroup& b) { return a.bytes > b.bytes; });
  if (groups.size() <= kGroups) return groups;
  TermsGroup rest;
  rest.label = fmt::format("{} other terms", groups.size() - kGroups + 1);
  for (size_t i = kGroups - 1; i < groups.size(); ++i) {
    rest.bytes += groups[i].bytes;
    rest.packages += groups[i].packages;
    rest.risk = std::max(rest.risk, groups[i].risk);
  }
  groups.resize(kGroups - 1);
  groups.push_back(rest);
  std::stable_sort(groups.begin(), groups.end(),
                   [](const TermsGroup& a, const TermsGroup& b) { return a.bytes > b.bytes; });
  return groups;
}

std::string treemap(const std::vector<TermsGroup>& groups) {
  std::vector<uint64_t> weights;
  for (const TermsGroup& group : groups) weights.push_back(group.bytes);
  std::string out =
      "<svg class=\"map\" viewBox=\"0 0 720 260\" role=\"img\" aria-labelledby=\"mapt "
      "mapd\"><title id=\"mapt\">Bytes by "
      "terms</title><desc id=\"mapd\">Each tile is as large as the bytes under its terms; the "
      "table below has the "
      "numbers.</desc>\n";
  for (const Tile& tile : squarify(weights, 720, 260)) {
    const TermsGroup& group = groups[tile.item];
    out += fmt::format(
        "<rect class=\"tile {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/>",
        name_of(group.risk), tile.x, tile.y, tile.width, tile.height);
    const auto fits = static_cast<size_t>(tile.width / 7.5);
    if (fits < 8 || tile.height < 24) continue;
    std::string label = display_short(group.label, 400);
    if (columns(label) > fits) label = display_short(group.label, fits - 1);
    out += fmt::format("<text class=\"on\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>", tile.x + 8,
                       tile.y + 19, markup(label));
    if (tile.height < 44) continue;
    out += fmt::format("<text class=\"on\" x=\"{:.1f}\" y=\"{:.1f}\">{}, {}</text>\n", tile.x + 8,
                       tile.y + 37, size_words(group.bytes),
                       group.risk == Severity::none ? "no risk found" : name_of(group.risk));
  }
  return out + "</svg>\n";
}

}  // namespace

std::string html_bytes_by_terms(const Report& report, const View& view) {
  const std::vector<TermsGroup> groups = groups_of(report, view);
  uint64_t total = 0;
  for (const TermsGroup& group : groups) total += group.bytes;
  if (total == 0) return {};
  std::string out =
      "<section aria-labelledby=\"bytes\"><h2 id=\"bytes\">Bytes by terms</h2>\n" + treemap(groups);
  out +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"bytesc\"><table "
      "class=\"wide\"><caption "
      "id=\"bytesc\">Bytes, packages and highest risk by concluded terms</caption><thead><tr><th "
      "scope=\"col\">Terms</th>"
      "<th scope=\"col\">Bytes</th><th scope=\"col\">Share</th><th scope=\"col\">Packages</th><th "
      "scope=\"col\">Risk</th>"
      "</tr></thead><tbody>\n";
  for (const TermsGroup& group : groups) {
    out += fmt::format(
        "<tr><th class=\"name\" scope=\"row\">{}</th><td class=\"number\">{}</td><td "
        "class=\"number\">{:.1f} "
        "%</td><td "
        "class=\"number\">{}</td><td>{}</td></tr>\n",
        text(group.label), size_words(group.bytes),
        static_cast<double>(group.bytes) * 100 / static_cast<double>(total), group.packages,
        group.risk == Severity::none ? tag("none", "none") : severity_tag(group.risk));
  }
  return out + "</tbody></table></div></section>\n";
}

std::string html_legal_basis(const Report& report) {
  using Row = std::tuple<std::string, std::string, std::string, std::string, std::string,
                         std::string, std::string, std::string>;
  std::set<Row> rows;
  for (const PackageReport& package : report.packages) {
    for (const LegalBasis& b : package.legal_basis) {
      rows.emplace(b.license, b.jurisdiction, b.right, b.hand, b.strength, b.reason, b.source,
                   b.as_of);
    }
  }
  std::string out =
      "<section aria-labelledby=\"basis\"><h2 id=\"basis\">Legal basis by jurisdiction</h2>\n<p>On "
      "which right the terms "
      "could rest, and how firm that is where it was looked up. These are facts with sources; they "
      "never lower a risk by "
      "themselves. <strong>Not researched</strong> means that nobody looked.</p>\n";
  if (rows.empty()) out += "<p>No row applies.</p>\n";
  std::string license;
  size_t number = 0;
  for (const Row& row : rows) {
    if (number == 0 || std::get<0>(row) != license) {
      if (number > 0) out += "</tbody></table></div>\n";
      license = std::get<0>(row);
      ++number;
      out += fmt::format(
          "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-labelledby=\"basis{0}\"><table "
          "class=\"wide\"><caption "
          "id=\"basis{0}\">{1}</caption><thead><tr><th scope=\"col\">Where</th><th "
          "scope=\"col\">Right</th><th "
          "scope=\"col\">Strength</th><th scope=\"col\">Reason</th><th "
          "scope=\"col\">Source</th></tr></thead><tbody>\n",
          number, license.empty() ? "Any terms" : text(license));
    }
    const auto& [terms, jurisdiction, right, hand, strength, reason, source, as_of] = row;
    out += fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}{}</td><td>{}</td><td class=\"prose\">{}</td><td "
        "class=\"prose\">{}{}</td></tr>\n",
        text(jurisdiction), text(right),
        hand.empty() || hand == "any"
            ? ""
            : "<br><span class=\"dim small\">hand: " + text(hand) + "</span>",
        text(strength == "not-researched" ? "not researched" : strength), text(reason),
        text(source),
        as_of.empty() ? "" : "<br><span class=\"dim small\">as of " + text(as_of) + "</span>");
  }
  if (number > 0) out += "</tbody></table></div>\n";
  return out + "</section>\n";
}

}  // namespace modelaudit::report
