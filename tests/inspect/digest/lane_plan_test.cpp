#include "inspect/digest/lane_plan.h"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace modelaudit::inspect;

namespace {

void no_compress(const Lane*, size_t, size_t) {}

/// Rates as measured where AVX-512 is three times one stream.
Kernel narrow_and_wide() { return {"test", {4, no_compress}, 4, 2.0, {16, no_compress}, 3.3}; }
Kernel narrow_only() { return {"test", {4, no_compress}, 4, 2.0, {}, 0}; }

LanePlan plan(const std::vector<uint64_t>& longest_first,
              const Kernel& kernel = narrow_and_wide()) {
  return plan_lanes(longest_first, kernel);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lane_plan)

BOOST_AUTO_TEST_CASE(nothing_to_do_costs_nothing) { BOOST_TEST((plan({}) == LanePlan{0, 0, 0})); }

BOOST_AUTO_TEST_CASE(two_streams_cost_as_much_as_the_longer_one) {
  BOOST_TEST((plan({1000, 1000}) == LanePlan{0, 0, 1000}));
}

BOOST_AUTO_TEST_CASE(up_to_nine_equal_streams_stay_in_narrow_lanes) {
  BOOST_TEST(least_wide_streams(narrow_and_wide()) == 10);
  BOOST_TEST(plan(std::vector<uint64_t>(9, 100)).wide_blocks == 0);
}

BOOST_AUTO_TEST_CASE(sixteen_equal_streams_go_to_wide_lanes) {
  const LanePlan sixteen = plan(std::vector<uint64_t>(16, 100));
  BOOST_TEST(sixteen.narrow_first == 0);
  BOOST_TEST(sixteen.wide_blocks == 1600);
}

BOOST_AUTO_TEST_CASE(one_long_stream_takes_the_small_ones_along_for_nothing) {
  // A file's whole digest beside its many small tensors: as much again, all of it in the idle
  // lanes.
  std::vector<uint64_t> streams(1000, 10);
  streams.insert(streams.begin(), 10'000);
  BOOST_TEST((plan(streams) == LanePlan{0, 0, 10'000}));
}

BOOST_AUTO_TEST_CASE(long_streams_stay_narrow_and_the_many_go_wide) {
  std::vector<uint64_t> streams(3000, 10);
  streams.insert(streams.begin(), 3, 10'000);
  const LanePlan mixed = plan(streams);
  BOOST_TEST(mixed.narrow_first == 3);
  BOOST_TEST(mixed.wide_blocks == 30'000);
}

BOOST_AUTO_TEST_CASE(without_wide_lanes_there_is_no_choice) {
  BOOST_TEST((plan(std::vector<uint64_t>(100, 10), narrow_only()) == LanePlan{0, 0, 500}));
}

BOOST_AUTO_TEST_SUITE_END()
