#include "support/safetensors_builder.h"

#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "inspect/formats/safetensors_header.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

const std::string kData(32, '\x11');
const std::string kOne = safetensors_entry("a", "F32", "[8]", "[0,32]");

Reading read_header(const std::string& header, const std::string& data = kData) {
  return read_bytes(safetensors(header, data), "model.safetensors");
}

Reading read_entry(const std::string& dtype, const std::string& shape, const std::string& offsets) {
  return read_header("{" + safetensors_entry("a", dtype, shape, offsets) + "}");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(safetensors_reader)

BOOST_AUTO_TEST_CASE(a_sound_file_is_read_whole) {
  const std::string header = R"({"__metadata__":{"format":"pt","license":"mit"},)" + kOne + "," +
                             safetensors_entry("b", "BF16", "[2,4]", "[32,48]") + "}";
  const std::string bytes = safetensors(header, std::string(48, 'x'));
  const Reading file = read_bytes(bytes, "no-name");  // recognized by content
  BOOST_TEST(file.only_notes());
  BOOST_TEST((file.artifact.kind == ArtifactKind::safetensors));
  BOOST_TEST(file.artifact.header_read);
  BOOST_TEST(file.artifact.shape_order == "slowest-first");
  BOOST_TEST(file.artifact.metadata.size() == 2);
  BOOST_TEST(file.text("license") == "mit");
  BOOST_TEST(file.artifact.tensors.size() == 2);
  BOOST_TEST(file.artifact.tensors[1].name == "b");
  BOOST_TEST(file.artifact.tensors[1].dtype == "BF16");
  BOOST_TEST((file.artifact.tensors[1].shape == std::vector<uint64_t>{2, 4}));
  BOOST_TEST(file.artifact.tensors[1].offset == 8 + header.size() + 32);
  BOOST_TEST(*file.artifact.tensors[1].bytes == 16);
  BOOST_TEST(file.artifact.extents.tensors == 48);
  BOOST_TEST(file.artifact.extents.unaccounted == 0);
  BOOST_TEST(file.texts.size() == 2);
  BOOST_TEST(file.texts[1].body == "mit");
  BOOST_TEST(file.texts[1].offset == bytes.find("mit"));
}

BOOST_AUTO_TEST_CASE(every_truncation_point_is_reported_and_adds_up) {
  const std::string whole =
      safetensors(R"({"__metadata__":{"license":"mit"},)" + kOne + "}", kData);
  for (size_t cut = 1; cut < whole.size(); ++cut) {
    const Reading file = read_bytes(std::string_view(whole).substr(0, cut), "model.safetensors");
    BOOST_TEST_REQUIRE(!file.artifact.complete, "cut at " << cut);
    BOOST_TEST_REQUIRE(file.artifact.extents.total() == cut);
    if (cut > whole.find("mit") + 3) BOOST_TEST_REQUIRE(file.text("license") == "mit");
  }
}

BOOST_AUTO_TEST_CASE(every_byte_can_be_wrong) {
  const std::string whole =
      safetensors(R"({"__metadata__":{"license":"mit"},)" + kOne + "}", kData);
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const int mask : {0x01, 0x20, 0x80, 0xFF}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ mask);
      const Reading file = read_bytes(bytes, "model.safetensors");
      BOOST_TEST_REQUIRE(file.artifact.extents.total() == bytes.size(), "byte " << at);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_false_header_length_is_damage) {
  const std::string header = "{" + kOne + "}";
  for (const uint64_t length :
       {uint64_t{0}, uint64_t{1}, header.size() - 1, header.size() + 1, header.size() + 33,
        uint64_t{100'000'000}, uint64_t{100'000'001}, uint64_t{1} << 63, UINT64_MAX}) {
    const Reading file = read_bytes(safetensors(header, kData, length), "model.safetensors");
    BOOST_TEST(!file.only_notes(), length);
  }
}

BOOST_AUTO_TEST_CASE(every_dtype_has_its_bits) {
  for (const auto& [dtype, bits] : std::vector<std::pair<const char*, uint32_t>>{{"BOOL", 8},
                                                                                 {"F4", 4},
                                                                                 {"F6_E2M3", 6},
                                                                                 {"F6_E3M2", 6},
                                                                                 {"F8_E8M0", 8},
                                                                                 {"BF16", 16},
                                                                                 {"C64", 64},
                                                                                 {"U64", 64}}) {
    const std::string end =
        std::to_string(bits);  // eight elements take as many bytes as one has bits
    const Reading file =
        read_header("{" + safetensors_entry("a", dtype, "[8]", "[0," + end + "]") + "}",
                    std::string(bits, 'x'));
    BOOST_TEST(file.only_notes(), dtype);
    BOOST_TEST(*file.artifact.tensors[0].bytes == bits);
  }
  BOOST_TEST(!inspect::safetensors_bits("f32").has_value());
}

BOOST_AUTO_TEST_CASE(sizes_that_do_not_fit_are_damage) {
  BOOST_TEST(read_entry("F32", "[7]", "[0,32]").has("tensor-size-mismatch", DamageClass::damage));
  BOOST_TEST(read_entry("F32", "[]", "[0,32]").has("tensor-size-mismatch"));
  BOOST_TEST(read_entry("F4", "[7]", "[0,32]").has("misaligned-slice", DamageClass::damage));
  BOOST_TEST(read_entry("F32", "[4294967296,4294967296]", "[0,32]").has("element-count-overflow"));
  BOOST_TEST(read_entry("F32", "[2305843009213693953,8]", "[0,32]").has("element-count-overflow"));
  BOOST_TEST(read_entry("F31", "[8]", "[0,32]").has("unknown-type", DamageClass::damage));
  BOOST_TEST(*read_entry("F31", "[8]", "[0,32]").artifact.tensors[0].bytes == 32);  // still hashed
  BOOST_TEST(
      read_entry("F32", "[8]", "[32,0]").has("tensor-end-before-begin", DamageClass::damage));
}

BOOST_AUTO_TEST_CASE(numbers_that_are_no_natural_numbers_are_refused) {
  for (const char* number : {"-1", "1.5", "18446744073709551616", "1e999", "\"32\"", "null", "true",
                             "[32]", "{}", "-0", "99999999999999999999999999999999999999999999"}) {
    const std::string n = number;
    BOOST_TEST(!read_entry("F32", "[" + n + "]", "[0,32]").only_notes(), n);
    BOOST_TEST(!read_entry("F32", "[8]", "[" + n + ",32]").only_notes(), n);
    BOOST_TEST(!read_entry("F32", "[8]", "[0," + n + "]").only_notes(), n);
  }
}

BOOST_AUTO_TEST_CASE(entries_of_another_form_are_damage_and_keep_their_name) {
  for (const char* entry :
       {R"({"dtype":"F32","shape":[8],"data_offsets":[0]})",
        R"({"dtype":"F32","shape":[8],"data_offsets":[0,32,64]})", R"({"dtype":"F32","shape":[8]})",
        R"({"shape":[8],"data_offsets":[0,32]})", R"({"dtype":"F32","data_offsets":[0,32]})",
        R"({"dtype":32,"shape":[8],"data_offsets":[0,32]})",
        R"({"dtype":"F32","shape":"8","data_offsets":[0,32]})",
        R"({"dtype":"F32","shape":[[8]],"data_offsets":[0,32]})", "[1]", "null", "\"F32\"", "1",
        R"(["F32",[8],[0,32]])"}) {
    const Reading file = read_header(std::string(R"({"a":)") + entry + "}");
    BOOST_TEST(file.has("tensor-entry-malformed", DamageClass::damage), entry);
    BOOST_TEST_REQUIRE(file.artifact.tensors.size() == 1, entry);
    BOOST_TEST(file.artifact.tensors[0].name == "a");
  }
}

BOOST_AUTO_TEST_CASE(data_must_be_covered_once_and_to_the_end) {
  const auto two = [](const std::string& a, const std::string& b, size_t data) {
    return read_header("{" + safetensors_entry("a", "U8", "[8]", a) + "," +
                           safetensors_entry("b", "U8", "[8]", b) + "}",
                       std::string(data, 'x'));
  };
  BOOST_TEST(two("[0,8]", "[8,16]", 16).only_notes());
  BOOST_TEST(two("[8,16]", "[0,8]", 16).only_notes());  // the order of the header is free
  BOOST_TEST(two("[0,8]", "[0,8]", 8).has("tensors-overlap", DamageClass::damage));
  BOOST_TEST(two("[0,8]", "[4,12]", 12).has("tensors-overlap"));
  BOOST_TEST(two("[0,8]", "[9,17]", 17).has("tensor-gap", DamageClass::damage));
  BOOST_TEST(two("[1,9]", "[9,17]", 17).has("tensor-gap"));
  BOOST_TEST(two("[0,8]", "[8,16]", 17).has("trailing-bytes", DamageClass::suspicious));
  BOOST_TEST(two("[0,8]", "[8,16]", 15).has("tensor-past-end", DamageClass::damage));
}

BOOST_AUTO_TEST_CASE(a_name_given_twice_is_listed_twice) {
  const std::string again = kOne.substr(3);
  for (const std::string& second : {std::string(R"("a")"), std::string(R"("\u0061")")}) {
    const Reading file = read_header("{" + kOne + "," + second + again + "}");
    BOOST_TEST(file.has("duplicate-tensor", DamageClass::suspicious));
    BOOST_TEST(file.artifact.tensors.size() == 2);
  }
  BOOST_TEST(read_header(R"({"__metadata__":{"license":"mit","license":"gemma"},)" + kOne + "}")
                 .has("duplicate-key"));
  const Reading two = read_header(
      R"({"__metadata__":{"license":"mit"},"__metadata__":{"license":"gemma"},)" + kOne + "}");
  BOOST_TEST(two.has("duplicate-key", DamageClass::suspicious));
  BOOST_TEST(two.artifact.metadata.size() == 2);
  BOOST_TEST(read_header(R"({"a":{"dtype":"F32","dtype":"U8","shape":[8],"data_offsets":[0,32]}})")
                 .has("duplicate-key"));
}

BOOST_AUTO_TEST_CASE(metadata_that_is_no_text_is_kept_as_json) {
  const Reading file = read_header(
      R"({"__metadata__":{"n":1,"o":{"b":["c",null,true,-1.5]},"s":"x"},)" + kOne + "}");
  BOOST_TEST(file.has("metadata-value-not-string", DamageClass::damage));
  BOOST_TEST(file.entry("n")->value.text == "1");
  BOOST_TEST((file.entry("n")->value.kind == Value::Kind::json));
  BOOST_TEST(file.entry("o")->value.text == R"({"b":["c",null,true,-1.5]})");
  BOOST_TEST(file.text("s") == "x");
  BOOST_TEST(file.artifact.tensors.size() == 1);
  BOOST_TEST(read_header(R"({"__metadata__":["mit"],)" + kOne + "}")
                 .has("metadata-not-object", DamageClass::damage));
  BOOST_TEST(read_header(R"({"__metadata__":null,)" + kOne + "}").only_notes());
}

BOOST_AUTO_TEST_CASE(json_is_strict) {
  for (const std::string& header : std::vector<std::string>{
           "[" + kOne + "]", std::string("null"), std::string("\"abc\""),
           "\xef\xbb\xbf{" + kOne + "}", "{" + kOne + ",}", "{/*x*/" + kOne + "}", "{'a':1}",
           R"({"a":NaN})", R"({"a":-Infinity})", "{\"a\xff" + kOne.substr(2) + "}",
           "{\"a\xc0\xaf" + kOne.substr(2) + "}", "{\"a\x01" + kOne.substr(2) + "}",
           R"({"a\q)" + kOne.substr(2) + "}", "{" + kOne, "{\"a", "{" + kOne + "} x",
           "{" + kOne + "}{}", "{" + kOne + "}" + std::string(4, '\0')}) {
    BOOST_TEST(!read_header(header).only_notes(), header);
  }
  BOOST_TEST(read_header("  {" + kOne + "}").has("header-leading-space", DamageClass::note));
  BOOST_TEST(read_header("{" + kOne + "}\n\n").has("header-padding", DamageClass::note));
  BOOST_TEST(!read_header("{" + kOne + "}    ").has("header-padding"));
}

BOOST_AUTO_TEST_CASE(depth_is_a_limit) {
  const Reading file =
      read_header(R"({"a":)" + std::string(100, '[') + std::string(100, ']') + "}");
  BOOST_TEST(file.has("json-depth", DamageClass::limit));
}

BOOST_AUTO_TEST_CASE(names_that_hide_something_are_suspicious) {
  for (const char* name : {R"(a\u0000b)", R"(a\nb)", "a\u202Eb", "a\u200Bb"}) {
    BOOST_TEST(read_header(std::string("{\"") + name + kOne.substr(2) + "}")
                   .has("name-unsafe", DamageClass::suspicious));
  }
}

BOOST_AUTO_TEST_CASE(origins_become_relations) {
  const Reading file = read_header(
      R"({"__metadata__":{"base_model":"google/gemma-3-4b-it","ss_sd_model_name":"sd_xl.safetensors",)"
      R"("modelspec.merged_from":"a/b, c/d"},)" +
      kOne + "}");
  BOOST_TEST(file.relations.size() == 4);
  BOOST_TEST(file.relations[0].target == "google/gemma-3-4b-it");
  BOOST_TEST((file.relations[2].kind == RelationKind::merged_from));
  BOOST_TEST(file.relations[3].target == "c/d");
}

BOOST_AUTO_TEST_CASE(a_text_with_escapes_is_decoded_and_digested) {
  const Reading file =
      read_header(R"({"__metadata__":{"license":"line\none \u00e9"},)" + kOne + "}");
  BOOST_TEST(file.texts[0].body == "line\none \u00e9");
  BOOST_TEST((file.texts[0].digest == sha256("line\none \u00e9")));
}

BOOST_AUTO_TEST_CASE(an_escape_at_the_edge_of_a_chunk_is_decoded) {
  // The header is parsed in chunks of 64 KiB: move an escape across the edge.
  for (size_t padding = 65500; padding < 65540; ++padding) {
    const std::string header =
        R"({"__metadata__":{"a":")" + std::string(padding, 'x') + R"(\u00e9\n"},)" + kOne + "}";
    const Reading file = read_header(header);
    BOOST_TEST_REQUIRE(file.only_notes());
    BOOST_TEST_REQUIRE(file.texts[0].body.size() == padding + 3);
  }
}

BOOST_AUTO_TEST_SUITE_END()
