#include "assess/lineage/shared_tensors.h"

#include <boost/test/unit_test.hpp>

#include "assess/lineage/facts.h"

using namespace modelaudit;
using namespace modelaudit::assess;

namespace {

Artifact weights(const std::string& path, std::vector<Tensor> tensors) {
  Artifact made = artifact(path, ArtifactKind::safetensors);
  made.tensors = std::move(tensors);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(shared)

BOOST_AUTO_TEST_CASE(names_do_not_count_bytes_do) {
  Inventory inventory;
  add_package(inventory, "a", "a", {weights("a/m", {tensor("model.layers.0.q", "x"), tensor("y", "only a")})});
  add_package(inventory, "b", "b", {weights("b/m", {tensor("blk.0.attn_q", "x")})});
  const TensorSharing sharing = shared_tensors(view_of(inventory));
  BOOST_TEST_REQUIRE(sharing.groups.size() == 1U);
  BOOST_TEST(sharing.groups[0].tensors == 1U);
  BOOST_TEST(sharing.groups[0].bytes == 4096U);
  BOOST_TEST(sharing.tensors_of[0] == 2U);
}

BOOST_AUTO_TEST_CASE(what_every_model_computes_alike_proves_nothing) {
  Tensor ones = tensor("model.norm.weight", "ones");
  ones.degenerate = true;
  BOOST_TEST(!is_telling(ones));
  BOOST_TEST(!is_telling(tensor("model.layers.0.self_attn.rotary_emb.inv_freq", "f")));
  BOOST_TEST(!is_telling(tensor("rope_freqs.weight", "f")));
  BOOST_TEST(!is_telling(tensor("small", "s", 128)));
  BOOST_TEST(is_telling(tensor("model.embed_tokens.weight", "e")));
}

BOOST_AUTO_TEST_CASE(a_tensor_that_stands_twice_in_one_package_is_not_shared) {
  Inventory inventory;
  add_package(inventory, "a", "a", {weights("a/m", {tensor("lm_head", "x"), tensor("embed", "x")})});
  BOOST_TEST(shared_tensors(view_of(inventory)).groups.empty());
}

BOOST_AUTO_TEST_CASE(groups_are_sets_of_packages_not_pairs) {
  Inventory inventory;
  for (const char* name : {"a", "b", "c"}) add_package(inventory, name, name, {weights(std::string(name) + "/m", {tensor("t", "x")})});
  const TensorSharing sharing = shared_tensors(view_of(inventory));
  BOOST_TEST_REQUIRE(sharing.groups.size() == 1U);
  BOOST_TEST(sharing.groups[0].packages.size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()
