// SHA-256 by the SHA extensions of x86 (Intel SDM vol. 2: SHA256RNDS2, SHA256MSG1, SHA256MSG2), 1
// to 4 streams interleaved in one loop.
//
// SHA256RNDS2 does two rounds and keeps the working variables as {A,B,E,F} and {C,D,G,H}. Its
// latency of four cycles is what bounds one stream: 32 of them, one after the other, for 64 bytes.
// The lanes of this loop are independent, so their instructions overlap. More than four lanes only
// spill registers (16 are there).
//
// Only the SSE forms exist: a caller that has used AVX must have cleared the upper halves
// (VZEROUPPER), or each of these instructions pays for preserving them. The other kernels do.
#if defined(__x86_64__)
#include <immintrin.h>

#include "inspect/digest/compressor.h"
#include "inspect/digest/sha256_constants.h"

namespace modelaudit::inspect {
namespace {

__m128i load(const void* from) { return _mm_loadu_si128(static_cast<const __m128i*>(from)); }
void store(void* to, __m128i value) { _mm_storeu_si128(static_cast<__m128i*>(to), value); }

template <int N>
void interleave(const Lane* lanes, size_t blocks) {
  const __m128i big_endian = _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3);
  __m128i abef[N];
  __m128i cdgh[N];
  const uint8_t* from[N];
  for (int l = 0; l < N; ++l) {
    const __m128i badc = _mm_shuffle_epi32(load(lanes[l].value), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(load(lanes[l].value + 4), 0x1B);
    abef[l] = _mm_alignr_epi8(badc, efgh, 8);
    cdgh[l] = _mm_blend_epi16(efgh, badc, 0xF0);
    from[l] = lanes[l].blocks;
  }

  for (; blocks != 0; --blocks) {
    __m128i abef_before[N];
    __m128i cdgh_before[N];
    __m128i w[N][4];  // the last 16 words of the message schedule, a ring of four quads
    for (int l = 0; l < N; ++l) {
      abef_before[l] = abef[l];
      cdgh_before[l] = cdgh[l];
      for (int i = 0; i < 4; ++i) w[l][i] = _mm_shuffle_epi8(load(from[l] + 16 * i), big_endian);
      from[l] += 64;
    }
#pragma GCC unroll 16
    for (int quad = 0; quad < 16; ++quad) {
#pragma GCC unroll 4
      for (int l = 0; l < N; ++l) {
        const __m128i oldest = w[l][quad & 3];
        const __m128i newest = w[l][(quad + 3) & 3];
        const __m128i wk = _mm_add_epi32(oldest, load(kSha256Rounds + 4 * quad));
        cdgh[l] = _mm_sha256rnds2_epu32(cdgh[l], abef[l], wk);
        if (quad < 12) {
          const __m128i seven_back = _mm_alignr_epi8(newest, w[l][(quad + 2) & 3], 4);
          const __m128i partial =
              _mm_add_epi32(_mm_sha256msg1_epu32(oldest, w[l][(quad + 1) & 3]), seven_back);
          w[l][quad & 3] = _mm_sha256msg2_epu32(partial, newest);
        }
        abef[l] = _mm_sha256rnds2_epu32(abef[l], cdgh[l], _mm_shuffle_epi32(wk, 0x0E));
      }
    }
    for (int l = 0; l < N; ++l) {
      abef[l] = _mm_add_epi32(abef[l], abef_before[l]);
      cdgh[l] = _mm_add_epi32(cdgh[l], cdgh_before[l]);
    }
  }

  for (int l = 0; l < N; ++l) {
    const __m128i feba = _mm_shuffle_epi32(abef[l], 0x1B);
    const __m128i dchg = _mm_shuffle_epi32(cdgh[l], 0xB1);
    store(lanes[l].value, _mm_blend_epi16(feba, dchg, 0xF0));
    store(lanes[l].value + 4, _mm_alignr_epi8(dchg, feba, 8));
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

Compressor shani_compressor() { return {4, compress}; }

}  // namespace modelaudit::inspect
#endif
