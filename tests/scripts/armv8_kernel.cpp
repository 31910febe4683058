// Run by armv8_kernel.sh under emulation, where there is no OpenSSL: each lane count of the ARMv8
// kernel against FIPS 180-4 §6.2.2 written out, which is itself checked by NIST vectors.
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "inspect/digest/compressor.h"
#include "inspect/digest/sha256_constants.h"

using namespace modelaudit::inspect;

namespace {

using Value = std::array<uint32_t, 8>;

uint32_t rotate(uint32_t x, int n) { return (x >> n) | (x << (32 - n)); }

void plain_block(Value& value, const uint8_t* block) {
  uint32_t w[64];
  for (int t = 0; t < 16; ++t) {
    w[t] = (uint32_t{block[4 * t]} << 24) | (uint32_t{block[4 * t + 1]} << 16) |
           (uint32_t{block[4 * t + 2]} << 8) | block[4 * t + 3];
  }
  for (int t = 16; t < 64; ++t) {
    const uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >> 3);
    const uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >> 10);
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
  auto [a, b, c, d, e, f, g, h] = value;
  for (int t = 0; t < 64; ++t) {
    const uint32_t t1 = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) +
                        kSha256Rounds[t] + w[t];
    const uint32_t t2 =
        (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = d + t1;
    d = c;
    c = b;
    b = a;
    a = t1 + t2;
  }
  const uint32_t added[8] = {a, b, c, d, e, f, g, h};
  for (int i = 0; i < 8; ++i) value[static_cast<size_t>(i)] += added[i];
}

std::vector<uint8_t> padded(const std::string& message) {
  std::vector<uint8_t> blocks(message.begin(), message.end());
  blocks.push_back(0x80);
  while (blocks.size() % 64 != 56) blocks.push_back(0);
  for (int shift = 56; shift >= 0; shift -= 8) {
    blocks.push_back(static_cast<uint8_t>((uint64_t{message.size()} * 8) >> shift));
  }
  return blocks;
}

Value start() {
  Value value;
  std::memcpy(value.data(), kSha256Start, sizeof kSha256Start);
  return value;
}

Value plain(const std::vector<uint8_t>& blocks) {
  Value value = start();
  for (size_t at = 0; at < blocks.size(); at += 64) plain_block(value, blocks.data() + at);
  return value;
}

bool nist_vectors_hold() {
  const Value abc = {0xba7816bf, 0x8f01cfea, 0x414140de, 0x5dae2223,
                     0xb00361a3, 0x96177a9c, 0xb410ff61, 0xf20015ad};
  const Value two_blocks = {0x248d6a61, 0xd20638b8, 0xe5c02693, 0x0c3e6039,
                            0xa33ce459, 0x64ff2167, 0xf6ecedd4, 0x19db06c1};
  return plain(padded("abc")) == abc &&
         plain(padded("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) == two_blocks;
}

}  // namespace

int main() {
  if (!nist_vectors_hold()) return std::puts("the plain SHA-256 of this test is wrong"), 1;
  const Compressor armv8 = armv8_compressor();
  size_t checked = 0;
  for (size_t count = 1; count <= armv8.lanes; ++count) {
    for (size_t length = 0; length <= 1024; ++length) {
      std::array<std::vector<uint8_t>, 4> bytes;
      std::array<Value, 4> values;
      std::array<Lane, 4> lanes;
      std::array<Value, 4> expected;
      size_t blocks = 0;
      for (size_t l = 0; l < count; ++l) {
        std::string message(length, '\0');
        for (size_t i = 0; i < length; ++i)
          message[i] = static_cast<char>(i * (2 * l + 1) + (i >> 8) + length + l);
        const std::vector<uint8_t> whole = padded(message);
        blocks = whole.size() / 64;
        expected[l] = plain(whole);
        bytes[l].resize((length + l) % 17);  // at any alignment
        lanes[l] = {values[l].data(), nullptr};
        bytes[l].insert(bytes[l].end(), whole.begin(), whole.end());
        lanes[l].blocks = bytes[l].data() + bytes[l].size() - whole.size();
        values[l] = start();
      }
      armv8.compress(lanes.data(), count, blocks);
      for (size_t l = 0; l < count; ++l, ++checked) {
        if (values[l] == expected[l]) continue;
        std::printf("lane %zu of %zu, %zu bytes: wrong\n", l, count, length);
        return 1;
      }
    }
  }
  std::printf("%zu digests agree\n", checked);
  return 0;
}
