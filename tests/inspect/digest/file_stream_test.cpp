#include "inspect/digest/file_stream.h"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <vector>

#include "inspect/digest/noise.h"
#include "inspect/digest/temporary_file.h"

using namespace modelaudit;
using namespace modelaudit::inspect;
using modelaudit::test::TemporaryFile;

namespace {

/// Keeps what passes and checks that it passes in order.
class Recorder final : public StreamTap {
 public:
  void on_bytes(uint64_t offset, Bytes bytes) override {
    BOOST_TEST(offset == seen.size());
    seen.insert(seen.end(), bytes.begin(), bytes.end());
  }
  std::vector<uint8_t> seen;
};

bool begins_with(Bytes view, Bytes expected) {
  return view.size() >= expected.size() &&
         std::equal(expected.begin(), expected.end(), view.begin());
}

void set_modified(int fd, time_t seconds) {
  const timespec times[2] = {{seconds, 0}, {seconds, 0}};
  BOOST_TEST_REQUIRE(futimens(fd, times) == 0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file_stream)

BOOST_AUTO_TEST_CASE(an_empty_file_ends_at_once) {
  const TemporaryFile file;
  FileStream in(file.fd());
  BOOST_TEST((in.size() == uint64_t{0}));
  BOOST_TEST(in.peek(1).empty());
  BOOST_TEST(!in.failure());
}

BOOST_AUTO_TEST_CASE(peek_does_not_move_and_consume_tells_the_tap) {
  const std::vector<uint8_t> bytes = test::noise_bytes(1, 100);
  const TemporaryFile file(bytes);
  Recorder tap;
  FileStream in(file.fd(), &tap);
  BOOST_TEST(begins_with(in.peek(10), Bytes(bytes).first(10)));
  BOOST_TEST(tap.seen.empty());
  in.consume(7);
  BOOST_TEST(in.position() == 7);
  BOOST_TEST(in.left() == 93);
  BOOST_TEST(begins_with(in.peek(93), Bytes(bytes).subspan(7)));
  BOOST_TEST((tap.seen == std::vector<uint8_t>(bytes.begin(), bytes.begin() + 7)));
}

BOOST_AUTO_TEST_CASE(a_whole_window_can_be_peeked_at_from_anywhere) {
  const std::vector<uint8_t> bytes = test::noise_bytes(2, 3 * ByteStream::kWindow + 5000);
  const TemporaryFile file(bytes);
  for (const size_t start :
       {size_t{0}, size_t{1}, size_t{4095}, size_t{262'144 - 1}, ByteStream::kWindow + 17}) {
    Recorder tap;
    FileStream in(file.fd(), &tap);
    BOOST_TEST(skip(in, start) == start);
    const Bytes view = in.peek(ByteStream::kWindow);
    BOOST_TEST(begins_with(view, Bytes(bytes).subspan(start, ByteStream::kWindow)));
    in.consume(view.size());
    skip(in, UINT64_MAX);
    BOOST_TEST((tap.seen == bytes));
    BOOST_TEST(!in.failure());
  }
}

// The property: whatever is peeked at and consumed, the views and the tap show the file.
BOOST_AUTO_TEST_CASE(random_peeks_see_the_file_and_the_tap_sees_it_once) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    test::Noise noise(seed);
    const std::vector<uint8_t> bytes = test::noise_bytes(seed, noise.below(3 << 20));
    const TemporaryFile file(bytes);
    Recorder tap;
    FileStream in(file.fd(), &tap);
    while (in.left() != 0) {
      const size_t n = static_cast<size_t>(noise.below(ByteStream::kWindow >> noise.below(20)) + 1);
      const Bytes view = in.peek(n);
      const Bytes rest = Bytes(bytes).subspan(static_cast<size_t>(in.position()));
      BOOST_TEST_REQUIRE(begins_with(view, rest.first(std::min(n, rest.size()))));
      BOOST_TEST_REQUIRE(begins_with(rest, view));
      in.consume(static_cast<size_t>(noise.below(view.size() + 1)));
    }
    BOOST_TEST(in.peek(1).empty());
    BOOST_TEST(!in.failure());
    BOOST_TEST((tap.seen == bytes));
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_shrinks_ends_early_with_a_failure) {
  TemporaryFile file(test::noise_bytes(3, 2 << 20));
  FileStream in(file.fd());
  BOOST_TEST(skip(in, 100) == 100);
  file.truncate(1'000'000);
  BOOST_TEST(skip(in, UINT64_MAX) == 999'900);
  BOOST_TEST(in.position() == 1'000'000);
  BOOST_TEST((in.size() == uint64_t{2 << 20}));
  BOOST_TEST_REQUIRE(in.failure().has_value());
  BOOST_TEST(in.failure()->code == "file-shrank");
  BOOST_TEST((in.failure()->damage_class == DamageClass::unreadable));
  BOOST_TEST(in.failure()->offset == 1'000'000);
}

BOOST_AUTO_TEST_CASE(what_is_appended_after_opening_is_not_read_but_noted) {
  TemporaryFile file(test::noise_bytes(4, 1000));
  FileStream in(file.fd());
  file.append(test::noise_bytes(5, 10));
  BOOST_TEST(skip(in, UINT64_MAX) == 1000);
  BOOST_TEST_REQUIRE(in.failure().has_value());
  BOOST_TEST(in.failure()->code == "file-grew");
  BOOST_TEST((in.failure()->damage_class == DamageClass::note));
  BOOST_TEST(in.failure()->found == "1010 bytes");
}

BOOST_AUTO_TEST_CASE(a_file_written_to_while_it_is_read_is_changed) {
  const TemporaryFile file(test::noise_bytes(6, 1000));
  set_modified(file.fd(), 1'000'000'000);
  FileStream in(file.fd());
  set_modified(file.fd(), 1'000'000'001);
  BOOST_TEST(skip(in, 999) == 999);
  BOOST_TEST(!in.failure());
  BOOST_TEST(skip(in, 1) == 1);
  BOOST_TEST_REQUIRE(in.failure().has_value());
  BOOST_TEST(in.failure()->code == "file-changed");
  BOOST_TEST((in.failure()->damage_class == DamageClass::unreadable));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_a_read_error) {
  const TemporaryFile file(test::noise_bytes(7, 1000));
  const int write_only = open(file.path().c_str(), O_WRONLY | O_CLOEXEC);
  FileStream in(write_only);
  BOOST_TEST(in.peek(1).empty());
  BOOST_TEST_REQUIRE(in.failure().has_value());
  BOOST_TEST(in.failure()->code == "read-error");
  close(write_only);
  FileStream closed(write_only);
  BOOST_TEST_REQUIRE(closed.failure().has_value());
  BOOST_TEST(closed.failure()->code == "read-error");
}

BOOST_AUTO_TEST_CASE(a_pipe_and_a_directory_are_no_files) {
  int ends[2];
  BOOST_TEST_REQUIRE(pipe(ends) == 0);
  const int directory = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (const int fd : {ends[0], directory}) {
    FileStream in(fd);
    BOOST_TEST(in.left() == 0);
    BOOST_TEST(in.peek(1).empty());
    BOOST_TEST_REQUIRE(in.failure().has_value());
    BOOST_TEST(in.failure()->code == "special-file");
  }
  for (const int fd : {ends[0], ends[1], directory}) close(fd);
}

BOOST_AUTO_TEST_CASE(the_descriptor_keeps_its_position) {
  const TemporaryFile file(test::noise_bytes(8, 1000));
  BOOST_TEST_REQUIRE(lseek(file.fd(), 123, SEEK_SET) == 123);
  FileStream in(file.fd());
  skip(in, UINT64_MAX);
  BOOST_TEST(lseek(file.fd(), 0, SEEK_CUR) == 123);
}

BOOST_AUTO_TEST_SUITE_END()
