// The formats of `--output FORMAT=PATH`, as one table. A renderer is a pure function of the Report
// and the options: it concludes nothing, reads no clock and no environment, and hands its document
// to a sink in pieces, so that a report of two million tensors is never in memory twice. Same
// report, same options, same bytes.
//
// Strings of the Report hold raw bytes of inputs. Each renderer escapes for its own sink;
// tests/report/hostile_test.cpp holds all of them to that.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "report/report.h"

namespace modelaudit::report {

/// Takes the document in order, piece by piece. A view is valid during the call only.
using Sink = std::function<void(std::string_view)>;

struct RenderOptions {
  bool include_tensors = true;  ///< json: the tensor lists; counts and digests stay without them
  size_t width = 100;           ///< text: columns
  bool colour = false;          ///< text: ANSI colours
  bool verbose =
      false;  ///< text: all evidence, sources of the legal basis, duties that are not triggered
  bool sarif_github = false;  ///< sarif: the shape and limits of GitHub code scanning
  int64_t created = 0;  ///< spdx: the mandatory `created`, seconds since 1970 (SOURCE_DATE_EPOCH)
};

using Render = void (*)(const Report&, const RenderOptions&, const Sink&);

struct Renderer {
  std::string_view format;     ///< the word before `=`
  std::string_view extension;  ///< of a file that holds it
  std::string_view about;      ///< one line for --help
  Render render;
  bool terminal;  ///< made for people at a terminal: wants width and colour
};

/// All formats, in the order in which --help shows them.
std::span<const Renderer> renderers();

/// The format of that name, or of `cyclonedx-1.6` and `spdx-3.0.1`, which are the plain ones; null for an unknown one.
const Renderer* find_renderer(std::string_view format);

/// The whole document as one string.
std::string render_to_string(Render render, const Report& report,
                             const RenderOptions& options = {});

}  // namespace modelaudit::report
