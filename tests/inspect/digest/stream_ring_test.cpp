#include "inspect/digest/stream_ring.h"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <vector>

#include "core/sha256.h"
#include "inspect/digest/noise.h"
#include "inspect/digest/temporary_file.h"

using namespace modelaudit;
using namespace modelaudit::inspect;

namespace {

struct OpenFile {
  OpenFile(StreamSet& set, uint64_t seed, size_t size)
      : bytes(test::noise_bytes(seed, size)), file(bytes), hasher(set), in(file.fd(), &hasher) {}
  std::vector<uint8_t> bytes;
  test::TemporaryFile file;
  ExtentHasher hasher;
  FileStream in;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(stream_ring)

BOOST_AUTO_TEST_CASE(files_of_all_sizes_end_one_by_one_with_their_digests) {
  constexpr size_t kChunk = 128 << 10;
  StreamSet set;
  StreamRing ring(set);
  std::vector<std::unique_ptr<OpenFile>> files;
  for (const size_t size :
       {size_t{0}, size_t{1}, kChunk - 1, kChunk, kChunk + 1, 9 * kChunk, size_t{1'000'003}}) {
    files.push_back(std::make_unique<OpenFile>(set, files.size(), size));
  }
  for (size_t i = 0; i < files.size(); ++i) {
    OpenFile& f = *files[i];
    BOOST_TEST(skip(f.in, 100) ==
               std::min<size_t>(100, f.bytes.size()));  // the header, hashed at once
    for (uint64_t at = 100; at < f.bytes.size(); at += 70'000) {
      BOOST_TEST(bool{f.hasher.add_extent(at, std::min<uint64_t>(at + 70'000, f.bytes.size()))});
    }
    ring.add(f.in, f.hasher, i);
  }
  std::vector<size_t> order;
  while (ring.size() != 0) {
    for (const size_t i : ring.step()) {
      order.push_back(i);
      OpenFile& f = *files[i];
      BOOST_TEST(f.in.position() == f.bytes.size());
      const ExtentHasher::Digests digests = f.hasher.finish(f.in.position());
      BOOST_TEST((digests.whole == sha256(Bytes(f.bytes))), "file " << i);
      for (size_t n = 0; n < digests.extents.size(); ++n) {
        const size_t begin = 100 + 70'000 * n;
        const size_t size = std::min<size_t>(70'000, f.bytes.size() - begin);
        BOOST_TEST((digests.extents[n].digest == sha256(Bytes(f.bytes).subspan(begin, size))),
                   "file " << i);
      }
    }
  }
  BOOST_TEST((order == std::vector<size_t>{0, 1, 2, 3, 4, 6, 5}));
}

BOOST_AUTO_TEST_CASE(files_may_join_while_others_are_under_way) {
  StreamSet set;
  StreamRing ring(set);
  std::vector<std::unique_ptr<OpenFile>> files;
  const auto join = [&] {
    files.push_back(
        std::make_unique<OpenFile>(set, files.size(), 300'000 * (1 + files.size() % 3)));
    ring.add(files.back()->in, files.back()->hasher, files.size() - 1);
  };
  join();
  join();
  while (ring.size() != 0) {
    for (const size_t i : ring.step()) {
      const Digest expected = sha256(Bytes(files[i]->bytes));
      BOOST_TEST((files[i]->hasher.finish(files[i]->in.position()).whole == expected),
                 "file " << i);
      if (files.size() < 8) join();
    }
  }
  BOOST_TEST(files.size() == 8);
}

BOOST_AUTO_TEST_CASE(a_file_that_shrinks_ends_where_it_ends_now) {
  StreamSet set;
  StreamRing ring(set);
  OpenFile shrinking(set, 1, 1'000'000);
  OpenFile other(set, 2, 1'000'000);
  ring.add(shrinking.in, shrinking.hasher, 0);
  ring.add(other.in, other.hasher, 1);
  BOOST_TEST(ring.step().empty());
  shrinking.file.truncate(600'000);
  std::vector<size_t> ended;
  while (ring.size() != 0) {
    for (const size_t i : ring.step()) ended.push_back(i);
  }
  BOOST_TEST((ended == std::vector<size_t>{0, 1}));
  BOOST_TEST_REQUIRE(shrinking.in.failure().has_value());
  BOOST_TEST(shrinking.in.failure()->code == "file-shrank");
  BOOST_TEST(
      (shrinking.hasher.finish(600'000).whole == sha256(Bytes(shrinking.bytes).first(600'000))));
  BOOST_TEST((other.hasher.finish(1'000'000).whole == sha256(Bytes(other.bytes))));
}

BOOST_AUTO_TEST_SUITE_END()
