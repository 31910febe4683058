#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "support/flatbuffer_builder.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

FlatNode tensor(const std::string& name, uint8_t type, const std::vector<uint32_t>& shape,
                uint32_t buffer) {
  std::string dimensions;
  for (const uint32_t dimension : shape) dimensions += little(dimension, 4);
  FlatNode node;
  node.child(0, flat_bytes(dimensions, shape.size()))
      .scalar(1, type, 1)
      .scalar(2, buffer, 4)
      .child(3, flat_text(name));
  return node;
}

FlatNode buffer(const std::string& data) {
  FlatNode node;
  if (!data.empty()) node.child(0, flat_bytes(data, data.size()));
  return node;
}

FlatNode metadata(const std::string& name, uint32_t number) {
  FlatNode node;
  node.child(0, flat_text(name)).scalar(1, number, 4);
  return node;
}

FlatNode model(std::vector<FlatNode> tensors, std::vector<FlatNode> buffers,
               std::vector<FlatNode> entries = {}) {
  FlatNode graph;
  graph.child(0, flat_tables(std::move(tensors)));
  FlatNode node;
  node.scalar(0, 3, 4)
      .child(2, flat_tables({graph}))
      .child(3, flat_text("made"))
      .child(4, flat_tables(std::move(buffers)));
  node.child(6, flat_tables(std::move(entries)));
  return node;
}

std::string described() {
  FlatNode file;
  file.child(0, flat_text("labels.txt"));
  FlatNode node;
  node.child(0, flat_text("Net"))
      .child(4, flat_text("me"))
      .child(5, flat_text("Apache License 2.0"));
  node.child(6, flat_tables({file}));
  return flatbuffer(node, "M001");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tflite)

BOOST_AUTO_TEST_CASE(tensors_with_buffers_are_given_in_place) {
  const std::string data(16, 'w');
  const std::string bytes =
      flatbuffer(model({tensor("w", 0, {2, 2}, 1), tensor("activation", 0, {9}, 0)},
                       {buffer(""), buffer(data)}),
                 "TFL3");
  const Reading file = read_bytes(bytes);
  BOOST_TEST((file.artifact.kind == ArtifactKind::tflite));
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(file.artifact.tensors.size() == 1);
  BOOST_TEST(file.artifact.tensors[0].name == "w");
  BOOST_TEST(file.artifact.tensors[0].dtype == "FLOAT32");
  BOOST_TEST((file.artifact.tensors[0].shape == std::vector<uint64_t>{2, 2}));
  BOOST_TEST(file.artifact.tensors[0].offset == bytes.find(data));
  BOOST_TEST(file.artifact.extents.tensors == 16);
  BOOST_TEST(file.text("description") == "made");
}

BOOST_AUTO_TEST_CASE(the_license_of_the_metadata_buffer_is_a_text) {
  const std::string inner = described();
  const std::string bytes =
      flatbuffer(model({}, {buffer(""), buffer(inner)}, {metadata("TFLITE_METADATA", 1)}), "TFL3");
  const Reading file = read_bytes(bytes);
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(file.text("tflite_metadata.license") == "Apache License 2.0");
  BOOST_TEST(file.text("tflite_metadata.name") == "Net");
  BOOST_TEST(file.text("associated_file") == "labels.txt");
  BOOST_TEST((file.entry("metadata.TFLITE_METADATA")->value.sha256 == sha256(inner)));
}

BOOST_AUTO_TEST_CASE(sizes_and_numbers_that_do_not_fit_are_damage) {
  const auto one = [](FlatNode t) {
    return read_bytes(flatbuffer(model({std::move(t)}, {buffer(""), buffer("12345678")}), "TFL3"));
  };
  BOOST_TEST(one(tensor("t", 0, {3}, 1)).has("tensor-size-mismatch", DamageClass::damage));
  BOOST_TEST(one(tensor("t", 99, {8}, 1)).has("unknown-type", DamageClass::damage));
  BOOST_TEST(one(tensor("t", 0, {2}, 7)).has("buffer-missing", DamageClass::damage));
  BOOST_TEST(one(tensor("t", 0, {UINT32_MAX}, 1)).has("dimension-negative", DamageClass::damage));
  BOOST_TEST(one(tensor("t", 17, {16}, 1)).damages.empty());  // INT4: two an element byte
}

BOOST_AUTO_TEST_CASE(a_buffer_may_stand_behind_the_flatbuffer) {
  FlatNode outside;
  outside.scalar(1, 4096, 8).scalar(2, 8, 8);
  std::string bytes = flatbuffer(model({tensor("t", 0, {2}, 1)}, {buffer(""), outside}), "TFL3");
  bytes.resize(4096, '\0');
  const Reading inside = read_bytes(bytes + "12345678");
  BOOST_TEST(inside.damages.empty());
  BOOST_TEST(inside.artifact.tensors[0].offset == 4096);
  BOOST_TEST(read_bytes(bytes + "1234567").has("tensor-past-end", DamageClass::damage));
}

BOOST_AUTO_TEST_CASE(every_cut_and_every_wrong_byte_is_survived) {
  const std::string whole =
      flatbuffer(model({tensor("w", 0, {2, 2}, 1)},
                       {buffer(""), buffer(std::string(16, 'w')), buffer(described())},
                       {metadata("TFLITE_METADATA", 2)}),
                 "TFL3");
  for (size_t cut = 8; cut < whole.size(); ++cut) {
    BOOST_TEST_REQUIRE(
        read_bytes(std::string_view(whole).substr(0, cut)).artifact.extents.total() == cut);
  }
  for (size_t at = 0; at < whole.size(); ++at) {
    if (at >= 4 && at < 8) continue;  // the identifier: without it the file is something else
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ mask);
      BOOST_TEST_REQUIRE(read_bytes(bytes).artifact.extents.total() == bytes.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_long_model_without_random_access_is_not_read_and_says_so) {
  std::string bytes = flatbuffer(model({}, {buffer("")}), "TFL3");
  BOOST_TEST(read_bytes(bytes, "x", {}, false).damages.empty());
  bytes.resize(ByteStream::kWindow + 1);
  const Reading file = read_bytes(bytes, "x", {}, false);
  BOOST_TEST(file.has("needs-random-access", DamageClass::limit));
}

BOOST_AUTO_TEST_CASE(sections_of_litertlm_are_listed_and_models_inside_read) {
  FlatNode entry;
  FlatNode value;
  value.child(0, flat_text("somebody"));
  entry.child(0, flat_text("author")).scalar(1, 9, 1).child(2, value);
  FlatNode system;
  system.child(0, flat_tables({entry}));
  const std::string inner =
      flatbuffer(model({tensor("w", 0, {2}, 1)}, {buffer(""), buffer("12345678")}), "TFL3");
  const auto file_with = [&](uint64_t begin, uint64_t end) {
    FlatNode section;
    section.scalar(1, begin, 8).scalar(2, end, 8).scalar(3, 3, 1);
    FlatNode sections;
    sections.child(0, flat_tables({section}));
    FlatNode root;
    root.child(0, system).child(1, sections);
    const std::string header = flatbuffer(root, "    ");
    std::string bytes = "LITERTLM" + little(1, 4) + little(2, 4) + little(3, 4) + little(0, 4) +
                        little(32 + header.size(), 8) + header;
    bytes.resize(16384, '\0');
    return bytes + inner;
  };
  const Reading file = read_bytes(file_with(16384, 16384 + inner.size()));
  BOOST_TEST((file.artifact.kind == ArtifactKind::litertlm));
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(file.artifact.format_version == "1.2.3");
  BOOST_TEST(file.text("system.author") == "somebody");
  BOOST_TEST(file.artifact.tensors.size() == 2);
  BOOST_TEST(file.artifact.tensors[0].name == "section 0");
  BOOST_TEST(file.artifact.tensors[0].dtype == "TFLiteModel");
  BOOST_TEST(file.artifact.tensors[1].name == "section 0/w");
  BOOST_TEST(file.artifact.extents.unaccounted == 0);
  BOOST_TEST(read_bytes(file_with(16384, UINT64_MAX)).has("tensor-past-end", DamageClass::damage));
  BOOST_TEST(read_bytes(file_with(16385, 16400)).has("offset-not-aligned", DamageClass::damage));
  BOOST_TEST(read_bytes(file_with(0, 100)).has("tensors-overlap", DamageClass::damage));
  BOOST_TEST(
      read_bytes("LITERTLM" + std::string(16, '\0') + little(UINT64_MAX, 8)).has("header-length"));
}

BOOST_AUTO_TEST_SUITE_END()
