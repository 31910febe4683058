#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "support/gguf_builder.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

BOOST_AUTO_TEST_SUITE(gguf)

BOOST_AUTO_TEST_CASE(a_sound_file_is_read_whole_without_a_finding) {
  const std::string bytes = small_gguf().build();
  const Reading file = read_bytes(bytes, "x");
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(file.artifact.complete);
  BOOST_TEST(file.artifact.header_read);
  BOOST_TEST((file.artifact.kind == ArtifactKind::gguf));
  BOOST_TEST(file.artifact.format_version == "3");
  BOOST_TEST(file.artifact.endian == "little");
  BOOST_TEST(file.artifact.shape_order == "fastest-first");
  BOOST_TEST(file.artifact.metadata.size() == 4);
  BOOST_TEST(file.text("general.license") == "mit");
  BOOST_TEST(file.entry("llama.block_count")->value.unsigned_integer == 2);
  BOOST_TEST(file.artifact.tensors.size() == 2);
  BOOST_TEST(file.artifact.tensors[0].name == "first");
  BOOST_TEST(file.artifact.tensors[0].dtype == "F32");
  BOOST_TEST((file.artifact.tensors[0].shape == std::vector<uint64_t>{8, 2}));
  BOOST_TEST(*file.artifact.tensors[0].bytes == 64);
  BOOST_TEST(file.artifact.tensors[1].offset == bytes.size() - 32);
  BOOST_TEST(file.artifact.extents.tensors == 96);
  BOOST_TEST(file.artifact.extents.unaccounted == 0);
  BOOST_TEST(file.artifact.extents.total() == bytes.size());
}

BOOST_AUTO_TEST_CASE(all_versions_and_byte_orders_say_the_same) {
  const Reading reference = read_bytes(small_gguf(3).build());
  for (const auto& [version, big] : {std::pair(1U, false), {2U, false}, {3U, true}}) {
    const Reading file = read_bytes(small_gguf(version, big).build());
    BOOST_TEST(file.only_notes());
    BOOST_TEST(file.artifact.header_read);
    BOOST_TEST(file.artifact.endian == (big ? "big" : "little"));
    BOOST_TEST(file.text("general.license") == "mit");
    BOOST_TEST((file.artifact.metadata_sha256 == reference.artifact.metadata_sha256));
    BOOST_TEST((file.artifact.tensors[1].shape == reference.artifact.tensors[1].shape));
    BOOST_TEST((file.entry("tokenizer.ggml.tokens")->value.canonical ==
                reference.entry("tokenizer.ggml.tokens")->value.canonical));
  }
  BOOST_TEST(read_bytes(small_gguf(1).build()).has("gguf-version-1", DamageClass::note));
  BOOST_TEST(
      read_bytes(small_gguf(2, true).build()).has("big-endian-before-3", DamageClass::damage));
}

BOOST_AUTO_TEST_CASE(an_unknown_version_is_damage_and_its_bytes_are_unaccounted) {
  for (const uint32_t version : {0U, 4U, 0xFFFFFFFFU, 0x80000000U}) {
    const std::string bytes = small_gguf(version).build();
    const Reading file = read_bytes(bytes);
    BOOST_TEST(file.has("gguf-version", DamageClass::damage));
    BOOST_TEST(!file.artifact.complete);
    BOOST_TEST(file.artifact.extents.total() == bytes.size());
  }
}

// Property: whatever the length, facts that were read stay, something is said, and the rows add up.
BOOST_AUTO_TEST_CASE(every_truncation_point_keeps_what_was_read) {
  const GgufBuilder builder = small_gguf();
  const std::string whole = builder.build();
  const Reading reference = read_bytes(whole);
  for (size_t cut = 4; cut < whole.size(); ++cut) {
    const Reading file = read_bytes(std::string_view(whole).substr(0, cut));
    BOOST_TEST_REQUIRE(!file.artifact.complete, "cut at " << cut);
    BOOST_TEST_REQUIRE(file.artifact.extents.total() == cut);
    for (size_t i = 0; i < file.artifact.metadata.size(); ++i) {
      BOOST_TEST_REQUIRE((file.artifact.metadata[i] == reference.artifact.metadata[i]));
    }
    if (cut >= builder.header().size()) {
      BOOST_TEST_REQUIRE(file.artifact.metadata.size() == 4);
      BOOST_TEST_REQUIRE(file.artifact.tensors.size() == 2);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_byte_can_be_wrong) {
  const std::string whole = small_gguf().build();
  for (size_t at = 4; at < whole.size(); ++at) {
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ mask);
      const Reading file = read_bytes(bytes);
      BOOST_TEST_REQUIRE(file.artifact.extents.total() == bytes.size(), "byte " << at);
      BOOST_TEST_REQUIRE(file.artifact.metadata.size() <= whole.size() / 13);
    }
  }
}

BOOST_AUTO_TEST_CASE(counts_at_their_limits_are_compared_with_what_is_left) {
  for (const uint64_t n : {uint64_t{1} << 31, uint64_t{1} << 32, (uint64_t{1} << 63) - 1,
                           uint64_t{1} << 63, UINT64_MAX}) {
    GgufBuilder tensors = small_gguf();
    tensors.n_tensors = n;
    const Reading many_tensors = read_bytes(tensors.build());
    BOOST_TEST(many_tensors.has("tensor-count", DamageClass::damage));
    BOOST_TEST(many_tensors.text("general.license") ==
               "mit");  // a false tensor count loses no metadata
    GgufBuilder entries = small_gguf();
    entries.n_entries = n;
    BOOST_TEST(read_bytes(entries.build()).has("metadata-count", DamageClass::damage));
  }
}

BOOST_AUTO_TEST_CASE(a_stream_of_unknown_size_gives_the_same_facts) {
  const std::string bytes = small_gguf().build();
  const Reading sized = read_bytes(bytes);
  const Reading unsized = read_bytes(bytes, "model.bin", {}, false);
  BOOST_TEST((sized.artifact == unsized.artifact));
  const Reading cut =
      read_bytes(std::string_view(bytes).substr(0, bytes.size() - 1), "model.bin", {}, false);
  BOOST_TEST(cut.has("tensor-past-end", DamageClass::damage));
  const Reading longer = read_bytes(bytes + std::string(500, 'x'), "model.bin", {}, false);
  BOOST_TEST(longer.has("trailing-bytes", DamageClass::suspicious));
}

BOOST_AUTO_TEST_CASE(general_base_model_becomes_relations) {
  GgufBuilder file;
  file.text("general.architecture", "gemma").number("general.base_model.count", 3);
  file.text("general.base_model.0.name", "gemma-3n-E4B-it")
      .text("general.base_model.0.organization", "google");
  file.text("general.base_model.1.name", "Llama 3.1 8B")
      .text("general.base_model.1.organization", "Meta Llama");
  file.text("general.base_model.1.repo_url", "https://huggingface.co/meta-llama/Llama-3.1-8B");
  file.text("general.source.repo_url", "https://huggingface.co/a/b");
  const Reading read = read_bytes(file.build());
  BOOST_TEST(read.relations.size() == 4);
  BOOST_TEST(read.relations[0].target == "google/gemma-3n-E4B-it");
  BOOST_TEST(read.relations[0].key == "general.base_model.0.name");
  BOOST_TEST(read.relations[1].target == "https://huggingface.co/meta-llama/Llama-3.1-8B");
  BOOST_TEST(read.relations[2].target == "Llama 3.1 8B");
  BOOST_TEST((read.relations[3].kind == RelationKind::source));
  BOOST_TEST(read.has("base-model-count", DamageClass::note));  // three announced, two there
}

BOOST_AUTO_TEST_CASE(a_reversed_magic_is_named_and_not_trusted) {
  std::string bytes = small_gguf().build();
  bytes.replace(0, 4, "FUGG");
  const Reading file = read_bytes(bytes);
  BOOST_TEST(file.has("reversed-magic", DamageClass::damage));
  BOOST_TEST((file.artifact.kind == ArtifactKind::other));
}

BOOST_AUTO_TEST_SUITE_END()
