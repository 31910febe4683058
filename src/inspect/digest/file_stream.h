// FileStream: a regular file as a ByteStream, read once, front to back.
//
// The file's size is that of the moment of opening, and no more than that is ever read. Memory is
// never mapped: a file that shrinks under a map kills the process by SIGBUS; here it is damage.
// Reads are large, begin at page boundaries of the file and land on page boundaries of one reused
// buffer (docs/performance.md: as fast as a map or faster).
#pragma once

#include <sys/stat.h>

#include <memory>

#include "core/byte_stream.h"

namespace modelaudit::inspect {

class FileStream final : public ByteStream {
 public:
  /// Over an open descriptor, which stays the caller's and must outlive the stream; its file
  /// position is not used. A descriptor of anything but a regular file gives an empty stream with a
  /// failure.
  explicit FileStream(int fd, StreamTap* tap = nullptr);

  std::optional<uint64_t> size() const override { return size_; }
  uint64_t position() const override { return position_; }
  Bytes peek(size_t n) override;
  void consume(size_t n) override;

  /// Class unreadable: `special-file`, `read-error`, `file-shrank` (the stream ends where it was
  /// found), and, known only once the last byte is consumed, `file-changed` (written to meanwhile).
  /// Class note: `file-grew`, what was added after opening is not in the stream.
  const std::optional<Damage>& failure() const override { return failure_; }

 private:
  struct Free {
    void operator()(uint8_t* buffer) const;
  };

  void fill(size_t n);
  void make_room(size_t bytes);
  void compare_with_opening();
  size_t held() const { return end_ - begin_; }

  int fd_;
  StreamTap* tap_;
  uint64_t size_ = 0;
  uint64_t position_ = 0;
  timespec modified_{};
  std::optional<Damage> failure_;
  std::unique_ptr<uint8_t[], Free>
      buffer_;  ///< grows to a little more than kWindow where such peeks come
  size_t capacity_ = 0;
  size_t begin_ = 0;  ///< bytes at the position: buffer_[begin_, end_)
  size_t end_ = 0;
};

}  // namespace modelaudit::inspect
