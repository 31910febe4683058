#include "assess/lineage/model_name.h"

#include <boost/test/unit_test.hpp>

using namespace modelaudit::assess;

BOOST_AUTO_TEST_SUITE(model_name)

BOOST_AUTO_TEST_CASE(folding_lowers_and_joins_with_hyphens) {
  BOOST_TEST(fold_name("Llama-3_3 Nemotron") == "llama-3-3-nemotron");
  BOOST_TEST(fold_name(std::string(1000, 'A')).size() == 256U);
}

BOOST_AUTO_TEST_CASE(stems_lose_endings_and_shard_numbers) {
  BOOST_TEST(stem_of("gemma-3n-E4B-it-Q4_K_M.gguf") == "gemma-3n-E4B-it-Q4_K_M");
  BOOST_TEST(stem_of("model-00001-of-00003.safetensors") == "model");
  BOOST_TEST(stem_of("one-of-a-kind.gguf") == "one-of-a-kind");
  BOOST_TEST(stem_of(".gguf") == ".gguf");
}

BOOST_AUTO_TEST_CASE(a_base_is_named_by_owner_and_name) {
  BOOST_TEST(base_name("google/gemma-3n-E4B-it") == "google/gemma-3n-E4B-it");
  BOOST_TEST(base_name("https://huggingface.co/google/gemma-3n-E4B-it/tree/main") == "google/gemma-3n-E4B-it");
  BOOST_TEST(base_name("hf:google/gemma-3n-E4B-it@0123abc") == "google/gemma-3n-E4B-it");
  BOOST_TEST(base_name("ollama:gemma3n:e4b") == "gemma3n:e4b");
  BOOST_TEST(base_name("gpt2") == "gpt2");
}

BOOST_AUTO_TEST_CASE(a_local_path_names_what_its_last_part_says) {
  BOOST_TEST(base_name("/home/user/models/Llama-3.1-8B/") == "Llama-3.1-8B");
  BOOST_TEST(base_name("../ckpt/Llama-3.1-8B") == "Llama-3.1-8B");
  BOOST_TEST(base_name("C:\\models\\gemma-2b") == "gemma-2b");
  BOOST_TEST(base_name("https://example.org/files/mymodel") == "mymodel");
}

BOOST_AUTO_TEST_CASE(a_reference_to_nothing_names_nothing) {
  for (const char* nothing : {"", ".", "./", "..", "  "}) BOOST_TEST(base_name(nothing) == "");
}

BOOST_AUTO_TEST_SUITE_END()
