#include "inspect/sources/walk.h"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>

#include "support/temp_dir.h"

using namespace modelaudit;
using namespace modelaudit::inspect;
using modelaudit::test::TempDir;

namespace {

std::string files_of(const Walk& walk) {
  std::string all;
  for (const Entry& entry : walk.files) all += entry.relative + " ";
  return all;
}

bool has_problem(const Walk& walk, std::string_view code) {
  for (const Damage& problem : walk.problems) {
    if (problem.code == code) return true;
  }
  return false;
}

Walk walk_of(const std::string& target, LinkPolicy links = LinkPolicy::inside) {
  const Result<Root> root = Root::open(target, links);
  BOOST_REQUIRE(static_cast<bool>(root));
  return root->walk(Limits());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(walk)

BOOST_AUTO_TEST_CASE(files_come_sorted_with_their_folders) {
  const TempDir dir;
  dir.put("b/x", "1");
  dir.put("a", "22");
  const Walk walk = walk_of(dir.path().string());
  BOOST_TEST(files_of(walk) == "a b/x ");
  BOOST_TEST(walk.files[0].size == 2);
  BOOST_TEST(walk.directories.size() == 1);
}

BOOST_AUTO_TEST_CASE(links_inside_are_read_and_links_outside_are_named) {
  const TempDir outside;
  outside.put("secret", "s");
  const TempDir dir;
  dir.put("model.gguf", "x");
  std::filesystem::create_symlink("model.gguf", dir / "alias.gguf");
  std::filesystem::create_symlink(outside / "secret", dir / "out");
  std::filesystem::create_symlink("nowhere", dir / "dangling");
  std::filesystem::create_symlink("loop", dir / "loop");
  std::filesystem::create_directory_symlink(".", dir / "self");
  std::filesystem::create_symlink("/proc/self/mem", dir / "memory");
  const Walk walk = walk_of(dir.path().string());
  BOOST_TEST(files_of(walk) == "alias.gguf model.gguf ");
  BOOST_TEST(has_problem(walk, "link-outside"));
  BOOST_TEST(has_problem(walk, "link-dangling"));
  BOOST_TEST(has_problem(walk, "link-loop"));
  BOOST_TEST(has_problem(walk, "directory-link-not-entered"));
  BOOST_TEST(files_of(walk_of(dir.path().string(), LinkPolicy::refuse)) == "model.gguf ");
}

BOOST_AUTO_TEST_CASE(special_files_are_named_and_never_opened) {
  const TempDir dir;
  BOOST_REQUIRE(mkfifo((dir / "pipe.gguf").c_str(), 0600) == 0);
  const Walk walk = walk_of(dir.path().string());
  BOOST_TEST(walk.files.empty());
  BOOST_TEST(has_problem(walk, "special-file"));
}

BOOST_AUTO_TEST_CASE(names_that_hide_something_are_suspicious) {
  const TempDir dir;
  dir.put("a\u202Egguf", "x");
  BOOST_TEST(has_problem(walk_of(dir.path().string()), "name-unsafe"));
}

BOOST_AUTO_TEST_CASE(a_file_is_a_target_and_a_missing_one_is_an_error) {
  const TempDir dir;
  dir.put("model.gguf", "x");
  const Walk walk = walk_of(dir / "model.gguf");
  BOOST_REQUIRE(walk.files.size() == 1);
  BOOST_TEST(walk.files[0].path == dir / "model.gguf");
  BOOST_TEST(!Root::open(dir / "other", LinkPolicy::inside));
}

BOOST_AUTO_TEST_CASE(a_snapshot_reaches_the_blobs_of_its_repository) {
  const TempDir dir;
  dir.put("models--org--name/blobs/abc", "weights");
  std::filesystem::create_directories(dir / "models--org--name/snapshots/rev");
  std::filesystem::create_symlink("../../blobs/abc", dir / "models--org--name/snapshots/rev/model.gguf");
  const Walk walk = walk_of(dir / "models--org--name/snapshots/rev");
  BOOST_TEST(files_of(walk) == "model.gguf ");
  BOOST_TEST(walk.problems.empty());
}

BOOST_AUTO_TEST_CASE(folders_deeper_than_the_limit_are_a_finding) {
  const TempDir dir;
  std::string deep;
  for (int i = 0; i < 70; ++i) deep += "d/";
  dir.put(deep + "x", "1");
  BOOST_TEST(has_problem(walk_of(dir.path().string()), "limit-directory-depth"));
}

BOOST_AUTO_TEST_SUITE_END()
