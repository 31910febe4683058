#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "support/gguf_builder.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

const std::string kOid(64, 'a');
const std::string kPointer =
    "version https://git-lfs.github.com/spec/v1\noid sha256:" + kOid + "\nsize 4976698672\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(not_weights)

BOOST_AUTO_TEST_CASE(a_git_lfs_pointer_names_what_is_absent) {
  for (const char* name : {"model.gguf", "model.safetensors", "LICENSE"}) {
    const Reading file = read_bytes(kPointer, name);
    BOOST_TEST((file.artifact.kind == ArtifactKind::lfs_pointer));
    BOOST_TEST(file.has("lfs-pointer", DamageClass::damage));
    BOOST_TEST(file.damages.size() == 1);
    BOOST_TEST(file.text("oid") == "sha256:" + kOid);
    BOOST_TEST(file.text("size") == "4976698672");
    BOOST_TEST(file.artifact.extents.metadata == kPointer.size());
  }
}

BOOST_AUTO_TEST_CASE(a_pointer_may_have_other_line_ends_and_no_last_one) {
  std::string crlf;
  for (const char c : kPointer) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  BOOST_TEST(read_bytes(crlf).text("size") == "4976698672");
  BOOST_TEST(read_bytes(kPointer.substr(0, kPointer.size() - 1)).text("size") == "4976698672");
}

BOOST_AUTO_TEST_CASE(a_pointer_that_lies_is_damage) {
  BOOST_TEST(read_bytes("version https://git-lfs.github.com/spec/v1\noid sha256:xyz\nsize -1\n")
                 .has("lfs-pointer-field"));
  BOOST_TEST(read_bytes("version https://git-lfs.github.com/spec/v1\noid sha256:" + kOid +
                        "\nsize 18446744073709551616\n")
                 .has("lfs-pointer-field"));
  BOOST_TEST(read_bytes(kPointer.substr(0, 70)).has("lfs-pointer-field"));
  BOOST_TEST(
      read_bytes(kPointer + small_gguf().build()).has("trailing-bytes", DamageClass::suspicious));
}

BOOST_AUTO_TEST_CASE(answers_of_a_web_server_are_no_weights) {
  for (const char* page : {"<!DOCTYPE html><html></html>", "\r\n\r\n<HTML><BODY>403</BODY></HTML>",
                           "\xef\xbb\xbf<html>", R"({"error":"Repository not found"})",
                           "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"}) {
    for (const char* name : {"model.gguf", "model.safetensors", "pytorch_model.bin"}) {
      const Reading file = read_bytes(page, name);
      BOOST_TEST((file.artifact.kind == ArtifactKind::html_page), page);
      BOOST_TEST(file.has("html-page", DamageClass::suspicious));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_page_that_says_so_is_no_finding) {
  BOOST_TEST(!read_bytes("<!DOCTYPE html><html></html>", "LICENSE.html").recognized);
  BOOST_TEST(!read_bytes(R"({"error":"x"})", "config.json").recognized);
  BOOST_TEST(read_bytes("<!DOCTYPE html><html></html>", "LICENSE").has("html-page"));
}

BOOST_AUTO_TEST_CASE(a_name_that_promises_a_format_is_held_to_it) {
  for (const char* text : {"Entry not found", "Access to model x is restricted.", "gguf"}) {
    BOOST_TEST(read_bytes(text, "model.gguf").has("misnamed-weights", DamageClass::damage));
    BOOST_TEST(!read_bytes(text, "model.safetensors").only_notes());
  }
  BOOST_TEST(read_bytes("Entry not found", "pytorch_model.bin").has("misnamed-weights"));
  BOOST_TEST(!read_bytes(std::string(5000, 'w'), "words.bin").recognized);
  BOOST_TEST(!read_bytes("PK\x03\x04 a zip", "model.gguf").recognized);
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_named) {
  BOOST_TEST((read_bytes("", "model.gguf").artifact.kind == ArtifactKind::empty));
  BOOST_TEST(read_bytes("", "model.gguf").has("empty-weights", DamageClass::damage));
  BOOST_TEST(read_bytes("", "__init__.py").damages.empty());
}

BOOST_AUTO_TEST_CASE(old_ggml_files_are_named_and_their_vocabulary_digested) {
  const GgufBytes b;
  std::string vocabulary = b.u32(2) + "ab" + b.u32(0) + b.u32(1) + "c" + b.u32(0);
  std::string bytes = "tjgg" + b.u32(3);
  for (const uint32_t value : {2U, 8U, 256U, 1U, 1U, 4U, 1U}) bytes += b.u32(value);
  const Reading file = read_bytes(bytes + vocabulary + std::string(100, 'w'));
  BOOST_TEST((file.artifact.kind == ArtifactKind::ggml_legacy));
  BOOST_TEST(file.artifact.format_version == "ggjt v3");
  BOOST_TEST(file.entry("n_vocab")->value.unsigned_integer == 2);
  BOOST_TEST((file.entry("vocabulary")->value.sha256 == sha256(vocabulary)));
  BOOST_TEST(file.artifact.extents.metadata == vocabulary.size());
  BOOST_TEST(file.artifact.extents.unaccounted == 100);
  BOOST_TEST(file.only_notes());
  BOOST_TEST(read_bytes("lmgg" + std::string(40, 'x')).artifact.format_version == "ggml");
  BOOST_TEST(read_bytes("algg" + b.u32(1)).artifact.format_version == "ggla v1");
}

BOOST_AUTO_TEST_CASE(an_old_ggml_file_that_is_cut_is_damage) {
  const GgufBytes b;
  std::string bytes = "fmgg" + b.u32(1);
  for (const uint32_t value : {2U, 8U, 256U, 1U, 1U, 4U, 1U}) bytes += b.u32(value);
  bytes += b.u32(2) + "ab" + b.u32(0) + b.u32(1) + "c" + b.u32(0);
  for (size_t cut = 4; cut < bytes.size(); ++cut) {
    const Reading file = read_bytes(std::string_view(bytes).substr(0, cut));
    BOOST_TEST_REQUIRE(!file.only_notes(), "cut at " << cut);
    BOOST_TEST_REQUIRE(file.artifact.extents.total() == cut);
  }
  bytes.replace(8, 4, b.u32(UINT32_MAX));
  BOOST_TEST(read_bytes(bytes).has("array-count", DamageClass::damage));
}

BOOST_AUTO_TEST_SUITE_END()
