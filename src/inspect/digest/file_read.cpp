#include "inspect/digest/file_read.h"

#include <unistd.h>

#include <cerrno>

namespace modelaudit::inspect {

FileRead read_at(int fd, uint64_t offset, uint8_t* to, size_t size) {
  FileRead done;
  while (done.size < size) {
    const ssize_t n =
        pread(fd, to + done.size, size - done.size, static_cast<off_t>(offset + done.size));
    if (n > 0) {
      done.size += static_cast<size_t>(n);
    } else if (n == 0) {
      break;
    } else if (errno != EINTR) {
      done.error = errno;
      break;
    }
  }
  return done;
}

}  // namespace modelaudit::inspect
