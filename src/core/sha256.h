// SHA-256 of bytes that are already in memory (texts, ids, canonical metadata), by OpenSSL's EVP.
// Weights go through inspect/digest, which reads and hashes many streams in one pass.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/digest.h"

namespace modelaudit {

/// A running SHA-256. Movable, not copyable. `finish` ends it; afterwards only destruction is allowed.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::span<const uint8_t> bytes);
  void update(std::string_view text);
  /// Adds an integer as eight little-endian bytes: lengths in canonical forms.
  void update_u64(uint64_t value);
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Digest sha256(std::string_view bytes);
Digest sha256(std::span<const uint8_t> bytes);

}  // namespace modelaudit
