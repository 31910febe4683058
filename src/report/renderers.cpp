#include "report/renderers.h"

#include <array>

#include "report/render_csv.h"
#include "report/render_gitlab.h"
#include "report/render_html.h"
#include "report/render_json.h"
#include "report/render_junit.h"
#include "report/render_markdown.h"
#include "report/render_sarif.h"
#include "report/render_text.h"

namespace modelaudit::report {
namespace {

constexpr std::array kRenderers = {
    Renderer{"text", "txt", "for people: verdict, why, what to do", render_text, true},
    Renderer{"html", "html", "for counsel: one self-contained file", render_html, false},
    Renderer{"json", "json", "everything, schema modelaudit.report/1", render_json, false},
    Renderer{"markdown", "md", "comment for a pull request, job summary", render_markdown, false},
    Renderer{"sarif", "sarif", "SARIF 2.1.0 for code scanning", render_sarif, false},
    Renderer{"csv", "csv", "duties as a table", render_csv, false},
    Renderer{"junit", "xml", "JUnit XML for Jenkins and GitLab", render_junit, false},
    Renderer{"gitlab", "json", "GitLab Code Quality", render_gitlab, false},
};

}  // namespace

std::span<const Renderer> renderers() { return kRenderers; }

const Renderer* find_renderer(std::string_view format) {
  for (const Renderer& renderer : kRenderers) {
    if (renderer.format == format) return &renderer;
  }
  return nullptr;
}

std::string render_to_string(Render render, const Report& report, const RenderOptions& options) {
  std::string document;
  render(report, options, [&](std::string_view piece) { document += piece; });
  return document;
}

}  // namespace modelaudit::report
