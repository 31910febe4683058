#include <boost/test/unit_test.hpp>

#include "inspect/formats/gguf_types.h"
#include "support/gguf_builder.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

GgufBuilder model() {
  GgufBuilder file;
  file.text("general.architecture", "tinytest");
  return file;
}

Reading one(std::vector<uint64_t> shape, uint32_t type = 0, uint64_t offset = 0, size_t data = 32) {
  GgufBuilder file = model();
  file.tensor("t", std::move(shape), offset, type);
  file.data = std::string(data, 'x');
  return read_bytes(file.build());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gguf_tensors)

BOOST_AUTO_TEST_CASE(every_type_of_known_size_takes_its_blocks) {
  for (const inspect::GgmlType& type : inspect::kGgmlTypes) {
    if (type.block_elements == 0 || type.status == inspect::GgmlStatus::ambiguous) continue;
    const uint64_t bytes = 3 * (2 * type.block_bytes + type.row_extra_bytes);
    const Reading read =
        one({type.block_elements * 2, 3}, type.id, 0, static_cast<size_t>((bytes + 31) / 32 * 32));
    BOOST_TEST(read.artifact.tensors[0].dtype == type.name);
    BOOST_TEST(*read.artifact.tensors[0].bytes == bytes, type.name);
    BOOST_TEST(read.artifact.extents.unaccounted == 0);
  }
}

BOOST_AUTO_TEST_CASE(the_table_has_the_sizes_of_ggml) {
  BOOST_TEST(inspect::find_ggml_type(2)->name == "Q4_0");
  BOOST_TEST(inspect::find_ggml_type(2)->block_bytes == 18);
  BOOST_TEST(inspect::find_ggml_type(12)->name == "Q4_K");
  BOOST_TEST(inspect::find_ggml_type(12)->block_bytes == 144);
  BOOST_TEST(inspect::find_ggml_type(39)->name == "MXFP4");
  BOOST_TEST(inspect::find_ggml_type(144)->row_extra_bytes == 4);
  BOOST_TEST((inspect::find_ggml_type(43) == nullptr));
  BOOST_TEST((inspect::find_ggml_type(UINT32_MAX) == nullptr));
}

BOOST_AUTO_TEST_CASE(an_unknown_type_reaches_to_the_next_tensor_or_the_end) {
  GgufBuilder file = model();
  file.tensor("a", {32}, 0, 77).tensor("b", {8}, 96).tensor("c", {32}, 128, 77);
  file.data = std::string(160, 'x');
  const Reading read = read_bytes(file.build());
  BOOST_TEST(read.artifact.tensors[0].dtype == "type-77");
  BOOST_TEST(*read.artifact.tensors[0].bytes == 96);
  BOOST_TEST(*read.artifact.tensors[2].bytes == 32);
  BOOST_TEST(read.has("unknown-type", DamageClass::damage));
  BOOST_TEST(read.artifact.extents.unaccounted == 0);
}

BOOST_AUTO_TEST_CASE(types_of_other_programs_are_named) {
  BOOST_TEST(one({64}, 31, 0, 64).has("repacked-type", DamageClass::note));
  BOOST_TEST(one({256}, 144, 0, 160).has("fork-type", DamageClass::note));
  BOOST_TEST(one({16}, 4, 0, 32).has("removed-type", DamageClass::damage));
  BOOST_TEST(one({32}, 36, 0, 32).has("ambiguous-type", DamageClass::suspicious));
}

BOOST_AUTO_TEST_CASE(a_row_must_be_whole_blocks) {
  BOOST_TEST(one({33}, 2).has("row-not-whole-blocks", DamageClass::damage));
  BOOST_TEST(one({1, 32}, 2).has("row-not-whole-blocks", DamageClass::damage));
  BOOST_TEST(!one({33}, 2).artifact.tensors[0].bytes.has_value());
}

BOOST_AUTO_TEST_CASE(dimensions_whose_product_wraps_are_damage) {
  constexpr uint64_t k2p32 = uint64_t{1} << 32;
  for (const std::vector<uint64_t>& shape :
       std::vector<std::vector<uint64_t>>{{k2p32, k2p32},
                                          {65536, 65536, 65536, 65536},
                                          {(uint64_t{1} << 61) + 1, 8},
                                          {4096, (uint64_t{1} << 42) + 1, 1024},
                                          {UINT64_MAX, UINT64_MAX},
                                          {(uint64_t{1} << 62) + 8}}) {
    const Reading read = one(shape);
    BOOST_TEST(read.has("element-count-overflow", DamageClass::damage));
    BOOST_TEST(!read.artifact.tensors[0].bytes.has_value());
    BOOST_TEST((read.artifact.tensors[0].shape == shape));
  }
  BOOST_TEST(one({uint64_t{1} << 63}).has("dimension-negative", DamageClass::damage));
}

BOOST_AUTO_TEST_CASE(a_dimension_of_zero_takes_no_bytes) {
  const Reading read = one({0, 5}, 0, 0, 0);
  BOOST_TEST(read.only_notes());
  BOOST_TEST(*read.artifact.tensors[0].bytes == 0);
}

BOOST_AUTO_TEST_CASE(offsets_beyond_the_file_are_damage) {
  for (const uint64_t offset :
       {uint64_t{32}, uint64_t{1} << 31, uint64_t{1} << 63, UINT64_MAX - 31}) {
    const Reading read = one({8}, 0, offset);
    BOOST_TEST(read.has("tensor-past-end", DamageClass::damage));
    BOOST_TEST(read.artifact.extents.tensors == 0);
  }
  BOOST_TEST(one({8}, 0, 0, 31).has("tensor-past-end"));
}

BOOST_AUTO_TEST_CASE(a_tensor_that_is_cut_takes_what_is_there) {
  const Reading read = one({8}, 0, 0, 20);
  BOOST_TEST(read.artifact.extents.tensors == 20);
  BOOST_TEST(read.artifact.extents.unaccounted == 0);
}

BOOST_AUTO_TEST_CASE(overlaps_and_gaps_are_damage_and_order_is_a_note) {
  const auto two = [](uint64_t first, uint64_t elements, uint64_t second, size_t data) {
    GgufBuilder file = model();
    file.tensor("a", {elements}, first).tensor("b", {8}, second);
    file.data = std::string(data, 'x');
    return read_bytes(file.build());
  };
  BOOST_TEST(two(0, 8, 0, 32).has("tensors-overlap", DamageClass::damage));
  BOOST_TEST(two(0, 16, 32, 64).has("tensors-overlap", DamageClass::damage));
  BOOST_TEST(two(0, 64, 64, 256).has("tensors-overlap", DamageClass::damage));
  BOOST_TEST(two(0, 8, 4096, 4128).has("tensor-gap", DamageClass::damage));
  BOOST_TEST(two(0, 8, 4096, 4128).artifact.extents.unaccounted == 4064);
  BOOST_TEST(two(64, 8, 96, 128).has("tensor-gap"));
  BOOST_TEST(two(32, 8, 0, 64).has("tensor-order", DamageClass::note));
  BOOST_TEST(two(32, 8, 0, 64).only_notes());
  BOOST_TEST(two(0, 8, 33, 96).has("offset-not-aligned", DamageClass::damage));
}

BOOST_AUTO_TEST_CASE(bytes_after_the_last_tensor_are_suspicious) {
  BOOST_TEST(one({8}, 0, 0, 64).has("trailing-bytes", DamageClass::suspicious));
  BOOST_TEST(one({8}, 0, 0, 64).artifact.extents.unaccounted == 32);
  BOOST_TEST(one({7}, 0, 0, 32).only_notes());
  BOOST_TEST(one({7}, 0, 0, 32).artifact.extents.padding >= 4);
  BOOST_TEST(one({7}, 0, 0, 28).has("last-padding-missing", DamageClass::note));
  GgufBuilder no_tensors = model();
  no_tensors.data = std::string(6000, 's');
  BOOST_TEST(read_bytes(no_tensors.build()).has("trailing-bytes", DamageClass::suspicious));
}

BOOST_AUTO_TEST_CASE(padding_is_watched_for_other_bytes_than_zero) {
  GgufBuilder file = model();
  file.tensor("a", {7}, 0).tensor("b", {8}, 32);
  file.data = std::string(28, 'x') + std::string("\0s\0e", 4) + std::string(32, 'x');
  const std::string bytes = file.build();
  Reading read = read_bytes(bytes);
  const Limits limits;
  inspect::ReadContext context{limits,         read.artifact, read.texts,
                               read.relations, read.ranges,   read.damages};
  inspect::PaddingWatch watch(read.ranges);
  for (size_t i = 0; i < bytes.size(); i += 7)
    watch.on_bytes(i, as_bytes(std::string_view(bytes).substr(i, 7)));
  watch.report(context);
  BOOST_TEST(read.damages.size() == 1);
  BOOST_TEST(read.damages[0].code == "padding-not-zero");
  BOOST_TEST(read.damages[0].offset == bytes.size() - 36);
  BOOST_TEST(read.damages[0].found == "2 other bytes");
}

BOOST_AUTO_TEST_CASE(alignment_follows_its_key) {
  GgufBuilder file = model();
  file.number("general.alignment", 4096).tensor("t", {8});
  file.alignment = 4096;
  file.data = std::string(32, 'x');
  const Reading read = read_bytes(file.build());
  BOOST_TEST(read.only_notes());
  BOOST_TEST(read.artifact.tensors[0].offset == 4096);
}

BOOST_AUTO_TEST_CASE(an_alignment_that_is_none_is_damage) {
  const auto aligned = [](uint32_t type, const std::string& value) {
    GgufBuilder file = model();
    file.entry("general.alignment", type, value).tensor("t", {8});
    file.data = std::string(32, 'x');
    return read_bytes(file.build());
  };
  const GgufBytes b;
  for (const uint32_t value : {0U, 3U, 7U, 24U, 0xFFFFFFFFU}) {
    BOOST_TEST(aligned(4, b.u32(value)).has("alignment-value", DamageClass::damage));
  }
  BOOST_TEST(aligned(4, b.u32(1U << 31)).has("tensor-past-end"));
  BOOST_TEST(aligned(4, b.u32(4)).has("alignment-small", DamageClass::note));
  BOOST_TEST(aligned(5, b.u32(0xFFFFFFE0)).has("alignment-value"));
  BOOST_TEST(aligned(8, b.text("32")).has("alignment-type", DamageClass::damage));
  BOOST_TEST(aligned(10, b.u64(uint64_t{1} << 63)).has("alignment-type"));
}

BOOST_AUTO_TEST_CASE(names_and_dimensions_have_limits) {
  GgufBuilder file = model();
  file.tensor(std::string(64, 't'), {8}).tensor("a\nb", {8}, 32).tensor("", {8}, 64);
  file.data = std::string(96, 'x');
  const Reading read = read_bytes(file.build());
  BOOST_TEST(read.has("tensor-name-too-long", DamageClass::note));
  BOOST_TEST(read.has("name-unsafe", DamageClass::suspicious));
  BOOST_TEST(read.has("tensor-name-empty", DamageClass::note));
  BOOST_TEST(read.artifact.tensors[0].name.size() == 64);
  BOOST_TEST(one({2, 2, 2, 1, 1}).has("too-many-dimensions", DamageClass::damage));
  BOOST_TEST(*one({2, 2, 2, 1, 1}).artifact.tensors[0].bytes == 32);
}

BOOST_AUTO_TEST_CASE(two_tensors_of_one_name_are_both_listed) {
  GgufBuilder file = model();
  file.tensor("a", {8}).tensor("a", {8}, 32);
  file.data = std::string(64, 'x');
  const Reading read = read_bytes(file.build());
  BOOST_TEST(read.artifact.tensors.size() == 2);
  BOOST_TEST(read.has("duplicate-tensor", DamageClass::suspicious));
}

BOOST_AUTO_TEST_CASE(tensors_of_a_cut_list_have_no_place) {
  GgufBuilder file = model();
  file.tensor("a", {8}).tensor("b", {8}, 32);
  const std::string header = file.header();
  const Reading read = read_bytes(std::string_view(header).substr(0, header.size() - 4));
  BOOST_TEST(read.artifact.tensors.size() == 1);
  BOOST_TEST(!read.artifact.tensors[0].bytes.has_value());
  BOOST_TEST(!read.artifact.header_read);
}

BOOST_AUTO_TEST_CASE(findings_of_one_code_are_bounded_and_the_last_says_so) {
  Limits limits;
  limits.set(LimitName::problems_per_artifact, 3);
  GgufBuilder file = model();
  for (int i = 0; i < 10; ++i) file.tensor("t" + std::to_string(i), {8}, 0);
  file.data = std::string(32, 'x');
  const Reading read = read_bytes(file.build(), "x", limits);
  BOOST_TEST(std::count_if(read.damages.begin(), read.damages.end(),
                           [](const Damage& d) { return d.code == "tensors-overlap"; }) == 3);
  const auto last = std::find_if(read.damages.rbegin(), read.damages.rend(),
                                 [](const Damage& d) { return d.code == "tensors-overlap"; });
  BOOST_TEST(last->found.find("more of this kind") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
