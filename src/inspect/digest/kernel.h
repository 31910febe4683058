// SHA-256 kernels: the one thing that differs between CPUs.
//
// A kernel advances several independent SHA-256 streams (FIPS 180-4 §6.2.2) by whole blocks. One
// stream is bound by the latency of its rounds: each needs the result of the one before.
// Independent streams have no such tie, so a kernel either interleaves a few of them (`narrow`: SHA
// extensions, 1 to 4 lanes) or puts each into one 32-bit element of a vector (`wide`: AVX2 with 8,
// AVX-512 with 16 lanes). Padding, partial blocks and the choice of lanes are not a kernel's
// business (stream_set.cpp, lane_plan.h).
//
// A kernel is a value, chosen once and given to whoever hashes; there is no process-wide choice to
// change.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "inspect/digest/compressor.h"

namespace modelaudit::inspect {

struct Kernel {
  const char* name;
  Compressor narrow;        ///< for few streams, and for the tail of many
  size_t narrow_lanes = 1;  ///< how many of narrow's lanes are worth filling on this CPU
  double narrow_rate = 1;  ///< blocks per time with narrow_lanes full; the unit is one stream alone
  Compressor wide{};       ///< for many streams; no function where there is none
  double wide_rate = 0;    ///< blocks per time with all wide lanes full, same unit
};

/// The fastest kernel of this CPU.
Kernel best_kernel();

/// Every kernel that this CPU can run, the fastest first; the last is "openssl".
std::vector<Kernel> available_kernels();

/// The kernel of that name ("auto" or nothing: the fastest), or why it cannot be had here.
Result<Kernel> select_kernel(std::string_view name);

}  // namespace modelaudit::inspect
