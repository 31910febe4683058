#include "inventory/ndjson.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <sstream>

using namespace modelaudit;

namespace {

Value text_value(std::string text) {
  Value value;
  value.kind = Value::Kind::text;
  value.bytes = text.size();
  value.text = std::move(text);
  return value;
}

// One of everything, with bytes that are not UTF-8 and text that must not reach a sink raw.
Inventory sample() {
  Inventory inventory;
  inventory.tool_version = "1.2.3";
  inventory.limits = {{"tensors", 5}};
  inventory.confinement = {{"links", "inside"}};
  inventory.targets = {"models"};
  Artifact artifact;
  artifact.path = "models/caf\xe9.gguf";
  artifact.kind = ArtifactKind::gguf;
  artifact.size = ~uint64_t{0};
  artifact.sha256 = Digest{};
  artifact.extents.unaccounted = 7;
  Value real;
  real.kind = Value::Kind::real;
  real.real = 0.1F;
  real.real_bits = 0x3DCCCCCD;
  Value array;
  array.kind = Value::Kind::array;
  array.element_type = "str";
  array.count = 2;
  array.items = {text_value("a"), text_value("\xff\xfe")};
  array.canonical = Digest{};
  artifact.metadata = {{"k", "f32", real, 1}, {"\x1b[31m", "str", text_value("\u202e\n"), 2}, {"l", "array<str>", array, 3}};
  Tensor tensor;
  tensor.name = "t\0x";
  tensor.dtype = "F16";
  tensor.shape = {1, ~uint64_t{0}};
  tensor.bytes = 0;
  artifact.tensors = {tensor};
  artifact.id = artifact_id(artifact);
  inventory.artifacts = {artifact};
  inventory.texts = {{Digest{}, "utf-8", "body", true, {{artifact.id, TextRole::license_layer, "key", 1, 2}}}};
  inventory.packages = {{"pkg:1", "name", "models", "gguf", "ollama:x", true, {artifact.id}}};
  inventory.relations = {{"pkg:1", artifact.id, RelationKind::adapter_of, "org/\xe9", "adapter", "base_model"}};
  inventory.problems = {{artifact.id, {"code", DamageClass::suspicious, "models/x", 9, "expected", "found \x01"}}};
  return inventory;
}

std::string written(const Inventory& inventory) {
  std::string all;
  write_ndjson(inventory, [&](std::string_view line) { all += line; });
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ndjson)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  const Inventory inventory = sample();
  std::istringstream in(written(inventory));
  const Result<Inventory> read = read_ndjson(in);
  BOOST_REQUIRE(static_cast<bool>(read));
  BOOST_TEST((*read == inventory));
}

BOOST_AUTO_TEST_CASE(reals_survive_bit_for_bit) {
  for (const double number : {0.1, 1e300, -0.0, 5e-324, std::numeric_limits<double>::infinity(), std::nan("")}) {
    Inventory inventory = sample();
    inventory.artifacts[0].metadata[0].value.real = number;
    std::istringstream in(written(inventory));
    const Result<Inventory> read = read_ndjson(in);
    BOOST_REQUIRE(static_cast<bool>(read));
    BOOST_TEST(written(*read) == written(inventory));
  }
}

BOOST_AUTO_TEST_CASE(nothing_unsafe_is_written_raw) {
  for (const char c : written(sample())) BOOST_TEST((static_cast<uint8_t>(c) >= 0x20 || c == '\n'));
  BOOST_TEST(written(sample()).find("\u202e") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(every_truncation_is_an_error) {
  const std::string whole = written(sample());
  for (size_t cut = 0; cut + 1 < whole.size(); ++cut) {
    std::istringstream in(whole.substr(0, cut));
    if (read_ndjson(in)) BOOST_TEST_FAIL("cut at " << cut << " was read as whole");
  }
}

BOOST_AUTO_TEST_CASE(a_record_of_a_newer_version_is_refused) {
  std::istringstream in("{\"record\":\"inventory\",\"schema\":\"modelaudit.inventory/1\"}\n{\"record\":\"planet\"}\n");
  const Result<Inventory> read = read_ndjson(in);
  BOOST_REQUIRE(!read);
  BOOST_TEST(read.error().offset == 2);
  std::istringstream other("{\"record\":\"inventory\",\"schema\":\"modelaudit.inventory/9\"}\n");
  BOOST_TEST(!read_ndjson(other));
}

BOOST_AUTO_TEST_CASE(equal_texts_are_merged_with_all_their_places) {
  Inventory inventory = sample();
  inventory.texts.push_back(inventory.texts[0]);
  inventory.texts[1].occurrences[0].offset = 0;
  sort_inventory(inventory);
  BOOST_REQUIRE(inventory.texts.size() == 1);
  BOOST_TEST(inventory.texts[0].occurrences.size() == 2);
}

BOOST_AUTO_TEST_SUITE_END()
