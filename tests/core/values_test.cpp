// The small values that everything stands on: checked arithmetic, digests, streams.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "core/byte_stream.h"
#include "core/checked.h"
#include "core/digest.h"
#include "core/limits.h"
#include "core/sha256.h"

using namespace modelaudit;

BOOST_AUTO_TEST_SUITE(values)

BOOST_AUTO_TEST_CASE(arithmetic_that_does_not_fit_gives_nothing) {
  BOOST_TEST(checked_add(1, 2).value() == 3);
  BOOST_TEST(!checked_add(~uint64_t{0}, 1));
  BOOST_TEST(checked_mul(uint64_t{1} << 32, 2).value() == uint64_t{1} << 33);
  BOOST_TEST(!checked_mul(uint64_t{1} << 32, uint64_t{1} << 32));
  BOOST_TEST(align_up(33, 32).value() == 64);
  BOOST_TEST(align_up(64, 32).value() == 64);
  BOOST_TEST(!align_up(1, 0));
  BOOST_TEST(!align_up(~uint64_t{0}, 32));
}

BOOST_AUTO_TEST_CASE(a_digest_is_read_back_from_its_hex) {
  const Digest digest = sha256("abc");
  BOOST_TEST(to_hex(digest) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST((digest_from_hex(to_hex(digest)) == digest));
  BOOST_TEST(!digest_from_hex("ba78"));
  BOOST_TEST(!digest_from_hex(std::string(64, 'g')));
}

BOOST_AUTO_TEST_CASE(loads_follow_the_byte_order) {
  const std::vector<uint8_t> bytes = {1, 2, 3, 4, 5, 6, 7, 8};
  BOOST_TEST(load_u16(bytes, false) == 0x0201);
  BOOST_TEST(load_u16(bytes, true) == 0x0102);
  BOOST_TEST(load_u32(bytes, false) == 0x04030201U);
  BOOST_TEST(load_u64(bytes, true) == 0x0102030405060708U);
}

BOOST_AUTO_TEST_CASE(a_stream_shows_each_byte_to_its_tap_once) {
  struct Tap final : StreamTap {
    std::string seen;
    void on_bytes(uint64_t offset, Bytes bytes) override {
      BOOST_TEST(offset == seen.size());
      seen.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
  } tap;
  const std::string text = "0123456789";
  MemoryStream in({reinterpret_cast<const uint8_t*>(text.data()), text.size()}, &tap);
  BOOST_TEST(in.peek(4).size() == 4);
  in.consume(3);
  BOOST_TEST(in.left() == 7);
  BOOST_TEST(skip(in, 100) == 7);
  BOOST_TEST(tap.seen == text);
}

BOOST_AUTO_TEST_CASE(limits_are_found_by_the_words_that_the_report_shows) {
  Limits limits;
  for (const LimitRow& row : kLimitTable) {
    BOOST_TEST((Limits::find(row.word) == row.name));
    BOOST_TEST(limits[row.name] == row.value);
  }
  limits.set(LimitName::members, 7);
  BOOST_TEST(limits.by_name().at("members") == 7);
  BOOST_TEST(!Limits::find("planets"));
}

BOOST_AUTO_TEST_SUITE_END()
