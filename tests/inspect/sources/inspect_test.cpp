// Whole targets: what is grouped, named, joined and refused. Real folders, small files.
#include "inspect/sources/inspect.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "core/sha256.h"
#include "inspect/sources/packages.h"
#include "support/gguf_builder.h"
#include "support/safetensors_builder.h"
#include "support/temp_dir.h"

using namespace modelaudit;
using namespace modelaudit::inspect;
using modelaudit::test::GgufBuilder;
using modelaudit::test::safetensors;
using modelaudit::test::safetensors_entry;
using modelaudit::test::TempDir;

namespace {

std::string weights(char fill) {
  return safetensors("{" + safetensors_entry("a", "U8", "[4]", "[0,4]") + "}", std::string(4, fill));
}

std::string gguf(uint16_t number = 0, uint16_t count = 0) {
  GgufBuilder builder;
  builder.text("general.architecture", "tiny");
  if (count > 0) {
    builder.entry("split.no", 2, builder.bytes.number(number, 2)).entry("split.count", 2, builder.bytes.number(count, 2));
  }
  return builder.build();
}

Inventory inspected(const TempDir& dir, std::string_view below = "") {
  InspectOptions options;
  options.threads = 2;
  Result<Inventory> inventory = inspect_targets({below.empty() ? dir.path().string() : dir / below}, options);
  BOOST_REQUIRE(static_cast<bool>(inventory));
  return std::move(inventory).value();
}

std::string names(const Inventory& inventory) {
  std::vector<std::string> all;
  for (const Package& package : inventory.packages) all.push_back(package.name + ":" + package.kind);
  std::sort(all.begin(), all.end());
  std::string joined;
  for (const std::string& name : all) joined += name + " ";
  return joined;
}

bool has_problem(const Inventory& inventory, std::string_view code) {
  return std::any_of(inventory.problems.begin(), inventory.problems.end(),
                     [&](const Problem& problem) { return problem.damage.code == code; });
}

const Artifact& artifact(const Inventory& inventory, std::string_view name) {
  for (const Artifact& item : inventory.artifacts) {
    if (item.path.ends_with(name)) return item;
  }
  BOOST_FAIL("no artifact " << name);
  std::abort();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(inspect_whole)

BOOST_AUTO_TEST_CASE(a_folder_with_a_card_is_one_package_with_its_subfolders) {
  const TempDir dir;
  dir.put("m/README.md", "---\nlicense: mit\n---\n");
  dir.put("m/q4/model-q4.gguf", gguf());
  dir.put("m/q8/model-q8.gguf", gguf());
  BOOST_TEST(names(inspected(dir)) == "m:huggingface ");
}

BOOST_AUTO_TEST_CASE(a_model_in_a_subfolder_does_not_take_a_strange_config) {
  const TempDir dir;
  dir.put("config.json", R"({"model_type": "stranger"})");
  dir.put("sub/model.safetensors", weights('x'));
  const Inventory inventory = inspected(dir);
  for (const Package& package : inventory.packages) {
    if (package.name != "sub" && package.name != "model") continue;
    for (const std::string& id : package.artifacts) {
      BOOST_TEST(id != artifact(inventory, "config.json").id);
    }
  }
  BOOST_TEST(inventory.packages.size() == 2);
}

BOOST_AUTO_TEST_CASE(unrelated_weights_in_one_folder_are_packages_of_their_own) {
  const TempDir dir;
  dir.put("one.safetensors", weights('1'));
  dir.put("two.safetensors", weights('2'));
  dir.put("LICENSE", "terms");
  const Inventory inventory = inspected(dir);
  BOOST_TEST(names(inventory) == "one:safetensors two:safetensors ");
  for (const Package& package : inventory.packages) BOOST_TEST(package.artifacts.size() == 2);   // and the terms
}

BOOST_AUTO_TEST_CASE(weights_without_any_side_file_are_named_by_their_path) {
  const TempDir dir;
  dir.put("lonely.safetensors", weights('x'));
  const Inventory inventory = inspected(dir, "lonely.safetensors");
  BOOST_REQUIRE(inventory.packages.size() == 1);
  BOOST_TEST(inventory.packages[0].name == "lonely");
  BOOST_TEST(inventory.packages[0].has_weights);
}

BOOST_AUTO_TEST_CASE(a_fine_tune_keeps_its_own_name_and_declares_its_base) {
  const TempDir dir;
  dir.put("my-model/README.md", "---\nbase_model: google/gemma-3n-E2B\n---\n");
  dir.put("my-model/model.safetensors", weights('x'));
  const Inventory inventory = inspected(dir);
  BOOST_REQUIRE(inventory.packages.size() == 1);
  BOOST_TEST(inventory.packages[0].name == "my-model");
  BOOST_REQUIRE(inventory.relations.size() == 1);
  BOOST_TEST(inventory.relations[0].target == "google/gemma-3n-E2B");
  BOOST_TEST(inventory.relations[0].package == inventory.packages[0].id);
}

BOOST_AUTO_TEST_CASE(one_changed_byte_of_one_tensor_changes_its_digest_alone) {
  const std::string header = "{" + safetensors_entry("a", "U8", "[2]", "[0,2]") + "," + safetensors_entry("b", "U8", "[2]", "[2,4]") + "}";
  const TempDir dir;
  dir.put("one.safetensors", safetensors(header, "xxyy"));
  dir.put("two.safetensors", safetensors(header, "xxyz"));
  const Inventory inventory = inspected(dir);
  const Artifact& one = artifact(inventory, "one.safetensors");
  const Artifact& two = artifact(inventory, "two.safetensors");
  BOOST_TEST((one.tensors[0].sha256 == two.tensors[0].sha256));
  BOOST_TEST((one.tensors[1].sha256 != two.tensors[1].sha256));
  BOOST_TEST((one.sha256 != two.sha256));
  BOOST_TEST((one.tensors[0].sha256 == sha256("xx")));
}

BOOST_AUTO_TEST_CASE(a_missing_shard_and_a_missing_split_are_damage) {
  const TempDir dir;
  dir.put("a/model-00001-of-00002.safetensors", weights('x'));
  dir.put("a/model.safetensors.index.json", R"({"weight_map": {"a": "model-00001-of-00002.safetensors", "b": "model-00002-of-00002.safetensors"}})");
  BOOST_TEST(has_problem(inspected(dir, "a"), "shard-missing"));
  dir.put("b/m-00001-of-00002.gguf", gguf(0, 2));
  BOOST_TEST(has_problem(inspected(dir, "b"), "split-file-missing"));
  dir.put("b/m-00002-of-00002.gguf", gguf(1, 2));
  BOOST_TEST(!has_problem(inspected(dir, "b"), "split-file-missing"));
}

BOOST_AUTO_TEST_CASE(an_index_that_names_the_wrong_shard_is_damage) {
  const TempDir dir;
  dir.put("one.safetensors", safetensors("{" + safetensors_entry("a", "U8", "[1]", "[0,1]") + "}", "x"));
  dir.put("two.safetensors", safetensors("{" + safetensors_entry("b", "U8", "[1]", "[0,1]") + "}", "y"));
  dir.put("model.safetensors.index.json", R"({"weight_map": {"a": "two.safetensors", "b": "one.safetensors"}})");
  BOOST_TEST(has_problem(inspected(dir), "shard-tensor-elsewhere"));
}

BOOST_AUTO_TEST_CASE(every_byte_of_every_artifact_is_accounted_for) {
  const TempDir dir;
  dir.put("m.gguf", gguf() + "trailing bytes");
  dir.put("m.safetensors", weights('x') + "more");
  dir.put("notes.txt", "text");
  for (const Artifact& item : inspected(dir).artifacts) BOOST_TEST(item.extents.total() == item.size);
}

BOOST_AUTO_TEST_CASE(an_ollama_store_gives_packages_named_as_their_user_names_them) {
  const std::string model = gguf();
  const std::string terms = "the terms";
  const auto blob = [](const TempDir& dir, const std::string& bytes) {
    dir.put("ollama/blobs/sha256-" + to_hex(sha256(bytes)), bytes);
    return R"("digest":"sha256:)" + to_hex(sha256(bytes)) + R"(","size":)" + std::to_string(bytes.size());
  };
  const TempDir dir;
  dir.put("ollama/manifests/registry.ollama.ai/library/gemma3n/e4b",
          R"({"config":{"mediaType":"application/vnd.docker.container.image.v1+json",)" + blob(dir, "{}") +
              R"(},"layers":[{"mediaType":"application/vnd.ollama.image.model",)" + blob(dir, model) +
              R"(},{"mediaType":"application/vnd.ollama.image.license",)" + blob(dir, terms) + "}]}");
  const Inventory inventory = inspected(dir);
  BOOST_REQUIRE(inventory.packages.size() == 1);
  BOOST_TEST(inventory.packages[0].store_name == "ollama:gemma3n:e4b");
  BOOST_TEST(inventory.packages[0].has_weights);
  const bool layer = std::any_of(inventory.texts.begin(), inventory.texts.end(), [&](const Text& text) {
    return text.body == terms && text.occurrences[0].role == TextRole::license_layer;
  });
  BOOST_TEST(layer);
  BOOST_TEST(!has_problem(inventory, "blob-digest-differs"));
}

BOOST_AUTO_TEST_CASE(models_of_stores_are_targets_by_their_name) {
  const TempDir dir;
  const std::string model = gguf();
  const std::string digest = to_hex(sha256(model));
  dir.put("store/blobs/sha256-" + digest, model);
  dir.put("store/blobs/sha256-" + std::string(64, '0'), "a blob of another model");
  for (const char* tag : {"e4b", "e2b"}) {
    dir.put(std::string("store/manifests/registry.ollama.ai/library/gemma3n/") + tag,
            R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:)" + digest + R"(","size":)" +
                std::to_string(model.size()) + "}]}");
  }
  setenv("OLLAMA_MODELS", (dir / "store").c_str(), 1);
  Result<Inventory> inventory = inspect_targets({"ollama:gemma3n:e4b"}, {});
  BOOST_REQUIRE(static_cast<bool>(inventory));
  BOOST_REQUIRE(inventory->packages.size() == 1);
  BOOST_TEST(inventory->packages[0].store_name == "ollama:gemma3n:e4b");
  BOOST_TEST(inventory->artifacts.size() == 2U);
  BOOST_TEST(!inspect_targets({"ollama:gemma3n:e8b"}, {}));
  BOOST_TEST(!inspect_targets({"ollama:../../etc:passwd"}, {}));

  dir.put("hub/models--org--name/refs/main", "0123abcd");
  dir.put("hub/models--org--name/blobs/x", weights('x'));
  std::filesystem::create_directories(dir / "hub/models--org--name/snapshots/0123abcd");
  std::filesystem::create_symlink("../../blobs/x", dir / "hub/models--org--name/snapshots/0123abcd/model.safetensors");
  setenv("HF_HUB_CACHE", (dir / "hub").c_str(), 1);
  for (const char* name : {"hf:org/name", "hf:org/name@0123abcd", "hf:org/name@main"}) {
    inventory = inspect_targets({name}, {});
    BOOST_REQUIRE(static_cast<bool>(inventory));
    BOOST_REQUIRE(inventory->packages.size() == 1);
    BOOST_TEST(inventory->packages[0].store_name == "hf:org/name@0123abcd");
  }
  BOOST_TEST(!inspect_targets({"hf:org/other"}, {}));
}

BOOST_AUTO_TEST_CASE(a_digest_from_a_manifest_never_becomes_a_path) {
  const TempDir dir;
  dir.put("ollama/blobs/sha256-" + std::string(64, '0'), "x");
  dir.put("ollama/manifests/registry.ollama.ai/library/m/latest",
          R"({"layers":[{"mediaType":"application/vnd.ollama.image.model","digest":"sha256:../../../../etc/passwd","size":1}]})");
  BOOST_TEST(has_problem(inspected(dir), "digest-unsafe"));
}

BOOST_AUTO_TEST_CASE(one_file_under_two_names_is_listed_twice_and_equal) {
  const TempDir dir;
  dir.put("model.gguf", gguf());
  BOOST_REQUIRE(link((dir / "model.gguf").c_str(), (dir / "copy.gguf").c_str()) == 0);
  const Inventory inventory = inspected(dir);
  BOOST_TEST(inventory.artifacts.size() == 2);
  BOOST_TEST((artifact(inventory, "model.gguf").sha256 == artifact(inventory, "copy.gguf").sha256));
}

BOOST_AUTO_TEST_CASE(a_cache_gives_the_same_facts_and_is_never_believed_when_damaged) {
  const TempDir dir, cache;
  dir.put("m/model.gguf", gguf());
  dir.put("m/README.md", "---\nlicense: mit\n---\n");
  const std::filesystem::file_time_type old = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
  std::filesystem::last_write_time(dir / "m/model.gguf", old);   // mtime; ctime is now, so nothing may be kept yet
  InspectOptions options;
  options.cache_folder = cache.path().string();
  std::string warning;
  options.warn = [&](const std::string& text) { warning = text; };
  const auto scan = [&] {
    Result<Inventory> inventory = inspect_targets({dir / "m"}, options);
    BOOST_REQUIRE(static_cast<bool>(inventory));
    return std::move(inventory).value();
  };
  const auto entries = [&] {
    size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(cache.path())) count += entry.is_regular_file();
    return count;
  };
  const Inventory first = scan();
  BOOST_TEST(entries() == 0U);   // files younger than the clock's resolution are read again
  std::this_thread::sleep_for(std::chrono::milliseconds(2100));
  BOOST_TEST((scan() == first));
  BOOST_TEST(entries() == 2U);
  BOOST_TEST((scan() == first));
  BOOST_TEST(warning.empty());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(cache.path())) {
    if (!entry.is_regular_file()) continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(100);
    file.put('\x7f');
  }
  BOOST_TEST((scan() == first));
  BOOST_TEST(warning.find("damaged") != std::string::npos);
  warning.clear();
  BOOST_TEST((scan() == first));
  BOOST_TEST(warning.empty());   // made again
  dir.put("m/README.md", "---\nlicense: gemma\n---\n");
  BOOST_TEST((scan() != first));
}

BOOST_AUTO_TEST_CASE(an_empty_folder_gives_an_empty_inventory) {
  const TempDir dir;
  const Inventory inventory = inspected(dir);
  BOOST_TEST(inventory.packages.empty());
  BOOST_TEST(inventory.artifacts.empty());
}

BOOST_AUTO_TEST_CASE(split_names_are_those_of_the_tools) {
  BOOST_TEST(split_name("m-00002-of-00003.gguf")->number == 2);
  BOOST_TEST(split_name("m-00002-of-00003.gguf")->stem == "m");
  for (const char* other : {"m.gguf", "m-2-of-3.gguf", "-of-.gguf", "m-0000a-of-00003.gguf"}) BOOST_TEST(!split_name(other), other);
}

BOOST_AUTO_TEST_SUITE_END()
