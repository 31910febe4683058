#include "inspect/digest/stream_set.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <numeric>
#include <string>

#include "core/sha256.h"
#include "inspect/digest/kernel.h"
#include "inspect/digest/noise.h"

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

constexpr std::string_view kEmpty =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Kernels with every plan forced: as they are, and with wide lanes made to look so good that they
/// are always used.
std::vector<Kernel> kernels() {
  std::vector<Kernel> all = available_kernels();
  for (const Kernel& kernel : available_kernels()) {
    if (kernel.wide.compress == nullptr) continue;
    all.push_back(kernel);
    all.back().wide_rate = 100;
  }
  return all;
}

/// A stream with what it should digest to.
struct Expected {
  StreamSet::Id id;
  std::vector<uint8_t> bytes;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(stream_set)

BOOST_AUTO_TEST_CASE(a_stream_without_bytes_has_the_empty_digest) {
  StreamSet set;
  BOOST_TEST(to_hex(set.close(set.open())) == kEmpty);
}

BOOST_AUTO_TEST_CASE(ids_are_reused_and_start_afresh) {
  StreamSet set;
  const std::vector<uint8_t> bytes = test::noise_bytes(1, 100);
  const StreamSet::Id first = set.open();
  set.feed(first, bytes);
  BOOST_TEST((set.close(first) == sha256(Bytes(bytes))));
  const StreamSet::Id second = set.open();
  BOOST_TEST(second == first);
  BOOST_TEST(to_hex(set.close(second)) == kEmpty);
}

BOOST_AUTO_TEST_CASE(closing_one_stream_leaves_the_others_running) {
  StreamSet set;
  const std::vector<uint8_t> bytes = test::noise_bytes(2, 1000);
  const StreamSet::Id a = set.open();
  const StreamSet::Id b = set.open();
  set.feed(a, Bytes(bytes).first(500));
  set.feed(b, Bytes(bytes).first(300));
  BOOST_TEST((set.close(a) == sha256(Bytes(bytes).first(500))));
  set.feed(b, Bytes(bytes).subspan(300));
  BOOST_TEST((set.close(b) == sha256(Bytes(bytes))));
}

BOOST_AUTO_TEST_CASE(views_end_with_flush) {
  StreamSet set;
  const StreamSet::Id id = set.open();
  std::vector<uint8_t> chunk(100, 'a');
  set.feed(id, chunk);
  set.flush();
  chunk.assign(100, 'b');
  set.feed(id, chunk);
  set.flush();
  chunk.assign(100, 'c');
  BOOST_TEST((set.close(id) == sha256(std::string(100, 'a') + std::string(100, 'b'))));
}

BOOST_AUTO_TEST_CASE(ended_streams_are_hashed_by_the_next_flush) {
  for (const Kernel& kernel : kernels()) {
    StreamSet set(kernel);
    std::vector<Expected> streams;
    for (size_t i = 0; i < 200; ++i) streams.push_back({set.open(), test::noise_bytes(i, i)});
    for (const Expected& s : streams) {
      set.feed(s.id, s.bytes);
      set.end(s.id);
    }
    set.flush();
    for (Expected& s : streams) {
      const Digest expected = sha256(Bytes(s.bytes));
      s.bytes.assign(s.bytes.size(), 0);  // the views are not needed any more
      BOOST_TEST((set.close(s.id) == expected), kernel.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(waiting_counts_bytes_until_the_flush) {
  StreamSet set;
  const std::vector<uint8_t> bytes(1000, 1);
  const StreamSet::Id id = set.open();
  set.feed(id, bytes);
  set.feed(id, bytes);
  BOOST_TEST(set.waiting() == 2000);
  set.flush();
  BOOST_TEST(set.waiting() == 0);
  set.close(id);
}

BOOST_AUTO_TEST_CASE(every_split_of_a_message_in_two_gives_its_digest) {
  const std::vector<uint8_t> message = test::noise_bytes(3, 200);
  const Digest expected = sha256(Bytes(message));
  for (const Kernel& kernel : kernels()) {
    StreamSet set(kernel);
    for (size_t cut = 0; cut <= message.size(); ++cut) {
      for (const bool flush_between : {false, true}) {
        const StreamSet::Id id = set.open();
        set.feed(id, Bytes(message).first(cut));
        if (flush_between) set.flush();
        set.feed(id, Bytes(message).subspan(cut));
        BOOST_TEST((set.close(id) == expected), kernel.name << " cut at " << cut);
      }
    }
  }
}

// The property: whatever the lengths, splits, interleaving, flushes and order of closing, each
// digest is OpenSSL's.
BOOST_AUTO_TEST_CASE(random_streams_fed_at_random_agree_with_openssl) {
  for (const Kernel& kernel : kernels()) {
    for (uint64_t seed = 0; seed < 60; ++seed) {
      test::Noise noise(seed);
      StreamSet set(kernel);
      const size_t most = 1 + noise.below(40);
      const uint64_t longest = uint64_t{1} << noise.below(16);
      struct Open {
        std::vector<uint8_t> bytes;
        size_t fed = 0;
      };
      std::map<StreamSet::Id, Open> open;
      size_t opened = 0;
      while (opened < 3 * most || !open.empty()) {
        const uint64_t action = noise.below(16);
        if (opened < 3 * most && open.size() < most && (open.empty() || action < 3)) {
          const StreamSet::Id id = set.open();
          BOOST_TEST_REQUIRE(open.count(id) == 0);
          open[id].bytes = test::noise_bytes(noise.next(), noise.below(longest + 1));
          ++opened;
        } else if (action == 15) {
          set.flush();
        } else if (!open.empty()) {
          auto chosen = open.begin();
          std::advance(chosen, static_cast<ptrdiff_t>(noise.below(open.size())));
          Open& s = chosen->second;
          const size_t left = s.bytes.size() - s.fed;
          const size_t size = action < 12 ? noise.below(left + 1) : left;
          set.feed(chosen->first, Bytes(s.bytes).subspan(s.fed, size));
          s.fed += size;
          if (s.fed < s.bytes.size()) continue;
          if (action % 2 == 0) set.end(chosen->first);
          if (action % 4 == 0) set.flush();
          if (set.close(chosen->first) != sha256(Bytes(s.bytes))) {
            BOOST_TEST_FAIL(kernel.name << ": seed " << seed << ", " << s.bytes.size() << " bytes");
          }
          open.erase(chosen);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(streams_of_very_different_lengths_all_end_right) {
  // Long ones for narrow lanes, a crowd for wide ones, tails that take turns.
  for (const Kernel& kernel : kernels()) {
    StreamSet set(kernel);
    std::vector<Expected> streams;
    for (const size_t size : {300'000, 200'000, 65'536, 64, 0}) {
      streams.push_back({set.open(), test::noise_bytes(size, size)});
    }
    for (size_t i = 0; i < 100; ++i) streams.push_back({set.open(), test::noise_bytes(i, 37 * i)});
    for (const Expected& s : streams) {
      set.feed(s.id, s.bytes);
      set.end(s.id);
    }
    for (const Expected& s : streams)
      BOOST_TEST((set.close(s.id) == sha256(Bytes(s.bytes))), kernel.name);
  }
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_tiny_streams) {
  const std::vector<uint8_t> bytes = test::noise_bytes(5, 100'000 + 100);
  StreamSet set;
  std::vector<StreamSet::Id> ids;
  for (size_t i = 0; i < 100'000; ++i) {
    ids.push_back(set.open());
    set.feed(ids.back(), Bytes(bytes).subspan(i, 100));
    set.end(ids.back());
  }
  set.flush();
  size_t wrong = 0;
  for (size_t i = 0; i < ids.size(); ++i) {
    const Digest digest = set.close(ids[i]);
    if (i % 97 == 0 && digest != sha256(Bytes(bytes).subspan(i, 100))) ++wrong;
  }
  BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_SUITE_END()
