#include "cli/outputs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "core/utf8.h"

namespace modelaudit::cli {
namespace {

// Buffers and writes all bytes, or remembers the first error.
class Writer {
 public:
  explicit Writer(int fd) : fd_(fd) {}
  void put(std::string_view text) {
    if (error_ != 0) return;
    buffer_.append(text);
    if (buffer_.size() >= kBuffer) flush();
  }
  int finish() {
    flush();
    return error_;
  }

 private:
  static constexpr size_t kBuffer = size_t{1} << 16;
  void flush() {
    std::string_view rest = buffer_;
    while (!rest.empty() && error_ == 0) {
      const ssize_t written = write(fd_, rest.data(), rest.size());
      if (written > 0) {
        rest.remove_prefix(static_cast<size_t>(written));
      } else if (errno != EINTR) {
        error_ = errno != 0 ? errno : EIO;
      }
    }
    buffer_.clear();
  }
  int fd_;
  int error_ = 0;
  std::string buffer_;
};

std::string failure(const std::string& path, int error) {
  return "cannot write " + display(path) + ": " + std::strerror(error);
}

}  // namespace

std::optional<std::string> output_requests(const Arguments& arguments, const OutputRequest& otherwise,
                                           std::vector<OutputRequest>& requests) {
  for (const std::string& word : arguments.all("output")) {
    const size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == word.size()) {
      return "--output wants FORMAT=PATH (such as json=report.json or text=-), not " + display_short(word);
    }
    requests.push_back({word.substr(0, equals), word.substr(equals + 1)});
  }
  if (arguments.has("json")) requests.push_back({"json", "-"});
  if (requests.empty()) requests.push_back(otherwise);
  for (size_t i = 0; i < requests.size(); ++i) {
    for (size_t k = 0; k < i; ++k) {
      if (requests[i].path == requests[k].path) return "two outputs want " + display(requests[i].path);
    }
  }
  return std::nullopt;
}

std::optional<std::string> write_output(const std::string& path,
                                        const std::function<void(const std::function<void(std::string_view)>&)>& write) {
  if (path == "-") {
    Writer writer(STDOUT_FILENO);
    write([&](std::string_view text) { writer.put(text); });
    const int error = writer.finish();
    if (error != 0) return failure("standard output", error);
    return std::nullopt;
  }
  std::string temporary = path + ".XXXXXX";
  const int fd = mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return failure(path, errno);
  Writer writer(fd);
  write([&](std::string_view text) { writer.put(text); });
  int error = writer.finish();
  const mode_t mask = umask(0);
  umask(mask);
  if (error == 0 && fchmod(fd, 0666 & ~mask) != 0) error = errno;
  if (error == 0 && fsync(fd) != 0) error = errno;
  close(fd);
  if (error == 0 && std::rename(temporary.c_str(), path.c_str()) != 0) error = errno;
  if (error != 0) {
    unlink(temporary.c_str());
    return failure(path, error);
  }
  return std::nullopt;
}

}  // namespace modelaudit::cli
