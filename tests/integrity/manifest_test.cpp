#include <boost/test/unit_test.hpp>
#include <string>

#include "core/sha256.h"
#include "integrity/model_manifest.h"

using namespace modelaudit;
using namespace modelaudit::integrity;

namespace {

const std::string kDigest(64, 'a');

std::string root_of(size_t count) {
  std::string all;
  for (size_t i = 0; i < count; ++i) all += std::string(32, '\xaa');
  return to_hex(sha256(all));
}

std::string resource(const std::string& name, const std::string& algorithm = "sha256") {
  return R"({"name":")" + name + R"(","digest":")" + kDigest + R"(","algorithm":")" + algorithm + R"("})";
}

std::string statement(const std::vector<std::string>& resources, const std::string& more = "",
                      const std::string& serialization = R"("method":"files","hash_type":"sha256","allow_symlinks":false)") {
  std::string list;
  for (const std::string& item : resources) list += (list.empty() ? "" : ",") + item;
  return R"({"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"m","digest":{"sha256":")" + root_of(resources.size()) +
         R"("}}],"predicateType":"https://model_signing/signature/v1.0","predicate":{"resources":[)" + list + R"(],"serialization":{)" +
         serialization + more + "}}}";
}

std::string code_of(const std::string& payload) {
  const Result<ModelManifest> manifest = parse_model_manifest(payload);
  return manifest ? "" : manifest.error().code;
}

std::string shards(const std::string& size) {
  return R"("method":"shards","hash_type":"sha256","allow_symlinks":false,"shard_size":)" + size;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(manifest)

BOOST_AUTO_TEST_CASE(a_plain_statement_is_read) {
  const Result<ModelManifest> manifest = parse_model_manifest(statement({resource("a"), resource("b/c")}));
  BOOST_REQUIRE(manifest);
  BOOST_TEST(manifest->files.size() == 2);
  BOOST_TEST(manifest->files[1].name == "b/c");
  BOOST_TEST(manifest->sorted);
}

BOOST_AUTO_TEST_CASE(names_that_lead_elsewhere_are_refused) {
  for (const char* name : {"../x", "a/../b", "/etc/passwd", "./a", "a//b", "a/", "a/.", "", "a\\u0000b", ".."}) {
    BOOST_TEST(code_of(statement({resource(name), resource("z")})) == "signature-malformed", name);
  }
  BOOST_TEST(code_of(statement({resource("a\\\\b"), resource("..a")})) == "");
}

BOOST_AUTO_TEST_CASE(one_dot_stands_for_a_single_file_only) {
  BOOST_TEST(parse_model_manifest(statement({resource(".")}))->single_file);
  BOOST_TEST(code_of(statement({resource("."), resource("b")})) == "signature-malformed");
}

BOOST_AUTO_TEST_CASE(a_name_twice_is_refused) {
  BOOST_TEST(code_of(statement({resource("a"), resource("a")})) == "signature-malformed");
}

BOOST_AUTO_TEST_CASE(both_orders_that_signers_write_are_known_and_others_noted) {
  BOOST_TEST(parse_model_manifest(statement({resource("a"), resource("a-b"), resource("a/x")}))->sorted);
  BOOST_TEST(parse_model_manifest(statement({resource("a/x"), resource("a-b")}))->sorted);
  BOOST_TEST(!parse_model_manifest(statement({resource("b"), resource("a"), resource("c")}))->sorted);
}

BOOST_AUTO_TEST_CASE(the_root_digest_must_fit) {
  std::string bent = statement({resource("a")});
  bent.replace(bent.find(root_of(1)), 64, std::string(64, '0'));
  BOOST_TEST(code_of(bent) == "signature-root-differs");
}

BOOST_AUTO_TEST_CASE(ranges_must_meet_and_have_one_size) {
  const auto manifest = parse_model_manifest(statement({resource("a:b:0:10"), resource("a:b:10:13")}, "", shards("10")));
  BOOST_REQUIRE(manifest);
  BOOST_TEST(manifest->files.size() == 1);
  BOOST_TEST(manifest->files[0].name == "a:b");
  BOOST_TEST(manifest->files[0].ranges[1].end == 13);
  BOOST_TEST(code_of(statement({resource("a:0:10"), resource("a:11:13")}, "", shards("10"))) == "signature-malformed");
  BOOST_TEST(code_of(statement({resource("a:0:9"), resource("a:9:13")}, "", shards("10"))) == "signature-malformed");
  BOOST_TEST(code_of(statement({resource("a:0:11")}, "", shards("10"))) == "signature-malformed");
  BOOST_TEST(code_of(statement({resource("a:0:0")}, "", shards("10"))) == "signature-malformed");
  BOOST_TEST(code_of(statement({resource("a:00:10")}, "", shards("10"))) == "signature-malformed");
}

BOOST_AUTO_TEST_CASE(what_the_reference_tool_writes_for_ranges_is_read) {
  BOOST_TEST(code_of(statement({resource("a:0:10", "sha256-sharded-10")}, "", shards("10.0"))) == "");
  BOOST_TEST(code_of(statement({resource("a:0:10", "sha256-sharded-11")}, "", shards("10.0"))) == "signature-malformed");
  BOOST_TEST(code_of(statement({resource("a:0:10")}, "", shards("10.5"))) == "signature-malformed");
  BOOST_TEST(code_of(statement({resource("a:0:10")}, "", shards("-1"))) == "signature-malformed");
}

BOOST_AUTO_TEST_CASE(a_pattern_or_a_way_out_in_ignore_paths_excludes_nothing) {
  const auto manifest = parse_model_manifest(statement({resource("a")}, R"(,"ignore_paths":["./sub//x/","*","/","..",".","y"])"));
  BOOST_REQUIRE(manifest);
  BOOST_TEST(manifest->ignore_paths == (std::vector<std::string>{"sub/x", "y"}), boost::test_tools::per_element());
  BOOST_TEST(manifest->unusable_ignores.size() == 4);
}

BOOST_AUTO_TEST_CASE(other_statements_are_told_apart_from_broken_ones) {
  std::string other = statement({resource("a")});
  other.replace(other.find("signature/v1.0"), 14, "signature/v9.9");
  BOOST_TEST(code_of(other) == "signature-other-statement");
  std::string old = statement({resource("a")});
  old.replace(old.find("signature/v1.0"), 14, "Digests/v0.1");
  BOOST_TEST(code_of(old) == "signature-old-version");
  BOOST_TEST(code_of("[]") == "signature-other-statement");
  BOOST_TEST(code_of("{") == "signature-malformed");
  BOOST_TEST(code_of(statement({})) == "signature-malformed");
  BOOST_TEST(code_of(statement({resource("a", "md5")})) == "signature-malformed");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
  const std::string text = write_model_statement("m", {{"b", sha256("b")}, {"a-b", sha256("a")}, {"\u202e", sha256("c")}}, {"z", ".git", "z"});
  const Result<ModelManifest> manifest = parse_model_manifest(text);
  BOOST_REQUIRE(manifest);
  BOOST_TEST(manifest->files.size() == 3);
  BOOST_TEST(manifest->files[2].name == "\u202e");
  BOOST_TEST(manifest->ignore_paths == (std::vector<std::string>{".git", "z"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
