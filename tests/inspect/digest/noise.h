// Bytes and numbers that look random and are the same in every run.
#pragma once

#include <cstdint>
#include <vector>

namespace modelaudit::test {

/// SplitMix64 (Steele, Lea, Flood 2014).
class Noise {
 public:
  explicit Noise(uint64_t seed) : state_(seed) {}
  uint64_t next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// A number below n, n > 0.
  uint64_t below(uint64_t n) { return next() % n; }

 private:
  uint64_t state_;
};

inline std::vector<uint8_t> noise_bytes(uint64_t seed, size_t size) {
  Noise noise(seed);
  std::vector<uint8_t> bytes(size);
  for (uint8_t& byte : bytes) byte = static_cast<uint8_t>(noise.next() >> 32);
  return bytes;
}

}  // namespace modelaudit::test
