#include "inspect/digest/kernel.h"

#include "inspect/digest/compressor.h"
#include "inspect/digest/cpu_features.h"

namespace modelaudit::inspect {

// Rates are measured (docs/performance.md) and only steer the choice of lanes: a wrong one costs
// time, never a digest.
std::vector<Kernel> available_kernels() {
  std::vector<Kernel> kernels;
  [[maybe_unused]] const CpuFeatures cpu = cpu_features();
#if defined(__x86_64__)
  const Compressor narrow_x86 = cpu.sha_ni ? shani_compressor() : openssl_compressor();
  // Where the SHA unit takes two rounds each cycle, a fourth stream only adds register spills.
  const size_t shani_lanes = cpu.strong_sha_ni ? 3 : 4;
  const double shani_rate = cpu.strong_sha_ni ? 2.1 : 2.0;
  const Kernel shani{"shani", shani_compressor(), shani_lanes, shani_rate, {}, 0};
  if (cpu.sha_ni && cpu.strong_sha_ni) kernels.push_back(shani);
  if (cpu.avx512 && cpu.sha_ni) {
    const double wide_rate = cpu.strong_sha_ni ? 1.85 : 3.3;
    kernels.push_back(
        {"shani+avx512", narrow_x86, shani_lanes, shani_rate, avx512_compressor(), wide_rate});
  }
  if (cpu.sha_ni && !cpu.strong_sha_ni) kernels.push_back(shani);
  // OpenSSL's own single stream is faster where it has the SHA extensions, which these two are not
  // meant for.
  if (cpu.avx512) {
    kernels.push_back(
        {"avx512", openssl_compressor(), 1, 1, avx512_compressor(), cpu.sha_ni ? 3.3 : 8.0});
  }
  if (cpu.avx2)
    kernels.push_back(
        {"avx2", openssl_compressor(), 1, 1, avx2_compressor(), cpu.sha_ni ? 1.1 : 2.7});
#elif defined(__aarch64__)
  if (cpu.armv8_sha2) kernels.push_back({"armv8", armv8_compressor(), 4, 2.0, {}, 0});
#endif
  kernels.push_back({"openssl", openssl_compressor(), 1, 1, {}, 0});
  return kernels;
}

Kernel best_kernel() { return available_kernels().front(); }

Result<Kernel> select_kernel(std::string_view name) {
  std::string known = "auto";
  if (name.empty() || name == "auto") return best_kernel();
  for (const Kernel& kernel : available_kernels()) {
    if (name == kernel.name) return kernel;
    known += std::string(", ") + kernel.name;
  }
  Damage damage;
  damage.code = "kernel-unavailable";
  damage.damage_class = DamageClass::unreadable;
  damage.expected = "a hashing kernel that this CPU can run: " + known;
  damage.found = std::string(name);
  return damage;
}

}  // namespace modelaudit::inspect
