// A file that is there for one test.
#pragma once

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

namespace modelaudit::test {

class TemporaryFile {
 public:
  explicit TemporaryFile(std::span<const uint8_t> bytes = {}) {
    const char* const root = getenv("TMPDIR");
    path_ = std::string(root == nullptr ? P_tmpdir : root) + "/modelaudit-test-XXXXXX";
    fd_ = mkstemp(path_.data());
    if (fd_ == -1) throw std::runtime_error("no temporary file");
    append(bytes);
  }
  ~TemporaryFile() {
    close(fd_);
    unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void append(std::span<const uint8_t> bytes) {
    for (size_t done = 0; done < bytes.size();) {
      const ssize_t n =
          pwrite(fd_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(size_ + done));
      if (n <= 0) throw std::runtime_error("cannot write a temporary file");
      done += static_cast<size_t>(n);
    }
    size_ += bytes.size();
  }
  void truncate(uint64_t size) {
    if (ftruncate(fd_, static_cast<off_t>(size)) != 0)
      throw std::runtime_error("cannot cut a temporary file");
    size_ = size;
  }
  int fd() const { return fd_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  int fd_ = -1;
  uint64_t size_ = 0;
};

}  // namespace modelaudit::test
