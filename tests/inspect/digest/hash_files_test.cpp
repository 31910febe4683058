#include "inspect/digest/hash_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <deque>

#include "core/byte_stream.h"
#include "core/sha256.h"
#include "inspect/digest/noise.h"
#include "inspect/digest/temporary_file.h"

using namespace modelaudit;
using namespace modelaudit::inspect;
using modelaudit::test::TemporaryFile;

namespace {

std::string code_of(const Result<Digest>& result) { return result ? "" : result.error().code; }

}  // namespace

BOOST_AUTO_TEST_SUITE(hash_files_suite)

BOOST_AUTO_TEST_CASE(no_files_no_digests) { BOOST_TEST(hash_files({}).empty()); }

BOOST_AUTO_TEST_CASE(digests_come_in_the_order_of_the_files_with_any_kernel_and_thread_count) {
  std::deque<TemporaryFile> temporary;
  std::vector<HashFile> files;
  std::vector<Digest> expected;
  test::Noise noise(1);
  for (size_t i = 0; i < 120; ++i) {
    // Empty, small, around the chunk of 128 KiB, and large ones.
    const size_t sizes[] = {0, static_cast<size_t>(noise.below(20'000)),
                            131'071 + static_cast<size_t>(noise.below(3)),
                            i % 20 == 3 ? 2'000'000 + i : i};
    const std::vector<uint8_t> bytes = test::noise_bytes(i, sizes[i % 4]);
    temporary.emplace_back(bytes);
    files.push_back({temporary.back().path()});
    expected.push_back(sha256(Bytes(bytes)));
  }
  for (const Kernel& kernel : available_kernels()) {
    for (const unsigned threads : {0U, 1U, 2U, 7U, 500U}) {
      const std::vector<Result<Digest>> digests = hash_files(files, {threads, kernel});
      BOOST_TEST_REQUIRE(digests.size() == files.size());
      for (size_t i = 0; i < files.size(); ++i) {
        BOOST_TEST_REQUIRE(code_of(digests[i]) == "");
        BOOST_TEST_REQUIRE((*digests[i] == expected[i]),
                           kernel.name << ", " << threads << " threads, file " << i);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(many_large_files_take_turns) {
  std::deque<TemporaryFile> temporary;
  std::vector<HashFile> files;
  for (size_t i = 0; i < 40; ++i) {
    temporary.emplace_back(test::noise_bytes(i, 600'000 + i));
    files.push_back({temporary.back().path()});
  }
  const std::vector<Result<Digest>> digests = hash_files(files);
  for (size_t i = 0; i < files.size(); ++i) {
    BOOST_TEST((*digests[i] == sha256(Bytes(test::noise_bytes(i, 600'000 + i)))), "file " << i);
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_hashed_says_why_and_hides_nothing_else) {
  const std::vector<uint8_t> bytes = test::noise_bytes(1, 1000);
  const TemporaryFile good(bytes);
  const TemporaryFile pipe_name;
  const std::string fifo = pipe_name.path() + ".fifo";
  BOOST_TEST_REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
  const std::vector<Result<Digest>> digests =
      hash_files({{good.path() + ".absent"}, {good.path()}, {"/"}, {fifo}, {good.path()}});
  unlink(fifo.c_str());
  BOOST_TEST(code_of(digests[0]) == "file-unreadable");
  BOOST_TEST(digests[0].error().origin == good.path() + ".absent");
  BOOST_TEST((*digests[1] == sha256(Bytes(bytes))));
  BOOST_TEST(code_of(digests[2]) == "special-file");
  BOOST_TEST(code_of(digests[3]) == "special-file");
  BOOST_TEST((*digests[4] == sha256(Bytes(bytes))));
}

BOOST_AUTO_TEST_CASE(open_descriptors_are_read_and_stay_open) {
  const std::vector<uint8_t> bytes = test::noise_bytes(2, 300'000);
  const TemporaryFile file(bytes);
  const std::vector<Result<Digest>> digests =
      hash_files({{"shown", file.fd()}, {"shown too", file.fd()}});
  BOOST_TEST((*digests[0] == sha256(Bytes(bytes))));
  BOOST_TEST((*digests[1] == sha256(Bytes(bytes))));
  BOOST_TEST(fcntl(file.fd(), F_GETFD) != -1);
}

BOOST_AUTO_TEST_CASE(a_descriptor_that_cannot_be_read_is_a_read_error) {
  const TemporaryFile file(test::noise_bytes(3, 1000));
  const int write_only = open(file.path().c_str(), O_WRONLY | O_CLOEXEC);
  BOOST_TEST(code_of(hash_files({{"shown", write_only}})[0]) == "read-error");
  close(write_only);
}

BOOST_AUTO_TEST_SUITE_END()
