// SHA-256 by the SHA2 instructions of ARMv8 (Arm ARM: SHA256H, SHA256H2, SHA256SU0, SHA256SU1), 1
// to 4 streams interleaved in one loop, for the reason given in kernel_shani.cpp. SHA256H does four
// rounds on {A,B,C,D}, SHA256H2 the same four on {E,F,G,H}; there are 32 registers, so four lanes
// fit.
#if defined(__aarch64__)
#include <arm_neon.h>

#include "inspect/digest/compressor.h"
#include "inspect/digest/sha256_constants.h"

namespace modelaudit::inspect {
namespace {

template <int N>
void interleave(const Lane* lanes, size_t blocks) {
  uint32x4_t abcd[N];
  uint32x4_t efgh[N];
  const uint8_t* from[N];
  for (int l = 0; l < N; ++l) {
    abcd[l] = vld1q_u32(lanes[l].value);
    efgh[l] = vld1q_u32(lanes[l].value + 4);
    from[l] = lanes[l].blocks;
  }

  for (; blocks != 0; --blocks) {
    uint32x4_t abcd_before[N];
    uint32x4_t efgh_before[N];
    uint32x4_t w[N][4];  // the last 16 words of the message schedule, a ring of four quads
    for (int l = 0; l < N; ++l) {
      abcd_before[l] = abcd[l];
      efgh_before[l] = efgh[l];
      for (int i = 0; i < 4; ++i)
        w[l][i] = vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(from[l] + 16 * i)));
      from[l] += 64;
    }
#pragma GCC unroll 16
    for (int quad = 0; quad < 16; ++quad) {
      const uint32x4_t k = vld1q_u32(kSha256Rounds + 4 * quad);
#pragma GCC unroll 4
      for (int l = 0; l < N; ++l) {
        const uint32x4_t oldest = w[l][quad & 3];
        const uint32x4_t wk = vaddq_u32(oldest, k);
        if (quad < 12) {
          w[l][quad & 3] = vsha256su1q_u32(vsha256su0q_u32(oldest, w[l][(quad + 1) & 3]),
                                           w[l][(quad + 2) & 3], w[l][(quad + 3) & 3]);
        }
        const uint32x4_t abcd_old = abcd[l];
        abcd[l] = vsha256hq_u32(abcd[l], efgh[l], wk);
        efgh[l] = vsha256h2q_u32(efgh[l], abcd_old, wk);
      }
    }
    for (int l = 0; l < N; ++l) {
      abcd[l] = vaddq_u32(abcd[l], abcd_before[l]);
      efgh[l] = vaddq_u32(efgh[l], efgh_before[l]);
    }
  }

  for (int l = 0; l < N; ++l) {
    vst1q_u32(lanes[l].value, abcd[l]);
    vst1q_u32(lanes[l].value + 4, efgh[l]);
  }
}

void compress(const Lane* lanes, size_t count, size_t blocks) {
  switch (count) {
    case 1: return interleave<1>(lanes, blocks);
    case 2: return interleave<2>(lanes, blocks);
    case 3: return interleave<3>(lanes, blocks);
    default: return interleave<4>(lanes, blocks);
  }
}

}  // namespace

Compressor armv8_compressor() { return {4, compress}; }

}  // namespace modelaudit::inspect
#endif
