// Text for a terminal or a pipe: colour, and words folded to a width with a hanging indent.
//
// A column is what a terminal uses: East Asian wide characters and emoji take two, combining marks
// none (Unicode UAX 11, the ranges that names of models really hold; exact tables are not worth
// their size here). Words are never broken, so that a path or an address can be copied; a word that
// is longer than the line stands alone on it.
//
// Everything that is added must be in display form already (core/utf8.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace modelaudit::report {

enum class Style { plain, bold, dim, good, bad, critical, high, medium, low };

/// Columns that display-safe text takes.
size_t columns(std::string_view text);

/// `text` filled with blanks to `width` columns.
std::string padded(std::string_view text, size_t width);

class TextPage {
 public:
  TextPage(size_t width, bool colour) : width_(width < 40 ? 40 : width), colour_(colour) {}

  size_t width() const { return width_; }

  /// The text in a style, without colour as it is.
  std::string styled(std::string_view text, Style style) const;

  /// One line as it is.
  void line(std::string_view text = {});

  /// `lead` (may be styled; takes `indent` columns, blanks are added), then `text` folded beside
  /// it.
  void paragraph(size_t indent, std::string_view lead, std::string_view text,
                 Style style = Style::plain);

  /// What was added since the last call.
  std::string take();

 private:
  size_t width_;
  bool colour_;
  std::string out_;
};

}  // namespace modelaudit::report
