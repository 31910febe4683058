// Every kernel against OpenSSL's EVP, bit for bit.
#include "inspect/digest/kernel.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <string>

#include "core/sha256.h"
#include "inspect/digest/noise.h"
#include "inspect/digest/sha256_constants.h"
#include "inspect/digest/stream_set.h"

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

Bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

/// The compressors of this CPU, without repetition.
std::vector<std::pair<std::string, Compressor>> compressors() {
  std::vector<std::pair<std::string, Compressor>> all;
  const auto add = [&](std::string name, const Compressor& c) {
    const auto same = [&](const auto& known) { return known.second.compress == c.compress; };
    if (c.compress != nullptr && std::none_of(all.begin(), all.end(), same))
      all.emplace_back(std::move(name), c);
  };
  for (const Kernel& kernel : available_kernels()) {
    add(std::string(kernel.name) + " narrow", kernel.narrow);
    add(std::string(kernel.name) + " wide", kernel.wide);
  }
  return all;
}

std::array<uint32_t, 8> start_value() {
  std::array<uint32_t, 8> value{};
  std::copy(std::begin(kSha256Start), std::end(kSha256Start), value.begin());
  return value;
}

Digest digest_of(const std::array<uint32_t, 8>& value) {
  Digest digest;
  for (size_t i = 0; i < 32; ++i)
    digest.bytes[i] = static_cast<uint8_t>(value[i / 4] >> (24 - 8 * (i % 4)));
  return digest;
}

/// The padded blocks of a message (FIPS 180-4 §5.1.1), written apart from the code under test.
std::vector<uint8_t> padded(Bytes message) {
  std::vector<uint8_t> blocks(message.begin(), message.end());
  blocks.push_back(0x80);
  while (blocks.size() % 64 != 56) blocks.push_back(0);
  for (int shift = 56; shift >= 0; shift -= 8)
    blocks.push_back(static_cast<uint8_t>((message.size() * 8) >> shift));
  return blocks;
}

Digest digest_by(const Kernel& kernel, Bytes message) {
  StreamSet set(kernel);
  const StreamSet::Id id = set.open();
  set.feed(id, message);
  return set.close(id);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)

BOOST_AUTO_TEST_CASE(openssl_is_always_there_and_last) {
  BOOST_TEST_REQUIRE(!available_kernels().empty());
  BOOST_TEST(available_kernels().back().name == "openssl");
}

BOOST_AUTO_TEST_CASE(auto_is_the_first_of_those_available) {
  BOOST_TEST(best_kernel().name == available_kernels().front().name);
  BOOST_TEST(select_kernel("auto").value().name == best_kernel().name);
  BOOST_TEST(select_kernel("").value().name == best_kernel().name);
}

BOOST_AUTO_TEST_CASE(every_available_kernel_is_selected_by_its_name) {
  for (const Kernel& kernel : available_kernels())
    BOOST_TEST(select_kernel(kernel.name).value().name == kernel.name);
}

BOOST_AUTO_TEST_CASE(an_unknown_kernel_is_refused_with_those_there_are) {
  const Result<Kernel> refused = select_kernel("abacus");
  BOOST_TEST_REQUIRE(!refused);
  BOOST_TEST(refused.error().code == "kernel-unavailable");
  BOOST_TEST(refused.error().found == "abacus");
  BOOST_TEST(refused.error().expected.find("openssl") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_lane_count_agrees_with_openssl_at_every_alignment) {
  const std::vector<uint8_t> noise = test::noise_bytes(1, 16 * (64 * 9 + 64) + 64);
  for (const auto& [name, compressor] : compressors()) {
    for (size_t count = 1; count <= compressor.lanes; ++count) {
      for (size_t shift = 0; shift < 64; ++shift) {
        const size_t length = 64 * (shift % 9) + shift;  // 0 … 8 whole blocks and a rest
        std::array<std::vector<uint8_t>, 16> blocks;
        std::array<std::array<uint32_t, 8>, 16> values;
        std::array<Lane, 16> lanes{};
        for (size_t l = 0; l < count; ++l) {
          // Each lane at its own alignment: a padded message behind `shift + l` unused bytes.
          const std::vector<uint8_t> message =
              padded(Bytes(noise).subspan(l * 640 + shift, length));
          blocks[l].resize(64 + shift + l);
          blocks[l].insert(blocks[l].end(), message.begin(), message.end());
          values[l] = start_value();
          lanes[l] = {values[l].data(), blocks[l].data() + 64 + shift + l};
        }
        compressor.compress(lanes.data(), count, length / 64 + (length % 64 < 56 ? 1 : 2));
        for (size_t l = 0; l < count; ++l) {
          if (digest_of(values[l]) == sha256(Bytes(noise).subspan(l * 640 + shift, length)))
            continue;
          BOOST_TEST_FAIL(name << ": lane " << l << " of " << count << ", " << length << " bytes");
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(several_lanes_may_read_the_same_blocks) {
  const std::vector<uint8_t> message = test::noise_bytes(2, 4096);
  const std::vector<uint8_t> blocks = padded(message);
  for (const auto& [name, compressor] : compressors()) {
    std::array<std::array<uint32_t, 8>, 16> values;
    std::array<Lane, 16> lanes{};
    for (size_t l = 0; l < compressor.lanes; ++l) {
      values[l] = start_value();
      lanes[l] = {values[l].data(), blocks.data()};
    }
    compressor.compress(lanes.data(), compressor.lanes, blocks.size() / 64);
    for (size_t l = 0; l < compressor.lanes; ++l)
      BOOST_TEST((digest_of(values[l]) == sha256(Bytes(message))), name);
  }
}

BOOST_AUTO_TEST_CASE(lengths_0_to_1024_at_several_alignments_by_every_kernel) {
  const std::vector<uint8_t> noise = test::noise_bytes(3, 1024 + 64);
  for (const Kernel& kernel : available_kernels()) {
    for (size_t length = 0; length <= 1024; ++length) {
      for (const size_t shift : {0, 1, 3, 8, 31, 63}) {
        const Bytes message = Bytes(noise).subspan(shift, length);
        if (digest_by(kernel, message) == sha256(message)) continue;
        BOOST_TEST_FAIL(kernel.name << ": " << length << " bytes at " << shift);
      }
    }
  }
}

// NIST, Secure Hash Standard examples and CAVP byte-oriented vectors.
BOOST_AUTO_TEST_CASE(nist_vectors) {
  const std::string million_a(1'000'000, 'a');
  const std::pair<std::string_view, std::string_view> vectors[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmn"
       "opqrsmnopqrst"
       "nopqrstu",
       "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
      {million_a, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const Kernel& kernel : available_kernels()) {
    for (const auto& [message, digest] : vectors) {
      BOOST_TEST(to_hex(digest_by(kernel, bytes_of(message))) == digest, kernel.name);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
