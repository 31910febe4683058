// By carry-less multiplication where the CPU has it: 64 bytes are folded into the next 64 by multiplying with powers of
// x modulo the polynomial (Gopal et al., "Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009).
// What is left, 16 bytes with the same remainder as all before, goes through zlib, as do short and other inputs: zlib
// alone is slower than SHA-256 by hardware and would halve the rate of stored members.
#include "inspect/containers/crc32.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace modelaudit::inspect {
namespace {

uint32_t by_zlib(uint32_t before, Bytes bytes) {
  while (!bytes.empty()) {
    const size_t n = std::min<size_t>(bytes.size(), size_t{1} << 30);
    before = static_cast<uint32_t>(::crc32(before, bytes.data(), static_cast<uInt>(n)));
    bytes = bytes.subspan(n);
  }
  return before;
}

#if defined(__x86_64__)

#define MODELAUDIT_CLMUL __attribute__((target("pclmul,sse4.1")))

MODELAUDIT_CLMUL __m128i load(const uint8_t* from) {
  __m128i value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

// `sum` moved on by the distance whose two powers of x are in `powers`, with the bytes that are there added.
MODELAUDIT_CLMUL __m128i fold(__m128i sum, __m128i powers, __m128i there) {
  const __m128i low = _mm_clmulepi64_si128(sum, powers, 0x00);
  const __m128i high = _mm_clmulepi64_si128(sum, powers, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), there);
}

// At least 64 bytes, a multiple of 16.
MODELAUDIT_CLMUL uint32_t by_multiplication(uint32_t before, Bytes bytes) {
  // x^(512+32), x^(512-32) and x^(128+32), x^(128-32) modulo the polynomial, reflected.
  const __m128i by_64 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
  const __m128i by_16 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
  const uint8_t* at = bytes.data();
  const uint8_t* const end = at + bytes.size();
  __m128i a = _mm_xor_si128(load(at), _mm_cvtsi32_si128(static_cast<int>(~before)));
  __m128i b = load(at + 16), c = load(at + 32), d = load(at + 48);
  for (at += 64; end - at >= 64; at += 64) {
    a = fold(a, by_64, load(at));
    b = fold(b, by_64, load(at + 16));
    c = fold(c, by_64, load(at + 32));
    d = fold(d, by_64, load(at + 48));
  }
  __m128i sum = fold(fold(fold(a, by_16, b), by_16, c), by_16, d);
  for (; at < end; at += 16) sum = fold(sum, by_16, load(at));
  uint8_t rest[16];
  std::memcpy(rest, &sum, sizeof rest);
  return by_zlib(0xffffffff, rest);  // zlib inverts at both ends: this begins with a register of zero
}

#endif

}  // namespace

uint32_t crc32(uint32_t before, Bytes bytes) {
#if defined(__x86_64__)
  static const bool multiplies = __builtin_cpu_supports("pclmul") != 0 && __builtin_cpu_supports("sse4.1") != 0;
  if (multiplies && bytes.size() >= 128) {
    const size_t whole = bytes.size() / 16 * 16;
    before = by_multiplication(before, bytes.first(whole));
    bytes = bytes.subspan(whole);
  }
#endif
  return by_zlib(before, bytes);
}

}  // namespace modelaudit::inspect
