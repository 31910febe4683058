// Lineage and chain of hands as inline SVG: boxes and arrows at fixed places, no layout engine.
// Text in an SVG does not fold, so names are cut to what a box holds; the lists beside the graphs
// give them whole. At most kNodes are drawn and the rest is counted.
#include <algorithm>

#include <fmt/format.h>

#include "core/utf8.h"
#include "report/escape.h"
#include "report/html_parts.h"
#include "report/text_page.h"

namespace modelaudit::report {
namespace {

constexpr size_t kNodes = 12;

// Display text cut to a number of columns.
std::string clipped(std::string_view raw, size_t width) {
  const std::string shown = display(raw);
  if (columns(shown) <= width) return markup(shown);
  std::string cut;
  size_t used = 0;
  for (std::string_view rest = shown; !rest.empty();) {
    const CodePoint point = decode_utf8(rest);
    const std::string_view character = rest.substr(0, point.length);
    used += columns(character);
    if (used + 1 > width) break;
    cut += character;
    rest.remove_prefix(point.length);
  }
  return markup(cut) + "…";
}

std::string box(int x, int y, int width, std::string_view css, const std::string& first,
                const std::string& second) {
  std::string out =
      fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"46\" rx=\"4\"/>", css,
                  x, y, width);
  out += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", x + 10, y + (second.empty() ? 28 : 20),
                     first);
  if (!second.empty())
    out +=
        fmt::format("<text class=\"second\" x=\"{}\" y=\"{}\">{}</text>", x + 10, y + 37, second);
  return out + "\n";
}

std::string open_svg(const std::string& id, int width, int height, std::string_view title,
                     const std::string& description) {
  return fmt::format(
      "<svg class=\"graph\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}t {}d\"><title "
      "id=\"{}t\">{}</title>"
      "<desc id=\"{}d\">{}</desc>\n",
      width, height, id, id, id, title, id, markup(description));
}

}  // namespace

std::string svg_lineage(const PackageReport& package, const std::string& anchor) {
  const size_t drawn = std::min(package.lineage.size(), kNodes);
  if (drawn == 0) return {};
  constexpr int step = 62;
  const int height = static_cast<int>(drawn) * step;
  std::string description = "Bases, each with an arrow to this package:";
  for (size_t i = 0; i < drawn; ++i)
    description += " " + package.lineage[i].base + ", " + package.lineage[i].relation + ";";
  std::string out = open_svg(anchor + "l", 640, height, "Lineage", description);
  const int middle = height / 2;
  for (size_t i = 0; i < drawn; ++i) {
    const LineageClaim& claim = package.lineage[i];
    const int y = static_cast<int>(i) * step + step / 2;
    out += box(1, y - 23, 250, "box", clipped(claim.base, 30),
               clipped(terms_label(claim.license, claim.version), 34));
    out += fmt::format(
        "<path class=\"edge\" d=\"M251 {0}L400 {1}\"/><path class=\"head\" d=\"M400 {1}l-9 "
        "-5v10z\"/>",
        y, middle);
    // The label stands beside the arrow's beginning, on the side that the arrow leaves.
    const int label = y <= middle ? y - 7 : y + 17;
    out += fmt::format(
        "<text class=\"second\" x=\"262\" y=\"{}\">{}</text>\n", label,
        clipped(claim.relation + (claim.grade.empty() ? "" : " (" + claim.grade + ")"), 20));
  }
  out += box(400, middle - 23, 238, "own", clipped(name_of(package), 29), "this package");
  out += "</svg>\n";
  if (drawn < package.lineage.size()) {
    out += fmt::format("<p class=\"small\">{} of {} drawn.</p>\n", drawn,
                       count_words(package.lineage.size(), "claim"));
  }
  return out;
}

std::string svg_chain(const PackageReport& package, const std::string& anchor) {
  const size_t drawn = std::min(package.chain.size(), kNodes);
  if (drawn == 0) return {};
  constexpr int step = 104;
  const int height = static_cast<int>(drawn) * step + 50;
  std::string description = "From hand to hand:";
  for (size_t i = 0; i < drawn; ++i)
    description += " " + package.chain[i].from + " to " + package.chain[i].to + ";";
  std::string out = open_svg(anchor + "h", 640, height, "Chain of hands", description);
  for (size_t i = 0; i < drawn; ++i) {
    const Hop& hop = package.chain[i];
    const int y = static_cast<int>(i) * step;
    out += box(1, y + 2, 250, "box", clipped(hop.from, 30), "");
    out += fmt::format(
        "<path class=\"edge\" d=\"M126 {0}V{1}\"/><path class=\"head\" d=\"M126 {1}l-5 -9h10z\"/>",
        y + 48, y + step + 2);
    out += fmt::format(
        "<text x=\"142\" y=\"{}\">{}</text>", y + 66,
        clipped(hop.date + (hop.acceptance.empty() ? "" : ", acceptance: " + hop.acceptance), 66));
    out += fmt::format("<text class=\"second\" x=\"142\" y=\"{}\">{}</text>\n", y + 86,
                       clipped("flow-down " + (hop.flow_down.empty() ? "unknown" : hop.flow_down) +
                                   "; " + hop.mechanism,
                               70));
    if (i + 1 == drawn) out += box(1, y + step + 2, 250, "own", clipped(hop.to, 30), "");
  }
  out += "</svg>\n";
  if (drawn < package.chain.size()) {
    out += fmt::format("<p class=\"small\">{} of {} drawn.</p>\n", drawn,
                       count_words(package.chain.size(), "pass"));
  }
  return out;
}

}  // namespace modelaudit::report
