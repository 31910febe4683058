// Reading from an open descriptor at an offset: the loop that pread needs around it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace modelaudit::inspect {

struct FileRead {
  size_t size = 0;  ///< bytes read; fewer than asked at the end of the file or before an error
  int error = 0;    ///< errno, 0 if none
};

/// Reads until `size` bytes are there, the file ends or reading fails. Interrupted and short reads
/// go on.
FileRead read_at(int fd, uint64_t offset, uint8_t* to, size_t size);

}  // namespace modelaudit::inspect
