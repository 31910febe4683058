#include "inspect/digest/file_stream.h"

#include <fcntl.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <new>
#include <system_error>

#include "core/checked.h"
#include "inspect/digest/file_read.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kPage = 4096;

/// What one read brings at least, where the file has it: small enough to be hashed out of the
/// second-level cache, large enough that the system call does not count.
constexpr size_t kReadAhead = size_t{128} << 10;

Damage unreadable(std::string code, uint64_t offset, std::string expected, std::string found) {
  return {std::move(code), DamageClass::unreadable, {},
          offset,          std::move(expected),     std::move(found)};
}

std::string words_of(int error) { return std::generic_category().message(error); }

size_t round_up(size_t n) { return (n + kPage - 1) / kPage * kPage; }

}  // namespace

void FileStream::Free::operator()(uint8_t* buffer) const {
  ::operator delete[](buffer, std::align_val_t{kPage});
}

FileStream::FileStream(int fd, StreamTap* tap) : fd_(fd), tap_(tap) {
  struct stat status {};
  if (fstat(fd, &status) != 0) {
    failure_ = unreadable("read-error", 0, "an open file", words_of(errno));
    return;
  }
  if (!S_ISREG(status.st_mode)) {
    failure_ =
        unreadable("special-file", 0, "a regular file", "a directory, device, pipe or socket");
    return;
  }
  size_ = static_cast<uint64_t>(status.st_size);
  modified_ = status.st_mtim;
  if (size_ > kReadAhead) posix_fadvise(fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
}

Bytes FileStream::peek(size_t n) {
  n = std::min(n, kWindow);
  if (held() < n) fill(n);
  return {buffer_.get() + begin_, held()};
}

void FileStream::consume(size_t n) {
  assert(n <= held());
  if (n == 0) return;
  if (tap_ != nullptr) tap_->on_bytes(position_, {buffer_.get() + begin_, n});
  begin_ += n;
  position_ += n;
  if (position_ == size_) compare_with_opening();
}

/// Reads on until n bytes are held, or as many as there are.
void FileStream::fill(size_t n) {
  const uint64_t next = position_ + held();  // file offset of the next read
  if (failure_ || next >= size_) return;
  const uint64_t wanted = std::max(n - held(), kReadAhead);
  const uint64_t stop = std::min(align_up(next + wanted, kPage).value_or(size_), size_);
  const size_t bytes = static_cast<size_t>(stop - next);
  make_room(bytes);
  const FileRead read = read_at(fd_, next, buffer_.get() + end_, bytes);
  end_ += read.size;
  if (read.error != 0) {
    failure_ = unreadable("read-error", next + read.size, "bytes up to " + std::to_string(size_),
                          words_of(read.error));
  } else if (read.size < bytes) {
    failure_ = unreadable("file-shrank", next + read.size,
                          "the " + std::to_string(size_) + " bytes it had when opened",
                          "the end of the file");
  }
}

/// Moves what is held to the front so that `bytes` more fit, the first of them at the start of a
/// page.
void FileStream::make_room(size_t bytes) {
  const size_t kept = held();
  const size_t begin = round_up(kept) - kept;
  if (capacity_ < begin + kept + bytes) {
    const size_t capacity = round_up(begin + kept + bytes);
    std::unique_ptr<uint8_t[], Free> larger(
        static_cast<uint8_t*>(::operator new[](capacity, std::align_val_t{kPage})));
    if (kept != 0) std::memcpy(larger.get() + begin, buffer_.get() + begin_, kept);
    buffer_ = std::move(larger);
    capacity_ = capacity;
  } else if (kept != 0) {
    std::memmove(buffer_.get() + begin, buffer_.get() + begin_, kept);
  }
  begin_ = begin;
  end_ = begin + kept;
}

/// A writer may have been at work. Bytes appended later are not ours; bytes written over make the
/// digests those of no state that the file ever had.
void FileStream::compare_with_opening() {
  struct stat now {};
  if (failure_ || fstat(fd_, &now) != 0) return;
  const uint64_t size = static_cast<uint64_t>(now.st_size);
  const bool written =
      now.st_mtim.tv_sec != modified_.tv_sec || now.st_mtim.tv_nsec != modified_.tv_nsec;
  if (size > size_) {
    failure_ = Damage{"file-grew",
                      DamageClass::note,
                      {},
                      size_,
                      "the " + std::to_string(size_) + " bytes it had when opened",
                      std::to_string(size) + " bytes"};
  } else if (size < size_ || written) {
    failure_ =
        unreadable("file-changed", 0, "a file that nobody writes to while it is read",
                   size < size_ ? "fewer bytes than were read" : "a later time of modification");
  }
}

}  // namespace modelaudit::inspect
