// SHA-256 of 8 streams in the 8 elements of AVX2 registers, for CPUs with neither SHA extensions
// nor AVX-512.
//
// The method is that of kernel_avx512.cpp. AVX2 has no rotate (two shifts and an exclusive or) and
// no three-input logic, and 16 registers only: the message schedule lives in the first-level cache.
#if defined(__x86_64__)
#include <immintrin.h>

#include "inspect/digest/compressor.h"
#include "inspect/digest/sha256_constants.h"

namespace modelaudit::inspect {
namespace {

using V = __m256i;

inline V add(V a, V b) { return _mm256_add_epi32(a, b); }
inline V exor(V a, V b) { return _mm256_xor_si256(a, b); }
template <int N>
inline V rotate(V x) {
  return exor(_mm256_srli_epi32(x, N), _mm256_slli_epi32(x, 32 - N));
}
inline V load(const void* from) { return _mm256_loadu_si256(static_cast<const V*>(from)); }

/// rows[i] element j ↔ rows[j] element i, 8 × 8.
inline void transpose8(V* rows) {
  V t[8];
  for (int i = 0; i < 8; i += 4) {
    const V low01 = _mm256_unpacklo_epi32(rows[i], rows[i + 1]);
    const V high01 = _mm256_unpackhi_epi32(rows[i], rows[i + 1]);
    const V low23 = _mm256_unpacklo_epi32(rows[i + 2], rows[i + 3]);
    const V high23 = _mm256_unpackhi_epi32(rows[i + 2], rows[i + 3]);
    t[i] = _mm256_unpacklo_epi64(low01, low23);
    t[i + 1] = _mm256_unpackhi_epi64(low01, low23);
    t[i + 2] = _mm256_unpacklo_epi64(high01, high23);
    t[i + 3] = _mm256_unpackhi_epi64(high01, high23);
  }
  for (int i = 0; i < 4; ++i) {
    rows[i] = _mm256_permute2x128_si256(t[i], t[i + 4], 0x20);
    rows[i + 4] = _mm256_permute2x128_si256(t[i], t[i + 4], 0x31);
  }
}

void compress8(const Lane* lanes, size_t blocks) {
  const V big_endian = _mm256_broadcastsi128_si256(
      _mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3));
  V value[8];
  for (int i = 0; i < 8; ++i) value[i] = load(lanes[i].value);
  transpose8(value);

  for (size_t at = 0; blocks != 0; --blocks, at += 64) {
    V w[16];
    for (int i = 0; i < 8; ++i) {
      w[i] = _mm256_shuffle_epi8(load(lanes[i].blocks + at), big_endian);
      w[i + 8] = _mm256_shuffle_epi8(load(lanes[i].blocks + at + 32), big_endian);
    }
    transpose8(w);
    transpose8(w + 8);

    V a = value[0];
    V b = value[1];
    V c = value[2];
    V d = value[3];
    V e = value[4];
    V f = value[5];
    V g = value[6];
    V h = value[7];
#pragma GCC unroll 64
    for (int r = 0; r < 64; ++r) {
      if (r >= 16) {
        const V x = w[(r + 1) & 15];
        const V y = w[(r + 14) & 15];
        const V sigma0 = exor(exor(rotate<7>(x), rotate<18>(x)), _mm256_srli_epi32(x, 3));
        const V sigma1 = exor(exor(rotate<17>(y), rotate<19>(y)), _mm256_srli_epi32(y, 10));
        w[r & 15] = add(add(w[r & 15], sigma0), add(w[(r + 9) & 15], sigma1));
      }
      const V k = _mm256_set1_epi32(static_cast<int>(kSha256Rounds[r]));
      const V sum1 = exor(exor(rotate<6>(e), rotate<11>(e)), rotate<25>(e));
      const V choose = exor(g, _mm256_and_si256(e, exor(f, g)));
      const V t1 = add(add(h, add(w[r & 15], k)), add(sum1, choose));
      const V sum0 = exor(exor(rotate<2>(a), rotate<13>(a)), rotate<22>(a));
      const V majority = exor(b, _mm256_and_si256(exor(a, b), exor(b, c)));
      h = g;
      g = f;
      f = e;
      e = add(d, t1);
      d = c;
      c = b;
      b = a;
      a = add(t1, add(sum0, majority));
    }
    value[0] = add(value[0], a);
    value[1] = add(value[1], b);
    value[2] = add(value[2], c);
    value[3] = add(value[3], d);
    value[4] = add(value[4], e);
    value[5] = add(value[5], f);
    value[6] = add(value[6], g);
    value[7] = add(value[7], h);
  }

  transpose8(value);
  for (int i = 0; i < 8; ++i) _mm256_storeu_si256(reinterpret_cast<V*>(lanes[i].value), value[i]);
  _mm256_zeroupper();
}

void compress(const Lane* lanes, size_t count, size_t blocks) {
  if (count == 8) return compress8(lanes, blocks);
  // Idle lanes hash the first lane's blocks into values that nobody reads.
  Lane all[8];
  uint32_t unread[8][8] = {};
  for (size_t i = 0; i < 8; ++i) all[i] = i < count ? lanes[i] : Lane{unread[i], lanes[0].blocks};
  compress8(all, blocks);
}

}  // namespace

Compressor avx2_compressor() { return {8, compress}; }

}  // namespace modelaudit::inspect
#endif
