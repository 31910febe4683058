#include "inspect/digest/extent_hasher.h"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "core/sha256.h"
#include "inspect/digest/kernel.h"
#include "inspect/digest/noise.h"

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

constexpr std::string_view kEmpty =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct Range {
  uint64_t begin;
  uint64_t end;
};

Digest digest_of(const std::vector<uint8_t>& bytes, Range r) {
  return sha256(
      Bytes(bytes).subspan(static_cast<size_t>(r.begin), static_cast<size_t>(r.end - r.begin)));
}

/// Extents registered at the start of a stream over `bytes`.
ExtentHasher::Digests hash(const std::vector<uint8_t>& bytes, const std::vector<Range>& extents) {
  ExtentHasher hasher;
  for (const Range& r : extents) BOOST_TEST_REQUIRE(bool{hasher.add_extent(r.begin, r.end)});
  MemoryStream in(bytes, &hasher);
  BOOST_TEST(run_stream(in, hasher) == bytes.size());
  return hasher.finish(bytes.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(extent_hasher)

BOOST_AUTO_TEST_CASE(an_empty_stream_has_the_empty_digest) {
  const ExtentHasher::Digests digests = hash({}, {});
  BOOST_TEST(to_hex(*digests.whole) == kEmpty);
  BOOST_TEST(digests.extents.empty());
}

BOOST_AUTO_TEST_CASE(extents_are_numbered_in_the_order_of_registration) {
  ExtentHasher hasher;
  BOOST_TEST(hasher.add_extent(50, 60).value() == 0);
  BOOST_TEST(hasher.add_extent(10, 20).value() == 1);
  BOOST_TEST(hasher.add_extent(10, 20).value() == 2);
}

BOOST_AUTO_TEST_CASE(out_of_order_overlapping_and_nested_extents) {
  const std::vector<uint8_t> bytes = test::noise_bytes(1, 1000);
  const std::vector<Range> extents = {{500, 900}, {0, 1000}, {100, 600}, {200, 201},
                                      {100, 600}, {0, 1},    {999, 1000}};
  const ExtentHasher::Digests digests = hash(bytes, extents);
  BOOST_TEST((digests.whole == sha256(Bytes(bytes))));
  for (size_t i = 0; i < extents.size(); ++i) {
    BOOST_TEST((digests.extents[i].digest == digest_of(bytes, extents[i])), "extent " << i);
    BOOST_TEST(digests.extents[i].degenerate == (extents[i].end - extents[i].begin == 1),
               "extent " << i);
  }
}

BOOST_AUTO_TEST_CASE(empty_extents_have_the_empty_digest_wherever_they_are) {
  const ExtentHasher::Digests digests =
      hash(test::noise_bytes(2, 100), {{0, 0}, {50, 50}, {100, 100}});
  for (const ExtentHasher::Extent& extent : digests.extents) {
    BOOST_TEST(to_hex(*extent.digest) == kEmpty);
    BOOST_TEST(!extent.degenerate);
  }
}

BOOST_AUTO_TEST_CASE(an_extent_beyond_the_end_has_no_digest) {
  const ExtentHasher::Digests digests =
      hash(std::vector<uint8_t>(100, 0),
           {{0, 101}, {100, 101}, {101, 101}, {UINT64_MAX, UINT64_MAX}, {99, 100}});
  for (size_t i = 0; i < 4; ++i) {
    BOOST_TEST(!digests.extents[i].digest, "extent " << i);
    BOOST_TEST(!digests.extents[i].degenerate, "extent " << i);
  }
  BOOST_TEST(digests.extents[4].digest.has_value());
}

BOOST_AUTO_TEST_CASE(an_extent_may_be_registered_until_its_first_byte_passes) {
  const std::vector<uint8_t> bytes = test::noise_bytes(3, 300);
  ExtentHasher hasher;
  MemoryStream in(bytes, &hasher);
  skip(in, 100);
  BOOST_TEST(bool{hasher.add_extent(100, 200)});
  const Result<uint32_t> late = hasher.add_extent(99, 200);
  BOOST_TEST_REQUIRE(!late);
  BOOST_TEST(late.error().code == "extent-refused");
  BOOST_TEST(late.error().offset == 99);
  const Result<uint32_t> backwards = hasher.add_extent(250, 249);
  BOOST_TEST_REQUIRE(!backwards);
  BOOST_TEST(backwards.error().code == "extent-refused");
  run_stream(in, hasher);
  const ExtentHasher::Digests digests = hasher.finish(300);
  BOOST_TEST_REQUIRE(digests.extents.size() == 1);
  BOOST_TEST((digests.extents[0].digest == digest_of(bytes, {100, 200})));
}

BOOST_AUTO_TEST_CASE(equal_bytes_are_degenerate_over_chunk_borders_and_one_other_byte_is_not) {
  const std::vector<Range> extents = {{0, 5000}, {100, 4000}, {4000, 5000}, {4001, 5000}};
  std::vector<uint8_t> bytes(5000, 0xff);
  bytes[4000] = 0xfe;
  for (const size_t chunk : {1, 7, 1000, 4000, 4001, 5000}) {
    ExtentHasher hasher;
    for (const Range& r : extents) BOOST_TEST_REQUIRE(bool{hasher.add_extent(r.begin, r.end)});
    for (size_t at = 0; at < bytes.size(); at += chunk) {
      hasher.on_bytes(at, Bytes(bytes).subspan(at, std::min(chunk, bytes.size() - at)));
    }
    const ExtentHasher::Digests digests = hasher.finish(bytes.size());
    BOOST_TEST(!digests.extents[0].degenerate);
    BOOST_TEST(digests.extents[1].degenerate);
    BOOST_TEST(!digests.extents[2].degenerate);
    BOOST_TEST(digests.extents[3].degenerate);
  }
}

// The property: for any extents, registration times and chunks, each digest is that of the bytes it
// covers.
BOOST_AUTO_TEST_CASE(random_extents_and_chunks_agree_with_openssl) {
  for (const Kernel& kernel : available_kernels()) {
    for (uint64_t seed = 0; seed < 40; ++seed) {
      test::Noise noise(seed);
      const size_t size = static_cast<size_t>(noise.below(20'000));
      const std::vector<uint8_t> bytes = test::noise_bytes(seed, size);
      ExtentHasher hasher(kernel);
      std::vector<Range> extents;
      size_t at = 0;
      const auto register_some = [&](size_t most) {
        for (uint64_t n = noise.below(most); n != 0; --n) {
          const uint64_t begin = at + noise.below(size - at + 100);
          const uint64_t end = begin + noise.below(1 + (uint64_t{1} << noise.below(14)));
          BOOST_TEST_REQUIRE(hasher.add_extent(begin, end).value() == extents.size());
          extents.push_back({begin, end});
        }
      };
      register_some(40);
      while (at < size) {
        const size_t n =
            std::min<size_t>(size - at, 1 + noise.below(1 + (uint64_t{1} << noise.below(14))));
        hasher.on_bytes(at, Bytes(bytes).subspan(at, n));
        at += n;
        register_some(3);
      }
      const ExtentHasher::Digests digests = hasher.finish(size);
      BOOST_TEST((digests.whole == sha256(Bytes(bytes))));
      BOOST_TEST_REQUIRE(digests.extents.size() == extents.size());
      for (size_t i = 0; i < extents.size(); ++i) {
        const bool whole = extents[i].end <= size;
        BOOST_TEST_REQUIRE(digests.extents[i].digest.has_value() == whole);
        if (whole) BOOST_TEST_REQUIRE((digests.extents[i].digest == digest_of(bytes, extents[i])));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_extents) {
  const std::vector<uint8_t> bytes = test::noise_bytes(4, 100 * 100'000);
  std::vector<Range> extents;
  for (uint64_t i = 100'000; i-- > 0;) extents.push_back({100 * i, 100 * i + 100});
  const ExtentHasher::Digests digests = hash(bytes, extents);
  BOOST_TEST((digests.whole == sha256(Bytes(bytes))));
  for (size_t i = 0; i < extents.size(); i += 997) {
    BOOST_TEST((digests.extents[i].digest == digest_of(bytes, extents[i])));
  }
}

BOOST_AUTO_TEST_CASE(two_hashers_share_a_set_and_one_flush) {
  const std::vector<uint8_t> a = test::noise_bytes(5, 1000);
  const std::vector<uint8_t> b = test::noise_bytes(6, 1500);
  StreamSet set;
  ExtentHasher first(set);
  ExtentHasher second(set, ExtentHasher::Whole::skip);
  first.defer_flush(true);
  second.defer_flush(true);
  BOOST_TEST(bool{first.add_extent(10, 900)});
  BOOST_TEST(bool{second.add_extent(0, 1500)});
  first.on_bytes(0, a);
  second.on_bytes(0, b);
  BOOST_TEST(set.waiting() == 1000 + 890 + 1500);
  first.end_stream(1000);
  second.end_stream(1500);
  set.flush();
  const ExtentHasher::Digests of_a = first.finish(1000);
  const ExtentHasher::Digests of_b = second.finish(1500);
  BOOST_TEST((of_a.whole == sha256(Bytes(a))));
  BOOST_TEST((of_a.extents[0].digest == digest_of(a, {10, 900})));
  BOOST_TEST(!of_b.whole);
  BOOST_TEST((of_b.extents[0].digest == sha256(Bytes(b))));
}

BOOST_AUTO_TEST_CASE(a_hasher_given_up_leaves_the_shared_set_usable) {
  const std::vector<uint8_t> bytes = test::noise_bytes(7, 1000);
  StreamSet set;
  {
    ExtentHasher given_up(set);
    given_up.defer_flush(true);
    BOOST_TEST(bool{given_up.add_extent(0, 2000)});
    BOOST_TEST(bool{given_up.add_extent(0, 500)});
    std::vector<uint8_t> gone = bytes;
    given_up.on_bytes(0, gone);
  }
  BOOST_TEST(set.waiting() == 0);
  ExtentHasher hasher(set);
  MemoryStream in(bytes, &hasher);
  run_stream(in, hasher);
  BOOST_TEST((hasher.finish(1000).whole == sha256(Bytes(bytes))));
}

BOOST_AUTO_TEST_SUITE_END()
