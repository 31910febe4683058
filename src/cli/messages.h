// Standard error: messages and progress. Every part that comes from an input must be in display form already.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/result.h"

namespace modelaudit::cli {

void print_error(std::string_view text);

/// `modelaudit: WHERE: expected …, found …`.
void print_damage(const Damage& damage);

/// Progress of long work on one line, only when standard error is a terminal. Not thread-safe by itself.
class ProgressLine {
 public:
  explicit ProgressLine(bool quiet);
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  bool shown() const { return shown_; }
  void update(uint64_t files_done, uint64_t files_total, uint64_t bytes_done, uint64_t bytes_total);

 private:
  bool shown_;
  bool dirty_ = false;
  uint64_t started_ = 0;   ///< milliseconds
  uint64_t last_ = 0;
};

/// True when a stream is a terminal that can show colours (NO_COLOR, TERM=dumb and --color considered).
bool wants_colour(int fd, std::string_view setting);
/// Columns of the terminal; 100 where there is none.
size_t terminal_width(int fd);

}  // namespace modelaudit::cli
