// Digests of one file out of one read: SHA-256 of the whole, and what its vouchers state besides.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/digest.h"
#include "core/limits.h"
#include "core/result.h"

namespace modelaudit::integrity {

struct Wanted {
  bool git_blob = false;       ///< SHA-1 over `blob SIZE NUL` and the bytes (git's object name)
  bool sha512 = false;
  bool blake2b = false;        ///< 512 bits
  bool after_header = false;   ///< SHA-256 of what follows the header of a safetensors file
  std::vector<std::pair<uint64_t, uint64_t>> ranges;  ///< half open, in order, none overlapping
  bool ranges_blake2b = false;

  bool only_sha256() const {
    return !git_blob && !sha512 && !blake2b && !after_header && ranges.empty();
  }
};

struct Measured {
  std::optional<Digest> sha256;
  uint64_t size = 0;
  std::string git_blob, sha512, blake2b;  ///< raw bytes
  std::optional<Digest> after_header;
  std::vector<std::string> ranges;        ///< raw bytes; empty where the file ended before
  std::optional<Damage> failure;          ///< it was not read to its end
};

/// Reads an open file once, to its end.
Measured measure(int fd, const std::string& path, const Wanted& wanted);

/// The hashes that the header of a safetensors file states (Stability-AI/ModelSpec); both empty for
/// any other file. Only the header is read.
struct HeaderHashes {
  std::vector<std::string> sha256;  ///< values of modelspec.hash_sha256 as written
  std::vector<std::string> others;  ///< keys modelspec.hash_… of other algorithms
};
HeaderHashes read_header_hashes(int fd, const std::string& path, const Limits& limits);

}  // namespace modelaudit::integrity
