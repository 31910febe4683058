#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "inventory/canonical.h"
#include "support/gguf_builder.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

GgufBuilder with_architecture(uint32_t version = 3, bool big_endian = false) {
  GgufBuilder file(version, big_endian);
  file.text("general.architecture", "tinytest");
  return file;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gguf_metadata)

BOOST_AUTO_TEST_CASE(every_scalar_type_has_its_value) {
  for (const bool big : {false, true}) {
    GgufBuilder file = with_architecture(3, big);
    const GgufBytes& b = file.bytes;
    file.entry("u8", 0, b.number(200, 1))
        .entry("i8", 1, b.number(0xFF, 1))
        .entry("u16", 2, b.number(65535, 2));
    file.entry("i16", 3, b.number(0x8000, 2))
        .entry("u32", 4, b.u32(7))
        .entry("i32", 5, b.u32(0xFFFFFFFE));
    file.entry("f32", 6, b.u32(0x3FC00000))
        .entry("bool", 7, b.number(1, 1))
        .entry("u64", 10, b.u64(UINT64_MAX));
    file.entry("i64", 11, b.u64(uint64_t{1} << 63)).entry("f64", 12, b.u64(0x7FF8000000000001));
    const Reading read = read_bytes(file.build());
    BOOST_TEST(read.only_notes());
    BOOST_TEST(read.entry("u8")->value.unsigned_integer == 200);
    BOOST_TEST(read.entry("i8")->value.signed_integer == -1);
    BOOST_TEST(read.entry("i8")->type == "i8");
    BOOST_TEST(read.entry("u16")->value.unsigned_integer == 65535);
    BOOST_TEST(read.entry("i16")->value.signed_integer == -32768);
    BOOST_TEST(read.entry("u32")->value.unsigned_integer == 7);
    BOOST_TEST(read.entry("i32")->value.signed_integer == -2);
    BOOST_TEST(read.entry("f32")->value.real == 1.5);
    BOOST_TEST(read.entry("bool")->value.boolean);
    BOOST_TEST(read.entry("u64")->value.unsigned_integer == UINT64_MAX);
    BOOST_TEST(read.entry("i64")->value.signed_integer == INT64_MIN);
    BOOST_TEST(read.entry("f64")->value.real_bits ==
               0x7FF8000000000001);  // a NaN keeps its payload
  }
}

BOOST_AUTO_TEST_CASE(a_bool_of_two_is_true_and_noted) {
  GgufBuilder file = with_architecture();
  file.entry("b", 7, "\x02");
  const Reading read = read_bytes(file.build());
  BOOST_TEST(read.entry("b")->value.boolean);
  BOOST_TEST(read.has("bool-value", DamageClass::note));
}

BOOST_AUTO_TEST_CASE(a_text_is_a_value_and_a_text_of_the_scan) {
  const Reading read = read_bytes(with_architecture().text("general.license", "gemma").build());
  BOOST_TEST(read.texts.size() == 2);
  BOOST_TEST(read.texts[1].key == "general.license");
  BOOST_TEST(read.texts[1].body == "gemma");
  BOOST_TEST((read.texts[1].digest == sha256("gemma")));
  BOOST_TEST(read.texts[1].length == 5);
  BOOST_TEST(read.texts[1].offset == read.entry("general.license")->offset);
}

BOOST_AUTO_TEST_CASE(a_long_text_stays_by_prefix_and_digest) {
  const std::string body(kInlineText + 1, 'x');
  const Reading read = read_bytes(with_architecture().text("license.text", body).build());
  const Value& value = read.entry("license.text")->value;
  BOOST_TEST(value.truncated);
  BOOST_TEST(value.text.size() == kInlineText);
  BOOST_TEST(value.bytes == body.size());
  BOOST_TEST((value.sha256 == sha256(body)));
  BOOST_TEST(read.texts[1].body == body);  // the text itself is whole: terms are matched on it
}

BOOST_AUTO_TEST_CASE(a_text_above_its_limit_is_cut_and_reported) {
  Limits limits;
  limits.set(LimitName::text_bytes, 10);
  const Reading read =
      read_bytes(with_architecture().text("general.license", "0123456789abc").build(), "x", limits);
  BOOST_TEST(read.texts[1].body == "0123456789");
  BOOST_TEST(read.texts[1].truncated);
  BOOST_TEST((read.texts[1].digest == sha256("0123456789abc")));
  BOOST_TEST(read.has("text-limit", DamageClass::limit));
}

BOOST_AUTO_TEST_CASE(a_string_longer_than_the_window_is_streamed) {
  const std::string body(ByteStream::kWindow * 2 + 5, 'y');
  const Reading read =
      read_bytes(with_architecture().text("a", body).texts("b", {"1", body, "2"}).build());
  BOOST_TEST(read.only_notes());
  BOOST_TEST((read.entry("a")->value.sha256 == sha256(body)));
  BOOST_TEST(read.entry("b")->value.items.size() == 3);
  BOOST_TEST((read.entry("b")->value.items[1].sha256 == sha256(body)));
  BOOST_TEST(read.entry("b")->value.items[2].text == "2");
}

BOOST_AUTO_TEST_CASE(a_short_array_keeps_its_items_and_a_long_one_its_digests) {
  const GgufBytes b;
  std::string numbers = b.u32(4) + b.count(65);
  std::string stored;
  for (uint32_t i = 0; i < 65; ++i) stored += b.u32(i);
  const Reading read = read_bytes(
      with_architecture().texts("few", {"x", "yz"}).entry("many", 9, numbers + stored).build());
  const Value& few = read.entry("few")->value;
  BOOST_TEST(read.entry("few")->type == "array<str>");
  BOOST_TEST(few.items.size() == 2);
  BOOST_TEST(few.items[1].text == "yz");
  BOOST_TEST(!few.truncated);
  const Value& many = read.entry("many")->value;
  BOOST_TEST(many.items.empty());
  BOOST_TEST(many.truncated);
  BOOST_TEST(many.count == 65);
  BOOST_TEST(many.bytes == stored.size());
  BOOST_TEST((many.sha256 == sha256(stored)));
}

BOOST_AUTO_TEST_CASE(a_big_endian_array_has_the_canonical_digest_of_a_little_endian_one) {
  std::vector<Digest> canonical;
  for (const bool big : {false, true}) {
    GgufBuilder file = with_architecture(3, big);
    std::string array = file.bytes.u32(4) + file.bytes.count(100);
    for (uint32_t i = 0; i < 100; ++i) array += file.bytes.u32(i);
    const Reading read = read_bytes(file.entry("a", 9, array).build());
    canonical.push_back(*read.entry("a")->value.canonical);
  }
  BOOST_TEST((canonical[0] == canonical[1]));
}

BOOST_AUTO_TEST_CASE(arrays_nest_to_the_limit) {
  const GgufBytes b;
  const auto nested = [&](int depth) {
    std::string array;
    for (int i = 0; i < depth; ++i) array += b.u32(9) + b.count(1);
    return array + b.u32(0) + b.count(1) + "\x05";
  };
  const Reading eight =
      read_bytes(with_architecture().entry("a", 9, nested(8)).text("b", "after").build());
  BOOST_TEST(eight.only_notes());
  BOOST_TEST(eight.entry("a")->type == "array<array>");
  BOOST_TEST(eight.text("b") == "after");
  const Reading nine = read_bytes(with_architecture().entry("a", 9, nested(9)).build());
  BOOST_TEST(nine.has("array-depth", DamageClass::limit));
  BOOST_TEST(nine.text("general.architecture") == "tinytest");
}

BOOST_AUTO_TEST_CASE(array_counts_at_their_limits_are_damage) {
  const GgufBytes b;
  for (const uint32_t type : {0U, 10U, 8U, 9U}) {
    for (const uint64_t n : {uint64_t{1} << 32, uint64_t{1} << 61, uint64_t{1} << 63, UINT64_MAX}) {
      const Reading read =
          read_bytes(with_architecture().entry("a", 9, b.u32(type) + b.u64(n)).build());
      BOOST_TEST(read.has("array-count", DamageClass::damage));
      BOOST_TEST(read.artifact.metadata.size() == 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(string_lengths_at_their_limits_are_damage) {
  const GgufBytes b;
  for (const uint64_t n : {uint64_t{5}, uint64_t{1} << 63, UINT64_MAX}) {
    BOOST_TEST(read_bytes(with_architecture().entry("a", 8, b.u64(n) + "abc").build())
                   .has("string-length"));
    BOOST_TEST(
        read_bytes(with_architecture().entry("a", 9, b.u32(8) + b.u64(1) + b.u64(n) + "a").build())
            .has("string-length"));
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_type_stops_and_keeps_what_was_read) {
  for (const uint32_t type : {13U, 255U, 0xFFFFFFFFU}) {
    BOOST_TEST(
        read_bytes(with_architecture().entry("a", type, "12345678").build()).has("value-type"));
    BOOST_TEST(
        read_bytes(with_architecture()
                       .entry("a", 9, GgufBytes().u32(type) + GgufBytes().u64(1) + "12345678")
                       .build())
            .has("value-type"));
  }
}

BOOST_AUTO_TEST_CASE(two_values_of_one_key_are_both_kept_and_suspicious) {
  const Reading read = read_bytes(
      with_architecture().text("general.license", "mit").text("general.license", "gemma").build());
  BOOST_TEST(read.artifact.metadata.size() == 3);
  BOOST_TEST(read.has("duplicate-key", DamageClass::suspicious));
  BOOST_TEST(read.damages[0].expected.find("mit") != std::string::npos);
  BOOST_TEST(read.damages[0].found.find("gemma") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_nul_in_a_text_is_suspicious) {
  const Reading read =
      read_bytes(with_architecture().text("general.license", std::string("mit\0gemma", 9)).build());
  BOOST_TEST(read.has("string-has-nul", DamageClass::suspicious));
  BOOST_TEST(read.text("general.license").size() == 9);
}

BOOST_AUTO_TEST_CASE(names_that_show_as_other_names_are_suspicious) {
  for (const char* key : {"a\nb", "general\u202E.license", "a\u200Bb", "\uFEFFa", "a\x1b[2J"}) {
    BOOST_TEST(read_bytes(with_architecture().text(key, "x").build())
                   .has("name-unsafe", DamageClass::suspicious));
  }
  BOOST_TEST(read_bytes(with_architecture().text("caf\xe9", "x").build())
                 .has("name-not-utf8", DamageClass::damage));
  BOOST_TEST(read_bytes(with_architecture().text("name", "caf\xe9").build())
                 .has("string-not-utf8", DamageClass::damage));
  BOOST_TEST(read_bytes(with_architecture().text("\u6A21\u578B", "x").build())
                 .has("name-not-ascii", DamageClass::note));
}

BOOST_AUTO_TEST_CASE(a_license_that_is_no_string_is_suspicious) {
  const Reading read = read_bytes(with_architecture().number("general.license", 3).build());
  BOOST_TEST(read.has("license-type", DamageClass::suspicious));
}

BOOST_AUTO_TEST_CASE(a_key_longer_than_the_format_allows_is_damage_and_cut) {
  const Reading read = read_bytes(with_architecture().number(std::string(70000, 'k'), 1).build());
  BOOST_TEST(read.has("key-too-long", DamageClass::damage));
  BOOST_TEST(read.artifact.metadata.back().key.size() == 65535);
}

BOOST_AUTO_TEST_CASE(facts_beyond_their_limit_are_not_kept_and_reading_goes_on) {
  Limits limits;
  limits.set(LimitName::metadata_entries, 2);
  GgufBuilder file = with_architecture();
  for (int i = 0; i < 10; ++i) file.number("k" + std::to_string(i), 1);
  file.tensor("t", {8});
  file.data = std::string(32, 'x');
  const Reading read = read_bytes(file.build(), "x", limits);
  BOOST_TEST(read.artifact.metadata.size() == 2);
  BOOST_TEST(read.has("metadata-limit", DamageClass::limit));
  BOOST_TEST(read.artifact.tensors.size() == 1);
  limits = Limits();
  limits.set(LimitName::facts_bytes, 1000);
  const Reading small = read_bytes(file.build(), "x", limits);
  BOOST_TEST(small.has("facts-limit", DamageClass::limit));
  BOOST_TEST(small.artifact.metadata.size() < 5);
}

BOOST_AUTO_TEST_CASE(strings_of_a_vocabulary_need_not_be_utf8) {
  const Reading read =
      read_bytes(with_architecture().texts("tokenizer.ggml.tokens", {"ok", "\xff"}).build());
  BOOST_TEST(read.only_notes());
  BOOST_TEST(read.has("array-not-utf8", DamageClass::note));
}

BOOST_AUTO_TEST_CASE(tags_are_texts_of_their_own) {
  const Reading read =
      read_bytes(with_architecture().texts("general.tags", {"license:gemma", "x"}).build());
  BOOST_TEST(read.texts.size() == 3);
  BOOST_TEST(read.texts[1].body == "license:gemma");
  BOOST_TEST(read.texts[1].key == "general.tags");
}

BOOST_AUTO_TEST_SUITE_END()
