#include "assess/lineage/family.h"

#include <boost/test/unit_test.hpp>

#include "assess/lineage/facts.h"

using namespace modelaudit;
using namespace modelaudit::assess;

namespace {

FamilyRule family(uint32_t order, std::string id, std::string generation, std::string pattern, std::string license,
                  std::string licensor) {
  FamilyRule rule;
  rule.order = order;
  rule.family = std::move(id);
  rule.generation = std::move(generation);
  rule.name_regex = std::move(pattern);
  rule.licensor = std::move(licensor);
  rule.terms.push_back({std::move(license), {}});
  rule.grade = 'R';
  return rule;
}

LicenseRecord license(std::string id, std::string follow) {
  LicenseRecord record;
  record.id = std::move(id);
  record.version = "undated";
  record.kind = "license";
  record.derivatives = std::move(follow);
  return record;
}

Rulebook rules() {
  Rulebook book;
  book.licenses = {license("Apache-2.0", "no"), license("LicenseRef-Gemma", "yes"), license("LicenseRef-HAI", "yes"),
                   license("LicenseRef-Qwen-Research", "yes")};
  book.families = {family(10, "medgemma", "MedGemma", "med-?gemma", "LicenseRef-HAI", "Google"),
                   family(20, "gemma", "4", "gemma-?4", "Apache-2.0", "Google"),
                   family(30, "gemma", "3n", "gemma-?3n", "LicenseRef-Gemma", "Google"),
                   family(40, "gemma", "3", "gemma-?3", "LicenseRef-Gemma", "Google"),
                   family(50, "qwen", "2.5 3B", "qwen-?2\\.5-3b", "LicenseRef-Qwen-Research", "Alibaba Cloud (Qwen)"),
                   family(60, "qwen", "2.5", "qwen-?2\\.5", "Apache-2.0", "Alibaba Cloud (Qwen)"),
                   family(70, "mistral", "7B", "mistral-?7b", "Apache-2.0", "Mistral AI")};
  book.architectures = {{"gguf", "gemma3", "gemma", "3", "Google", {}},
                        {"gguf", "gemma3n", "gemma", "3n", "Google", {}},
                        {"gguf", "gemma4", "gemma", "4", "Google", {}},
                        {"gguf", "qwen2", "qwen", {}, "Alibaba", {}},
                        {"gguf", "llama", {}, {}, {}, "shared"},
                        {"transformers", "gemma2", "gemma", "2", "Google", {}},
                        {"shape", "architecture=qwen2 blocks=36 width=2048", "qwen", "2.5 3B", {}, {}}};
  book.index();
  return book;
}

FamilyFacts identify(const std::string& name, std::vector<MetadataEntry> metadata) {
  static const Rulebook book = rules();
  Inventory inventory;
  add_package(inventory, name, "models/" + name, {artifact("models/" + name + "/m.gguf", ArtifactKind::gguf, std::move(metadata))});
  const InventoryView view = view_of(inventory);
  return Families(book).identify(view.packages[0], {});
}

std::string found(const FamilyFacts& facts) { return facts.id + " " + facts.generation + " " + facts.grade; }

}  // namespace

BOOST_AUTO_TEST_SUITE(family_facts)

BOOST_AUTO_TEST_CASE(a_shared_architecture_implies_nothing) {
  const FamilyFacts facts = identify("my-model", {text_entry("general.architecture", "llama")});
  BOOST_TEST(facts.id == "");
  BOOST_TEST(facts.rule == nullptr);
}

BOOST_AUTO_TEST_CASE(an_architecture_of_one_licensor_is_a_family) {
  BOOST_TEST(found(identify("my-model", {text_entry("general.architecture", "gemma3n")})) == "gemma 3n E8");
}

BOOST_AUTO_TEST_CASE(a_name_alone_is_the_weakest_grade) { BOOST_TEST(found(identify("gemma-3n-E4B", {})) == "gemma 3n E9"); }

BOOST_AUTO_TEST_CASE(a_sibling_by_name_is_finer_than_the_architecture) {
  const FamilyFacts facts = identify("medgemma-4b-it", {text_entry("general.architecture", "gemma3")});
  BOOST_TEST(found(facts) == "medgemma MedGemma E8");
  BOOST_TEST(facts.contradicted == nullptr);
}

BOOST_AUTO_TEST_CASE(a_size_by_name_is_finer_than_the_architecture) {
  BOOST_TEST(found(identify("Qwen2.5-3B-chat", {text_entry("general.architecture", "qwen2")})) == "qwen 2.5 3B E8");
  BOOST_TEST(found(identify("Qwen2.5-7B-chat", {text_entry("general.architecture", "qwen2")})) == "qwen 2.5 E8");
}

BOOST_AUTO_TEST_CASE(a_renamed_file_is_what_its_metadata_says) {
  const FamilyFacts facts = identify("mistral-7b-instruct", {text_entry("general.architecture", "gemma3n")});
  BOOST_TEST(found(facts) == "gemma 3n E8");
  BOOST_TEST_REQUIRE(facts.contradicted != nullptr);
  BOOST_TEST(facts.contradicted->name == "mistral-7b-instruct");
}

BOOST_AUTO_TEST_CASE(a_generation_with_its_own_architecture_is_not_taken_from_a_name) {
  const FamilyFacts facts = identify("gemma-4-E4B-it", {text_entry("general.architecture", "gemma3n")});
  BOOST_TEST(found(facts) == "gemma 3n E8");
  BOOST_TEST(facts.contradicted != nullptr);
}

BOOST_AUTO_TEST_CASE(a_shape_tells_the_size_that_a_name_hides) {
  const FamilyFacts facts = identify("coolchat", {text_entry("general.architecture", "qwen2"), number_entry("qwen2.block_count", 36),
                                                  number_entry("qwen2.embedding_length", 2048)});
  BOOST_TEST(found(facts) == "qwen 2.5 3B E8");
}

BOOST_AUTO_TEST_CASE(a_part_of_a_pipeline_has_its_own_family) {
  static const Rulebook book = rules();
  Inventory inventory;
  add_package(inventory, "painter", "models/painter",
              {artifact("models/painter/text_encoder/config.json", ArtifactKind::config, {text_entry("model_type", "gemma2")})});
  const InventoryView view = view_of(inventory);
  Rulebook with_two = book;
  with_two.families.push_back(family(45, "gemma", "2", "gemma-?2", "LicenseRef-Gemma", "Google"));
  with_two.index();
  const FamilyFacts facts = Families(with_two).identify(view.packages[0], {});
  BOOST_TEST(facts.id == "");
  BOOST_TEST_REQUIRE(facts.components.size() == 1U);
  BOOST_TEST(facts.components[0].folder == "text_encoder");
  BOOST_TEST(facts.components[0].rule->generation == "2");
}

BOOST_AUTO_TEST_SUITE_END()
