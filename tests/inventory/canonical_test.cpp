#include "inventory/canonical.h"

#include <boost/test/unit_test.hpp>

#include "core/sha256.h"

using namespace modelaudit;

namespace {

MetadataEntry text(std::string key, std::string value) {
  MetadataEntry entry{std::move(key), "str", {}, 0};
  entry.value.kind = Value::Kind::text;
  entry.value.bytes = value.size();
  entry.value.text = std::move(value);
  return entry;
}

MetadataEntry number(std::string key, uint64_t value) {
  MetadataEntry entry{std::move(key), "u32", {}, 0};
  entry.value.kind = Value::Kind::unsigned_integer;
  entry.value.unsigned_integer = value;
  return entry;
}

std::string le(uint64_t value) {
  std::string out;
  for (int i = 0; i < 8; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::string counted(const std::string& text) { return le(text.size()) + text; }

}  // namespace

BOOST_AUTO_TEST_SUITE(canonical)

BOOST_AUTO_TEST_CASE(no_metadata_is_the_digest_of_nothing) {
  BOOST_TEST((canonical_metadata_digest({}) == sha256(std::string_view())));
}

BOOST_AUTO_TEST_CASE(entries_are_key_type_and_value_in_order_of_keys) {
  const std::string expected =
      counted("a") + counted("u32") + le(7) + counted("b") + counted("str") + counted("x");
  BOOST_TEST((canonical_metadata_digest({text("b", "x"), number("a", 7)}) == sha256(expected)));
  BOOST_TEST((canonical_metadata_digest({number("a", 7), text("b", "x")}) == sha256(expected)));
}

BOOST_AUTO_TEST_CASE(equal_keys_keep_the_order_of_the_file) {
  BOOST_TEST((canonical_metadata_digest({text("a", "x"), text("a", "y")}) !=
              canonical_metadata_digest({text("a", "y"), text("a", "x")})));
}

BOOST_AUTO_TEST_CASE(offsets_do_not_count) {
  MetadataEntry moved = text("a", "x");
  moved.offset = 99;
  BOOST_TEST((canonical_metadata_digest({moved}) == canonical_metadata_digest({text("a", "x")})));
}

BOOST_AUTO_TEST_CASE(a_long_text_goes_by_length_and_digest) {
  const std::string body(5000, 'x');
  MetadataEntry entry = text("a", body.substr(0, 10));
  entry.value.bytes = body.size();
  entry.value.truncated = true;
  entry.value.sha256 = sha256(body);
  const Digest digest = sha256(body);
  const std::string raw(digest.bytes.begin(), digest.bytes.end());
  BOOST_TEST((canonical_metadata_digest({entry}) ==
              sha256(counted("a") + counted("str") + le(5000) + raw)));
}

BOOST_AUTO_TEST_CASE(a_short_array_goes_element_by_element) {
  MetadataEntry entry{"a", "array<i32>", {}, 0};
  entry.value.kind = Value::Kind::array;
  entry.value.count = 1;
  entry.value.items.resize(1);
  entry.value.items[0].kind = Value::Kind::signed_integer;
  entry.value.items[0].signed_integer = -1;
  BOOST_TEST((canonical_metadata_digest({entry}) ==
              sha256(counted("a") + counted("array<i32>") + le(1) + le(UINT64_MAX))));
}

BOOST_AUTO_TEST_CASE(a_long_array_goes_by_its_canonical_digest) {
  MetadataEntry entry{"a", "array<str>", {}, 0};
  entry.value.kind = Value::Kind::array;
  entry.value.count = 1000;
  entry.value.truncated = true;
  entry.value.sha256 = sha256("stored");
  entry.value.canonical = sha256("canonical");
  const Digest digest = sha256("canonical");
  const std::string raw(digest.bytes.begin(), digest.bytes.end());
  BOOST_TEST((canonical_metadata_digest({entry}) ==
              sha256(counted("a") + counted("array<str>") + le(1000) + raw)));
}

BOOST_AUTO_TEST_CASE(a_real_is_its_stored_bits) {
  MetadataEntry entry{"a", "f32", {}, 0};
  entry.value.kind = Value::Kind::real;
  entry.value.real_bits = 0x7FC00001;  // a NaN with a payload
  BOOST_TEST((canonical_metadata_digest({entry}) ==
              sha256(counted("a") + counted("f32") + le(0x7FC00001))));
}

BOOST_AUTO_TEST_SUITE_END()
