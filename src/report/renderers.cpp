#include "report/renderers.h"

#include <array>

#include "report/render_csv.h"
#include "report/render_cyclonedx.h"
#include "report/render_gitlab.h"
#include "report/render_html.h"
#include "report/render_json.h"
#include "report/render_junit.h"
#include "report/render_markdown.h"
#include "report/render_sarif.h"
#include "report/render_spdx2.h"
#include "report/render_spdx3.h"
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
    Renderer{"cyclonedx", "cdx.json", "CycloneDX 1.6 ML-BOM", render_cyclonedx_1_6, false},
    Renderer{"cyclonedx-1.7", "cdx.json", "CycloneDX 1.7 ML-BOM", render_cyclonedx_1_7, false},
    Renderer{"spdx", "spdx3.json", "SPDX 3.0.1 with AI packages", render_spdx_3_0_1, false},
    Renderer{"spdx-2.3", "spdx.json", "SPDX 2.3", render_spdx_2_3, false},
};

}  // namespace

std::span<const Renderer> renderers() { return kRenderers; }

const Renderer* find_renderer(std::string_view format) {
  if (format == "cyclonedx-1.6") format = "cyclonedx";
  if (format == "spdx-3.0.1") format = "spdx";
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
