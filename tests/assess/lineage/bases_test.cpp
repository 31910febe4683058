#include "assess/lineage/bases.h"

#include <boost/test/unit_test.hpp>

#include "assess/lineage/facts.h"

using namespace modelaudit;
using namespace modelaudit::assess;

namespace {

const Rulebook kNoRules;

BaseGraph graph_of(const Inventory& inventory) {
  const InventoryView view = view_of(inventory);
  return resolve_bases(view, Families(kNoRules));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bases)

BOOST_AUTO_TEST_CASE(a_base_is_found_by_owner_and_name) {
  Inventory inventory;
  const std::string child = add_package(inventory, "child", "models/acme/child", {});
  add_package(inventory, "base", "models/acme/base", {});
  add_package(inventory, "base", "models/other/base", {});
  add_base(inventory, child, "acme/base");
  const BaseGraph graph = graph_of(inventory);
  BOOST_TEST_REQUIRE(graph.bases[0].size() == 1U);
  BOOST_TEST((graph.bases[0][0].package == std::optional<size_t>(1)));
}

BOOST_AUTO_TEST_CASE(two_packages_of_one_name_are_not_guessed_between) {
  Inventory inventory;
  const std::string child = add_package(inventory, "child", "models/child", {});
  add_package(inventory, "base", "models/a/base", {});
  add_package(inventory, "base", "models/b/base", {});
  add_base(inventory, child, "c/base");
  BOOST_TEST(!graph_of(inventory).bases[0][0].package.has_value());
}

BOOST_AUTO_TEST_CASE(a_package_is_never_its_own_base) {
  Inventory inventory;
  const std::string mirror = add_package(inventory, "Llama-3.2-3B", "models/meta-llama/Llama-3.2-3B", {});
  add_base(inventory, mirror, "meta-llama/Llama-3.2-3B");
  BOOST_TEST(!graph_of(inventory).bases[0][0].package.has_value());
}

BOOST_AUTO_TEST_CASE(bases_come_before_what_is_made_from_them) {
  Inventory inventory;
  const std::string c = add_package(inventory, "c", "m/c", {});
  const std::string b = add_package(inventory, "b", "m/b", {});
  add_package(inventory, "a", "m/a", {});
  add_base(inventory, c, "b");
  add_base(inventory, b, "a");
  const std::vector<size_t> wanted = {2, 1, 0};
  BOOST_TEST(graph_of(inventory).base_first == wanted, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_cycle_ends_and_is_named) {
  Inventory inventory;
  const std::string a = add_package(inventory, "a", "m/a", {});
  const std::string b = add_package(inventory, "b", "m/b", {});
  add_base(inventory, a, "b");
  add_base(inventory, b, "a");
  const BaseGraph graph = graph_of(inventory);
  BOOST_TEST(graph.cycles.size() == 1U);
  BOOST_TEST(graph.cycles[0].size() == 2U);
  BOOST_TEST(graph.base_first.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_chain_as_long_as_the_inventory_is_followed) {
  Inventory inventory;
  constexpr size_t kLength = 20'000;
  for (size_t i = 0; i < kLength; ++i) {
    const std::string id = add_package(inventory, "m" + std::to_string(i), "m/m" + std::to_string(i), {});
    add_base(inventory, id, "m" + std::to_string(i + 1));
  }
  const BaseGraph graph = graph_of(inventory);
  BOOST_TEST(graph.base_first.front() == kLength - 1);
  BOOST_TEST(graph.base_first.back() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
