// SHA-256 of many files: `modelaudit hash FILE…` without tensors.
//
// Each thread keeps several files open and reads from each in turn into one arena, small files
// whole, large ones by chunks; then it hashes all of that at once, so that many streams fill the
// lanes of the kernel whether the files are large or small. Memory is one arena a thread, whatever
// the files.
#pragma once

#include <string>
#include <vector>

#include "core/digest.h"
#include "core/result.h"
#include "inspect/digest/kernel.h"

namespace modelaudit::inspect {

struct HashFile {
  std::string path;  ///< opened for reading; symbolic links are followed
  int fd =
      -1;  ///< if not -1: this descriptor instead of the path; stays open, its position is not used
};

struct HashOptions {
  unsigned threads = 1;
  Kernel kernel = best_kernel();
};

/// The digest of each file, in their order, or why there is none: `file-unreadable`, `special-file`
/// (not a regular file: never read), `read-error`, `file-shrank`; the damage's origin is the path.
/// A file's size is taken when it is opened.
std::vector<Result<Digest>> hash_files(const std::vector<HashFile>& files,
                                       const HashOptions& options = {});

}  // namespace modelaudit::inspect
