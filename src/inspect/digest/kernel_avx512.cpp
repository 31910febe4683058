// SHA-256 of 16 streams in the 16 elements of AVX-512 registers.
//
// The rounds are those of FIPS 180-4 §6.2.2, written once for 16 streams: element i of every vector
// belongs to stream i. AVX-512 has what the method wants: a rotate instruction, a three-input logic
// instruction (Ch, Maj and the three terms of each Sigma are one instruction each), and 32
// registers, so that the message schedule stays in them.
//
// The message words arrive stream by stream, 64 bytes of each; a 16 × 16 transposition in registers
// puts word j of all streams into vector j. The function ends with VZEROUPPER: dirty upper halves
// would slow every SSE instruction that follows, the SHA extensions first of all.
//
// Buffers at equal distances of a large power of two would fall into the same sets of the
// first-level cache in all lanes; who allocates them staggers them (hash_files.cpp).
#if defined(__x86_64__)
// gcc 12 warns of the deliberately undefined pass-through operands inside its own header (gcc bug
// 105593).
#if !defined(__clang__)
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>

#include "inspect/digest/compressor.h"
#include "inspect/digest/sha256_constants.h"

namespace modelaudit::inspect {
namespace {

using V = __m512i;

constexpr int kXor3 = 0x96;    // a ^ b ^ c
constexpr int kChoose = 0xCA;  // a ? b : c
constexpr int kMajority = 0xE8;

inline V add(V a, V b) { return _mm512_add_epi32(a, b); }
inline V xor3(V a, V b, V c) { return _mm512_ternarylogic_epi32(a, b, c, kXor3); }

/// Four rows of four columns within each 128-bit part: words of rows become rows of words.
inline void transpose_quads(V* out, V r0, V r1, V r2, V r3) {
  const V low01 = _mm512_unpacklo_epi32(r0, r1);
  const V high01 = _mm512_unpackhi_epi32(r0, r1);
  const V low23 = _mm512_unpacklo_epi32(r2, r3);
  const V high23 = _mm512_unpackhi_epi32(r2, r3);
  out[0] = _mm512_unpacklo_epi64(low01, low23);
  out[1] = _mm512_unpackhi_epi64(low01, low23);
  out[2] = _mm512_unpacklo_epi64(high01, high23);
  out[3] = _mm512_unpackhi_epi64(high01, high23);
}

/// rows[i] element j ↔ rows[j] element i, 16 × 16.
inline void transpose16(V* rows) {
  V t[16];
  for (int i = 0; i < 16; i += 4)
    transpose_quads(t + i, rows[i], rows[i + 1], rows[i + 2], rows[i + 3]);
  for (int i = 0; i < 4; ++i) {
    const V even_low = _mm512_shuffle_i32x4(t[i], t[i + 4], 0x88);
    const V odd_low = _mm512_shuffle_i32x4(t[i], t[i + 4], 0xdd);
    const V even_high = _mm512_shuffle_i32x4(t[i + 8], t[i + 12], 0x88);
    const V odd_high = _mm512_shuffle_i32x4(t[i + 8], t[i + 12], 0xdd);
    rows[i] = _mm512_shuffle_i32x4(even_low, even_high, 0x88);
    rows[i + 4] = _mm512_shuffle_i32x4(odd_low, odd_high, 0x88);
    rows[i + 8] = _mm512_shuffle_i32x4(even_low, even_high, 0xdd);
    rows[i + 12] = _mm512_shuffle_i32x4(odd_low, odd_high, 0xdd);
  }
}

/// The 8 × 8 transposition within each 256-bit half: chaining values of 16 streams (stream i in the
/// low half of row i, stream i + 8 in its high half) ↔ word i of all streams. It is its own
/// inverse.
inline void transpose_values(V* rows) {
  const V first = _mm512_set_epi64(13, 12, 5, 4, 9, 8, 1, 0);
  const V second = _mm512_set_epi64(15, 14, 7, 6, 11, 10, 3, 2);
  V t[8];
  transpose_quads(t, rows[0], rows[1], rows[2], rows[3]);
  transpose_quads(t + 4, rows[4], rows[5], rows[6], rows[7]);
  for (int i = 0; i < 4; ++i) {
    rows[i] = _mm512_permutex2var_epi64(t[i], first, t[i + 4]);
    rows[i + 4] = _mm512_permutex2var_epi64(t[i], second, t[i + 4]);
  }
}

void compress16(const Lane* lanes, size_t blocks) {
  const V big_endian =
      _mm512_broadcast_i32x4(_mm_set_epi8(12, 13, 14, 15, 8, 9, 10, 11, 4, 5, 6, 7, 0, 1, 2, 3));
  V value[8];
  for (int i = 0; i < 8; ++i) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lanes[i].value));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(lanes[i + 8].value));
    value[i] = _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
  }
  transpose_values(value);

  for (size_t at = 0; blocks != 0; --blocks, at += 64) {
    V w[16];
    for (int i = 0; i < 16; ++i) w[i] = _mm512_loadu_si512(lanes[i].blocks + at);
    transpose16(w);
    for (int i = 0; i < 16; ++i) w[i] = _mm512_shuffle_epi8(w[i], big_endian);

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
        const V sigma0 =
            xor3(_mm512_ror_epi32(x, 7), _mm512_ror_epi32(x, 18), _mm512_srli_epi32(x, 3));
        const V sigma1 =
            xor3(_mm512_ror_epi32(y, 17), _mm512_ror_epi32(y, 19), _mm512_srli_epi32(y, 10));
        w[r & 15] = add(add(w[r & 15], sigma0), add(w[(r + 9) & 15], sigma1));
      }
      const V k = _mm512_set1_epi32(static_cast<int>(kSha256Rounds[r]));
      const V sum1 = xor3(_mm512_ror_epi32(e, 6), _mm512_ror_epi32(e, 11), _mm512_ror_epi32(e, 25));
      const V choose = _mm512_ternarylogic_epi32(e, f, g, kChoose);
      const V t1 = add(add(h, add(w[r & 15], k)), add(sum1, choose));
      const V sum0 = xor3(_mm512_ror_epi32(a, 2), _mm512_ror_epi32(a, 13), _mm512_ror_epi32(a, 22));
      const V majority = _mm512_ternarylogic_epi32(a, b, c, kMajority);
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

  transpose_values(value);
  for (int i = 0; i < 8; ++i) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(lanes[i].value),
                        _mm512_castsi512_si256(value[i]));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(lanes[i + 8].value),
                        _mm512_extracti64x4_epi64(value[i], 1));
  }
  _mm256_zeroupper();
}

void compress(const Lane* lanes, size_t count, size_t blocks) {
  if (count == 16) return compress16(lanes, blocks);
  // Idle lanes hash the first lane's blocks into values that nobody reads.
  Lane all[16];
  uint32_t unread[16][8] = {};
  for (size_t i = 0; i < 16; ++i) all[i] = i < count ? lanes[i] : Lane{unread[i], lanes[0].blocks};
  compress16(all, blocks);
}

}  // namespace

Compressor avx512_compressor() { return {16, compress}; }

}  // namespace modelaudit::inspect
#endif
