// What of the CPU matters for hashing, as the CPU and the operating system say it.
//
// On x86 a vector unit may be used only if CPUID names it and the system saves its registers
// (XCR0); SHA extensions use the SSE registers, which every x86-64 system saves. On ARM the kernel
// says it (AT_HWCAP).
#pragma once

namespace modelaudit::inspect {

struct CpuFeatures {
  bool sha_ni = false;
  bool avx2 = false;
  bool avx512 = false;  ///< F, BW and VL, and the system saves the registers
  bool armv8_sha2 = false;
  bool strong_sha_ni =
      false;  ///< the SHA unit outruns 16 vector lanes (AMD Zen 1 … 4; docs/performance.md)
};

CpuFeatures cpu_features();

}  // namespace modelaudit::inspect
