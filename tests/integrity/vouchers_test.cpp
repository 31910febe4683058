#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "integrity/signed_model.h"
#include "support/safetensors_builder.h"

using namespace modelaudit;
using namespace modelaudit::integrity;
using modelaudit::test::TempDir;
using modelaudit::test::find_check;
using modelaudit::test::state_of;
using modelaudit::test::verify;

namespace {

// git's object name of `Hello` (in-toto digest_set.md).
const std::string kHelloBlob = "5ab2f8a4323abafb10abb68657d9d39f1a775057";
const std::string kRevision(40, 'c');

void hub_cache(const TempDir& dir) {
  const std::string repository = "models--org--name/";
  const std::string big = to_hex(sha256("weights"));
  dir.put(repository + "blobs/" + kHelloBlob, "Hello");
  dir.put(repository + "blobs/" + big, "weights");
  dir.put(repository + "refs/main", kRevision);
  std::filesystem::create_directories(dir / (repository + "snapshots/" + kRevision));
  std::filesystem::create_symlink("../../blobs/" + kHelloBlob, dir / (repository + "snapshots/" + kRevision + "/README.md"));
  std::filesystem::create_symlink("../../blobs/" + big, dir / (repository + "snapshots/" + kRevision + "/model.bin"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vouchers)

BOOST_AUTO_TEST_CASE(hub_blobs_are_named_by_sha256_or_by_git) {
  TempDir dir;
  hub_cache(dir);
  const Verification verification = verify(dir.path().string());
  BOOST_TEST(state_of(verification) == "verified");
  BOOST_TEST(verification.vouchers.front().count(State::verified) == 5);   // two blobs, two links, one ref
}

BOOST_AUTO_TEST_CASE(a_hub_snapshot_alone_is_verified_through_its_links) {
  TempDir dir;
  hub_cache(dir);
  const Verification verification = verify(dir / ("models--org--name/snapshots/" + kRevision));
  BOOST_TEST(state_of(verification) == "verified");
  BOOST_TEST(verification.files_in(State::verified) == 2);
}

BOOST_AUTO_TEST_CASE(changed_hub_blobs_fail) {
  for (const std::string& name : {kHelloBlob, to_hex(sha256("weights"))}) {
    TempDir dir;
    hub_cache(dir);
    dir.put("models--org--name/blobs/" + name, "other");
    const Verification verification = verify(dir.path().string());
    BOOST_TEST(state_of(verification) == "failed");
    BOOST_TEST(find_check(verification, "blob-digest-differs", name));
  }
}

BOOST_AUTO_TEST_CASE(a_snapshot_without_its_blob_and_a_ref_without_its_snapshot_fail) {
  TempDir dir;
  hub_cache(dir);
  std::filesystem::remove(dir / ("models--org--name/blobs/" + kHelloBlob));
  dir.put("models--org--name/refs/old", std::string(40, 'd'));
  const Verification verification = verify(dir.path().string());
  BOOST_TEST(find_check(verification, "blob-missing", "/README.md"));
  BOOST_TEST(find_check(verification, "hub-ref-dangling", "/refs/old"));
}

BOOST_AUTO_TEST_CASE(a_hub_download_is_held_against_its_records) {
  TempDir dir;
  dir.put("README.md", "Hello");
  dir.put(".cache/huggingface/download/README.md.metadata", kRevision + "\n" + kHelloBlob + "\n1700000000.0\n");
  BOOST_TEST(state_of(verify(dir.path().string())) == "verified");
  dir.put("README.md", "hello");
  BOOST_TEST(find_check(verify(dir.path().string()), "digest-mismatch", "/README.md"));
}

BOOST_AUTO_TEST_CASE(ollama_blobs_are_held_against_their_name_and_their_manifest) {
  TempDir dir;
  const std::string model = to_hex(sha256("GGUF"));
  const std::string config = to_hex(sha256("{}"));
  const std::string manifest = R"({"schemaVersion":2,"config":{"mediaType":"c","digest":"sha256:)" + config +
                               R"(","size":2},"layers":[{"mediaType":"application/vnd.ollama.image.license","digest":"sha256:)" + model +
                               R"(","size":4}]})";
  dir.put("manifests/registry.ollama.ai/library/m/latest", manifest);
  dir.put("blobs/sha256-" + model, "GGUF");
  dir.put("blobs/sha256-" + config, "{}");
  BOOST_TEST(state_of(verify(dir.path().string())) == "verified");
  dir.put("blobs/sha256-" + model, "GGUX");
  BOOST_TEST(find_check(verify(dir.path().string()), "blob-digest-differs", model));
  std::filesystem::remove(dir / ("blobs/sha256-" + model));
  BOOST_TEST(find_check(verify(dir.path().string()), "blob-missing", model));
}

BOOST_AUTO_TEST_CASE(an_index_that_names_an_absent_manifest_fails) {
  TempDir dir;
  dir.put("oci-layout", R"({"imageLayoutVersion":"1.0.0"})");
  dir.put("blobs/sha256/" + to_hex(sha256("{}")), "{}");
  dir.put("index.json", R"({"schemaVersion":2,"manifests":[{"mediaType":"m","digest":"sha256:)" + std::string(64, '0') + R"(","size":2}]})");
  const Verification verification = verify(dir.path().string());
  BOOST_TEST(find_check(verification, "blob-missing", "/index.json"));
  BOOST_TEST(state_of(verification) == "failed");
}

BOOST_AUTO_TEST_CASE(a_manifest_that_names_no_file_or_hides_one_fails) {
  const std::string config = to_hex(sha256("{}"));
  const std::string head = R"({"schemaVersion":2,"config":{"mediaType":"c","digest":"sha256:)" + config + R"(","size":2},"layers":)";
  for (const std::string& manifest : {std::string("null"), std::string("{}"), head + R"(["x"]})", head + R"([null,{"digest":"x"}]})",
                                      head + R"({"digest":"x"}})", head + R"("x"})"}) {
    TempDir dir;
    dir.put("manifests/registry.ollama.ai/library/m/latest", manifest);
    dir.put("blobs/sha256-" + config, "{}");
    const Verification verification = verify(dir.path().string());
    BOOST_TEST(find_check(verification, "manifest-without-layers", "/latest"), manifest);
    BOOST_TEST(state_of(verification) == "failed", manifest);
  }
}

BOOST_AUTO_TEST_CASE(a_manifest_of_a_configuration_alone_is_worth_a_word) {
  const std::string config = to_hex(sha256("{}"));
  for (const char* layers : {"[]", "null"}) {
    TempDir dir;
    dir.put("manifests/registry.ollama.ai/library/m/latest",
            R"({"schemaVersion":2,"config":{"mediaType":"c","digest":"sha256:)" + config + R"(","size":2},"layers":)" + layers + "}");
    dir.put("blobs/sha256-" + config, "{}");
    const Verification verification = verify(dir.path().string());
    BOOST_TEST(find_check(verification, "manifest-without-layers", "/latest"));
    BOOST_TEST(state_of(verification) == "verified");
  }
}

BOOST_AUTO_TEST_CASE(lists_of_digests_are_read_in_their_three_forms) {
  TempDir dir;
  dir.put("a", "a");
  dir.put("b", "b");
  dir.put("sub/c.bin", "c");
  dir.put("SHA256SUMS", to_hex(sha256("a")) + "  a\n" + to_hex(sha256("b")) + " *./b\r\n" + "SHA256 (sub/c.bin) = " + to_hex(sha256("c")) + "\n");
  dir.put("sub/c.bin.sha256", to_hex(sha256("c")) + "\n");
  const Verification verification = verify(dir.path().string());
  BOOST_TEST(state_of(verification) == "verified");
  BOOST_TEST(verification.files_in(State::verified) == 3);
}

BOOST_AUTO_TEST_CASE(sha512_lists_are_read) {
  TempDir dir;
  dir.put("abc", "abc");
  // FIPS 180-4, SHA-512 of `abc`
  dir.put("SHA512SUMS",
          "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
          "  abc\n");
  BOOST_TEST(state_of(verify(dir.path().string())) == "verified");
  dir.put("abc", "abd");
  BOOST_TEST(state_of(verify(dir.path().string())) == "failed");
}

BOOST_AUTO_TEST_CASE(names_of_a_list_do_not_leave_what_is_verified) {
  TempDir dir;
  dir.put("secret", "x");
  dir.put("model/SHA256SUMS", to_hex(sha256("x")) + "  ../secret\n" + to_hex(sha256("x")) + "  /etc/hostname\n");
  const Verification verification = verify(dir / "model");
  BOOST_TEST(verification.vouchers.front().count(State::failed) == 2);
  BOOST_TEST(find_check(verification, "digest-name-outside"));
  BOOST_TEST(verification.files_in(State::verified) == 0);
}

BOOST_AUTO_TEST_CASE(missing_files_and_broken_lines_of_a_list_fail) {
  TempDir dir;
  dir.put("SHA256SUMS", to_hex(sha256("x")) + "  gone\nnonsense\n");
  const Verification verification = verify(dir.path().string());
  BOOST_TEST(find_check(verification, "digest-file-missing", "/gone"));
  BOOST_TEST(find_check(verification, "digest-list-malformed"));
}

BOOST_AUTO_TEST_CASE(a_single_file_is_held_against_the_list_beside_it) {
  TempDir dir;
  dir.put("a", "a");
  dir.put("b", "b");
  dir.put("SHA256SUMS", to_hex(sha256("a")) + "  a\n" + to_hex(sha256("x")) + "  b\n");
  BOOST_TEST(state_of(verify(dir / "a")) == "verified");
  BOOST_TEST(state_of(verify(dir / "b")) == "failed");
}

BOOST_AUTO_TEST_CASE(a_hash_stated_in_a_header_is_of_what_follows_the_header) {
  const std::string data = "12345678";
  const auto file = [&](const std::string& hash, std::string_view bytes) {
    return test::safetensors(R"({"__metadata__":{"modelspec.hash_sha256":")" + hash + R"("},)" +
                                 test::safetensors_entry("t", "F32", "[2]", "[0,8]") + "}",
                             bytes);
  };
  TempDir dir;
  dir.put("m.safetensors", file("0x" + to_hex(sha256(data)), data));
  BOOST_TEST(state_of(verify(dir.path().string())) == "verified");
  dir.put("m.safetensors", file(to_hex(sha256(data)), data));
  BOOST_TEST(state_of(verify(dir.path().string())) == "verified");
  dir.put("m.safetensors", file("0x" + to_hex(sha256(data)), "12345679"));
  BOOST_TEST(find_check(verify(dir.path().string()), "stated-hash-differs"));
  dir.put("m.safetensors", file("0xzz", data));
  BOOST_TEST(find_check(verify(dir.path().string()), "stated-hash-malformed"));
}

BOOST_AUTO_TEST_CASE(where_nobody_vouches_there_is_nothing_to_verify) {
  TempDir dir;
  dir.put("a", "a");
  const Verification verification = verify(dir.path().string());
  BOOST_TEST(state_of(verification) == "nothing");
  BOOST_TEST(verification.files_in(std::nullopt) == 1);
}

BOOST_AUTO_TEST_CASE(a_target_that_is_not_there_is_an_error) {
  TempDir dir;
  BOOST_TEST(!verify_targets({dir / "gone"}, {}));
}

BOOST_AUTO_TEST_CASE(hostile_names_reach_neither_output_raw) {
  TempDir dir;
  const std::string name = "\x1b[31m\u202e<b>";
  dir.put("SHA256SUMS", to_hex(sha256("x")) + "  " + name + "\n");
  const Verification verification = verify(dir.path().string());
  std::string out;
  const auto sink = [&](std::string_view text) { out += text; };
  render_verification_text(verification, {true, false}, sink);
  render_verification_json(verification, "0", sink);
  BOOST_TEST(out.find('\x1b') == std::string::npos);
  BOOST_TEST(out.find("\u202e") == std::string::npos);
  BOOST_TEST(out.find("digest-file-missing") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
