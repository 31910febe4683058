// A compressor: what a SHA-256 kernel is to the rest of this room, and the list of those in this
// build.
//
// This header holds plain pointers and declarations only. Kernel files are compiled for instruction
// sets that the rest of the program must not use; an inline function of a container instantiated in
// one of them could be the copy that the linker keeps for everyone.
#pragma once

#include <cstddef>
#include <cstdint>

namespace modelaudit::inspect {

/// One stream in one call: its chaining value H0…H7, and its next blocks of 64 bytes (no alignment
/// asked).
struct Lane {
  uint32_t* value;
  const uint8_t* blocks;
};

/// Advances `count` lanes by `blocks` blocks each. `count` is 1 … Compressor::lanes. Chaining
/// values must not overlap; blocks may.
using CompressFunction = void (*)(const Lane* lanes, size_t count, size_t blocks);

struct Compressor {
  size_t lanes = 0;
  CompressFunction compress = nullptr;
};

// One per kernel_*.cpp. Which of them may be called depends on the CPU (cpu_features.h): another
// one is an illegal instruction.
Compressor openssl_compressor();
#if defined(__x86_64__)
Compressor shani_compressor();
Compressor avx2_compressor();
Compressor avx512_compressor();
#elif defined(__aarch64__)
Compressor armv8_compressor();
#endif

}  // namespace modelaudit::inspect
