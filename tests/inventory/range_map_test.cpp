#include "inventory/range_map.h"

#include <boost/test/unit_test.hpp>

using namespace modelaudit;

BOOST_AUTO_TEST_SUITE(range_map)

BOOST_AUTO_TEST_CASE(rows_add_up_to_the_size) {
  RangeMap map;
  map.claim(0, 10, ExtentKind::header);
  map.claim(20, 30, ExtentKind::tensor);
  const Extents extents = map.sum(50);
  BOOST_TEST(extents.header == 10);
  BOOST_TEST(extents.tensors == 10);
  BOOST_TEST(extents.unaccounted == 30);
  BOOST_TEST(extents.total() == 50);
}

BOOST_AUTO_TEST_CASE(a_claim_takes_only_what_is_free) {
  RangeMap map;
  BOOST_TEST(map.claim(10, 20, ExtentKind::tensor) == 0);
  BOOST_TEST(map.claim(5, 25, ExtentKind::metadata) == 10);
  BOOST_TEST(map.claim(0, 30, ExtentKind::padding) == 20);
  const Extents extents = map.sum(30);
  BOOST_TEST(extents.tensors == 10);
  BOOST_TEST(extents.metadata == 10);
  BOOST_TEST(extents.padding == 10);
}

BOOST_AUTO_TEST_CASE(a_claim_beyond_the_size_is_cut) {
  RangeMap map;
  map.claim(10, UINT64_MAX, ExtentKind::tensor);
  BOOST_TEST(map.sum(15).tensors == 5);
  BOOST_TEST(map.sum(15).total() == 15);
  BOOST_TEST(map.sum(5).total() == 5);
}

BOOST_AUTO_TEST_CASE(an_empty_or_backward_claim_takes_nothing) {
  RangeMap map;
  BOOST_TEST(map.claim(5, 5, ExtentKind::tensor) == 0);
  BOOST_TEST(map.claim(9, 5, ExtentKind::tensor) == 0);
  BOOST_TEST(map.sum(20).unaccounted == 20);
  BOOST_TEST(map.end() == 0);
}

BOOST_AUTO_TEST_CASE(free_ranges_are_listed_in_order) {
  RangeMap map;
  map.claim(30, 40, ExtentKind::tensor);
  map.claim(10, 20, ExtentKind::header);
  const std::map<uint64_t, uint64_t> expected{{0, 10}, {20, 30}, {40, 50}};
  BOOST_TEST((map.unclaimed(50) == expected));
  BOOST_TEST(map.unclaimed(50, 2).size() == 2);
  BOOST_TEST(map.end() == 40);
}

BOOST_AUTO_TEST_CASE(ranges_of_a_kind_are_listed_and_neighbours_merged) {
  RangeMap map;
  map.claim(0, 8, ExtentKind::padding);
  map.claim(8, 16, ExtentKind::padding);
  map.claim(20, 24, ExtentKind::padding);
  map.claim(16, 20, ExtentKind::tensor);
  const std::vector<std::pair<uint64_t, uint64_t>> expected{{0, 16}, {20, 24}};
  BOOST_TEST((map.of(ExtentKind::padding) == expected));
}

// Property: many claims in any order give the same sums as the same claims in order.
BOOST_AUTO_TEST_CASE(order_of_disjoint_claims_does_not_matter) {
  RangeMap forward;
  RangeMap mixed;
  constexpr uint64_t kClaims = 5000;
  for (uint64_t i = 0; i < kClaims; ++i) {
    const uint64_t j = i * 2741 % kClaims;  // 2741 is coprime to 5000: every j once
    forward.claim(i * 10, i * 10 + 7, i % 2 == 0 ? ExtentKind::tensor : ExtentKind::padding);
    BOOST_TEST_REQUIRE(mixed.claim(j * 10, j * 10 + 7,
                                   j % 2 == 0 ? ExtentKind::tensor : ExtentKind::padding) == 0);
  }
  BOOST_TEST((forward.sum(kClaims * 10) == mixed.sum(kClaims * 10)));
  BOOST_TEST(mixed.sum(kClaims * 10).tensors == 17500);
  BOOST_TEST(mixed.claim(0, kClaims * 10, ExtentKind::header) == 35000);
  BOOST_TEST(mixed.sum(kClaims * 10).unaccounted == 0);
}

BOOST_AUTO_TEST_SUITE_END()
