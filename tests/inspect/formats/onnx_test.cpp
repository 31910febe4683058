#include <boost/test/unit_test.hpp>

#include "support/protobuf_builder.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

std::string tensor(const std::string& name, uint64_t type, const std::string& dims,
                   const std::string& raw) {
  return bytes_field(1, dims) + number_field(2, type) + bytes_field(8, name) + bytes_field(9, raw);
}

std::string property(const std::string& key, const std::string& value) {
  return bytes_field(14, bytes_field(1, key) + bytes_field(2, value));
}

std::string model(const std::string& graph, const std::string& more = "") {
  return number_field(1, 8) + bytes_field(2, "tool") + bytes_field(7, bytes_field(2, "g") + graph) +
         more;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(onnx)

BOOST_AUTO_TEST_CASE(initializers_are_given_in_place) {
  const std::string data(24, 'w');
  const std::string bytes = model(bytes_field(5, tensor("weight", 1, "\x02\x03", data)));
  const Reading file = read_bytes(bytes, "x.bin");  // recognized by content
  BOOST_TEST((file.artifact.kind == ArtifactKind::onnx));
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(file.artifact.tensors.size() == 1);
  BOOST_TEST(file.artifact.tensors[0].name == "weight");
  BOOST_TEST(file.artifact.tensors[0].dtype == "FLOAT");
  BOOST_TEST((file.artifact.tensors[0].shape == std::vector<uint64_t>{2, 3}));
  BOOST_TEST(file.artifact.tensors[0].offset == bytes.find(data));
  BOOST_TEST(*file.artifact.tensors[0].bytes == 24);
  BOOST_TEST(file.artifact.extents.tensors == 24);
  BOOST_TEST(file.artifact.extents.unaccounted == 0);
}

BOOST_AUTO_TEST_CASE(properties_are_metadata_and_texts) {
  const Reading file =
      read_bytes(model("", property("license", "AGPL-3.0") + bytes_field(6, "a doc")), "m.onnx");
  BOOST_TEST(file.text("license") == "AGPL-3.0");
  BOOST_TEST(file.text("producer_name") == "tool");
  BOOST_TEST(file.text("doc_string") == "a doc");
  BOOST_TEST(file.texts.size() == 4);
}

BOOST_AUTO_TEST_CASE(a_property_given_twice_is_suspicious) {
  const Reading file =
      read_bytes(model("", property("license", "mit") + property("license", "gpl")), "m.onnx");
  BOOST_TEST(file.has("duplicate-key", DamageClass::suspicious));
  BOOST_TEST(file.artifact.metadata.size() == 5);
}

BOOST_AUTO_TEST_CASE(constants_inside_nodes_and_sub_graphs_are_found) {
  const std::string inner = bytes_field(5, tensor("inner", 2, "\x04", "abcd"));
  const std::string constant =
      bytes_field(1, "value") + bytes_field(5, tensor("", 2, "\x02", "xy"));
  const std::string branch = bytes_field(1, "then") + bytes_field(6, inner);
  const std::string graph = bytes_field(1, bytes_field(2, "out") + bytes_field(5, constant)) +
                            bytes_field(1, bytes_field(2, "if") + bytes_field(5, branch));
  const Reading file = read_bytes(model(graph), "m.onnx");
  BOOST_TEST(file.artifact.tensors.size() == 2);
  BOOST_TEST(file.artifact.tensors[0].name == "out");
  BOOST_TEST(file.artifact.tensors[1].name == "inner");
}

BOOST_AUTO_TEST_CASE(sizes_that_do_not_fit_are_damage) {
  BOOST_TEST(read_bytes(model(bytes_field(5, tensor("t", 1, "\x03", "1234"))), "m.onnx")
                 .has("tensor-size-mismatch"));
  const std::string huge = varint(uint64_t{1} << 62) + varint(8);
  BOOST_TEST(read_bytes(model(bytes_field(5, tensor("t", 1, huge, "1234"))), "m.onnx")
                 .has("element-count-overflow"));
  BOOST_TEST(read_bytes(model(bytes_field(5, tensor("t", 99, "\x01", "1234"))), "m.onnx")
                 .has("unknown-type"));
  BOOST_TEST(read_bytes(model(bytes_field(5, tensor("t", 1, varint(UINT64_MAX), "1234"))), "m.onnx")
                 .has("dimension-negative"));
}

BOOST_AUTO_TEST_CASE(four_bit_types_are_packed) {
  BOOST_TEST(
      read_bytes(model(bytes_field(5, tensor("t", 22, "\x03", "12"))), "m.onnx").damages.empty());
}

BOOST_AUTO_TEST_CASE(weights_in_other_files_are_named) {
  const auto external = [](const std::string& location) {
    const std::string t = bytes_field(8, "t") + number_field(2, 1) + number_field(14, 1) +
                          bytes_field(13, bytes_field(1, "location") + bytes_field(2, location));
    return read_bytes(model(bytes_field(5, t)), "m.onnx");
  };
  BOOST_TEST(external("model.data").text("external_data") == "model.data");
  BOOST_TEST(external("model.data").only_notes());
  BOOST_TEST(!external("model.data").artifact.tensors[0].bytes.has_value());
  for (const char* path : {"/etc/passwd", "../x", "a/../../x", "..", "C:\\x", ""}) {
    BOOST_TEST(external(path).has("external-path-unsafe", DamageClass::suspicious), path);
  }
}

BOOST_AUTO_TEST_CASE(every_truncation_point_is_damage) {
  const std::string bytes =
      model(bytes_field(5, tensor("t", 1, "\x02", "12345678")), property("license", "mit"));
  const std::string graph_end = model(bytes_field(5, tensor("t", 1, "\x02", "12345678")));
  for (size_t cut = 1; cut < bytes.size(); ++cut) {
    const Reading file = read_bytes(std::string_view(bytes).substr(0, cut), "m.onnx");
    BOOST_TEST_REQUIRE((cut == graph_end.size() || !file.artifact.complete), "cut at " << cut);
    BOOST_TEST_REQUIRE(file.artifact.extents.total() == cut);
  }
}

BOOST_AUTO_TEST_CASE(every_byte_can_be_wrong) {
  const std::string whole =
      model(bytes_field(5, tensor("t", 1, "\x02", "12345678")), property("license", "mit"));
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ mask);
      BOOST_TEST_REQUIRE(read_bytes(bytes, "m.onnx").artifact.extents.total() == bytes.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(graphs_inside_graphs_end_at_a_limit) {
  std::string graph = bytes_field(5, tensor("deep", 2, "\x01", "x"));
  for (int i = 0; i < 40; ++i) graph = bytes_field(1, bytes_field(5, bytes_field(6, graph)));
  BOOST_TEST(read_bytes(model(graph), "m.onnx").has("message-depth", DamageClass::limit));
}

BOOST_AUTO_TEST_CASE(other_protobufs_are_no_onnx) {
  BOOST_TEST(!read_bytes(number_field(1, 8) + bytes_field(2, "x"), "x.pb").recognized);
  BOOST_TEST(!read_bytes(bytes_field(1, "x") + bytes_field(7, "y"), "x.pb").recognized);
}

BOOST_AUTO_TEST_CASE(core_ml_metadata_is_read_in_pipelines_as_well) {
  const auto described = [](const std::string& license) {
    return bytes_field(2, bytes_field(100, bytes_field(3, "somebody") + bytes_field(4, license) +
                                               bytes_field(100, bytes_field(1, "source") +
                                                                    bytes_field(2, "torch"))));
  };
  const std::string inner = number_field(1, 1) + described("GPL") + bytes_field(500, "");
  const std::string bytes =
      number_field(1, 4) + described("MIT") + bytes_field(202, bytes_field(1, inner));
  const Reading file = read_bytes(bytes, "x.mlmodel");
  BOOST_TEST((file.artifact.kind == ArtifactKind::coreml));
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(file.artifact.format_version == "4");
  BOOST_TEST(file.text("license") == "MIT");
  BOOST_TEST(file.text("userDefined.source") == "torch");
  BOOST_TEST(file.text("pipeline.0.license") == "GPL");
  for (size_t cut = 3; cut < bytes.size(); ++cut) {
    BOOST_TEST_REQUIRE(
        read_bytes(std::string_view(bytes).substr(0, cut), "x.mlmodel").artifact.extents.total() ==
        cut);
  }
}

BOOST_AUTO_TEST_SUITE_END()
