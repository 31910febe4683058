#include "cli/messages.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "core/utf8.h"

namespace modelaudit::cli {
namespace {

uint64_t now_ms() {
  using namespace std::chrono;
  return static_cast<uint64_t>(duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count());
}

bool dumb_terminal() {
  const char* term = std::getenv("TERM");
  return term == nullptr || std::string_view(term) == "dumb";
}

std::string bytes_word(uint64_t bytes) {
  constexpr const char* units[] = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  double value = static_cast<double>(bytes);
  size_t unit = 0;
  while (value >= 1024 && unit + 1 < std::size(units)) {
    value /= 1024;
    ++unit;
  }
  return unit == 0 ? fmt::format("{} B", bytes) : fmt::format("{:.1f} {}", value, units[unit]);
}

}  // namespace

void print_error(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<size_t>(written));
  }
}

void print_damage(const Damage& damage) {
  std::string text = "modelaudit: ";
  if (!damage.origin.empty()) text += display(damage.origin) + ": ";
  text += "expected " + display(damage.expected) + ", found " + display(damage.found) + "\n";
  print_error(text);
}

ProgressLine::ProgressLine(bool quiet)
    : shown_(!quiet && isatty(STDERR_FILENO) == 1 && !dumb_terminal()), started_(now_ms()) {}

ProgressLine::~ProgressLine() {
  if (dirty_) print_error("\r\x1b[K");
}

void ProgressLine::update(uint64_t files_done, uint64_t files_total, uint64_t bytes_done, uint64_t bytes_total) {
  if (!shown_) return;
  const uint64_t now = now_ms();
  if (now - started_ < 500 || now - last_ < 100) return;   // quick scans show nothing
  last_ = now;
  const double seconds = static_cast<double>(now - started_) / 1000;
  const double rate = static_cast<double>(bytes_done) / seconds;
  std::string line = fmt::format("\r\x1b[K{} of {}  {}/{} files  {}/s", bytes_word(bytes_done), bytes_word(bytes_total),
                                 files_done, files_total, bytes_word(static_cast<uint64_t>(rate)));
  if (rate > 0 && bytes_done < bytes_total) {
    line += fmt::format("  {:.0f} s left", static_cast<double>(bytes_total - bytes_done) / rate);
  }
  print_error(line);
  dirty_ = true;
}

bool wants_colour(int fd, std::string_view setting) {
  if (setting == "always") return true;
  if (setting == "never") return false;
  const char* no_colour = std::getenv("NO_COLOR");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  return isatty(fd) == 1 && !dumb_terminal();
}

size_t terminal_width(int fd) {
  winsize size{};
  if (isatty(fd) == 1 && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

}  // namespace modelaudit::cli
