#include "inspect/digest/cpu_features.h"

#if defined(__x86_64__)
#include <cpuid.h>

#include <cstdint>
#elif defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace modelaudit::inspect {

#if defined(__x86_64__)
namespace {

/// XCR0: which register states the system saves (Intel SDM vol. 1, §13.3). Only where CPUID says
/// OSXSAVE.
uint64_t saved_states() {
  uint32_t low = 0;
  uint32_t high = 0;
  __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t{high} << 32) | low;
}

bool is_amd(uint32_t ebx, uint32_t ecx, uint32_t edx) {
  return ebx == signature_AMD_ebx && ecx == signature_AMD_ecx && edx == signature_AMD_edx;
}

}  // namespace

CpuFeatures cpu_features() {
  CpuFeatures features;
  uint32_t a = 0;
  uint32_t b = 0;
  uint32_t c = 0;
  uint32_t d = 0;
  if (__get_cpuid(0, &a, &b, &c, &d) == 0) return features;
  const bool amd = is_amd(b, c, d);

  if (__get_cpuid(1, &a, &b, &c, &d) == 0) return features;
  const bool sse41 = (c & bit_SSE4_1) != 0 && (c & bit_SSSE3) != 0;
  const uint64_t saved = (c & bit_OSXSAVE) != 0 ? saved_states() : 0;
  const uint32_t base_family = (a >> 8) & 0xf;
  const uint32_t family = base_family == 0xf ? base_family + ((a >> 20) & 0xff) : base_family;

  if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0) return features;
  constexpr uint64_t kYmm = 0x6;   // SSE and AVX state
  constexpr uint64_t kZmm = 0xe6;  // and opmask, upper halves of ZMM0-15, ZMM16-31
  features.sha_ni = sse41 && (b & bit_SHA) != 0;
  features.avx2 = (saved & kYmm) == kYmm && (b & bit_AVX2) != 0;
  features.avx512 = features.avx2 && (saved & kZmm) == kZmm && (b & bit_AVX512F) != 0 &&
                    (b & bit_AVX512BW) != 0 && (b & bit_AVX512VL) != 0;
  features.strong_sha_ni = amd && family <= 0x19;
  return features;
}

#elif defined(__aarch64__)

CpuFeatures cpu_features() {
  CpuFeatures features;
  features.armv8_sha2 = (getauxval(AT_HWCAP) & HWCAP_SHA2) != 0;
  return features;
}

#else

CpuFeatures cpu_features() { return {}; }

#endif

}  // namespace modelaudit::inspect
