#include "assess/rulebook/compiled.h"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>

#include "assess/rulebook/pack.h"
#include "small_rules.h"

using namespace modelaudit;
using namespace modelaudit::assess;
using namespace modelaudit::test;

namespace {

const std::vector<uint8_t> kIndex = {1, 2, 3, 4, 5};

std::string small_compiled() {
  const LoadReport report = load(small_rules());
  return compile(report.sources.rulebook, report.sources.known, kIndex);
}

std::string packed(const Rulebook& rules) {
  std::string bytes;
  PackWriter(bytes).put(rules);
  return bytes;
}

Digest digest_ending(uint8_t last) {
  Digest digest;
  digest.bytes[31] = last;
  return digest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(compiled)

BOOST_AUTO_TEST_CASE(what_was_compiled_is_what_is_opened) {
  const LoadReport report = load(small_rules());
  const Result<CompiledRulebook> opened = open_compiled_bytes(small_compiled());
  BOOST_REQUIRE(bool(opened));
  const Rulebook& rules = opened->rulebook();
  BOOST_TEST(packed(rules) == packed(report.sources.rulebook));
  BOOST_TEST((rules.digest == report.sources.rulebook.digest));
  BOOST_TEST(rules.version == "2026.11");
  BOOST_TEST(rules.newest("sun-2024")->version == "2025-01-01");
  BOOST_TEST((std::vector<uint8_t>(opened->license_index().begin(),
                                   opened->license_index().end()) == kIndex));
}

BOOST_AUTO_TEST_CASE(same_sources_same_bytes) { BOOST_TEST(small_compiled() == small_compiled()); }

BOOST_AUTO_TEST_CASE(known_digests_are_found_with_all_their_names) {
  const Result<CompiledRulebook> opened = open_compiled_bytes(small_compiled());
  BOOST_REQUIRE(bool(opened));
  const std::vector<KnownArtifact> known = opened->known(digest_ending(0xaa));
  BOOST_REQUIRE(known.size() == 2u);
  BOOST_TEST(known[0].name == "hf:copy/sun-1@main");
  BOOST_TEST(known[0].size == 0u);
  BOOST_TEST(known[1].name == "hf:sun/sun-1@main");
  BOOST_TEST(known[1].size == 12u);
  BOOST_TEST(known[1].file == "sun.gguf");
  BOOST_TEST(known[1].declared_license == "sun");
  BOOST_TEST(known[1].declared_where == "card");
  BOOST_TEST(known[1].kind == "gguf");
  BOOST_TEST(known[1].source == "somewhere");
  BOOST_TEST(known[1].source_date == "2026-01-01");
  BOOST_TEST(opened->known(digest_ending(0xab)).empty());
  BOOST_TEST(opened->known(Digest{}).empty());

  const std::vector<KnownText> texts = opened->known_texts(digest_ending(0xbb));
  BOOST_REQUIRE(texts.size() == 1u);
  BOOST_TEST(texts[0].license == "LicenseRef-Sun");
  BOOST_TEST(texts[0].version == "2024-01-01");
  BOOST_TEST(texts[0].what == "a layer");
  BOOST_TEST(texts[0].source == "a store");
}

BOOST_AUTO_TEST_CASE(every_row_of_a_larger_table_is_found) {
  KnownFacts facts;
  for (int i = 0; i < 257; ++i) {
    KnownRow row;
    row.sha256.bytes[0] = static_cast<uint8_t>(i * 37);
    row.sha256.bytes[31] = static_cast<uint8_t>(i / 7);
    row.fields = {"name" + std::to_string(i), "", "", "", "", "", ""};
    facts.artifacts.push_back(row);
  }
  const std::vector<KnownRow> rows = facts.artifacts;
  sort_known(facts);
  const Result<CompiledRulebook> opened = open_compiled_bytes(compile(Rulebook(), facts, {}));
  BOOST_REQUIRE(bool(opened));
  BOOST_TEST(opened->known_count() == 257u);
  for (const KnownRow& row : rows) {
    bool found = false;
    for (const KnownArtifact& artifact : opened->known(row.sha256))
      found = found || artifact.name == row.fields[0];
    BOOST_TEST(found, row.fields[0]);
  }
}

BOOST_AUTO_TEST_CASE(views_survive_a_move) {
  Result<CompiledRulebook> opened = open_compiled_bytes(small_compiled());
  BOOST_REQUIRE(bool(opened));
  const Rulebook* rules = &opened->rulebook();
  const CompiledRulebook moved = std::move(opened).value();
  BOOST_TEST(&moved.rulebook() == rules);
  BOOST_TEST(moved.known(digest_ending(0xaa)).size() == 2u);
}

BOOST_AUTO_TEST_CASE(every_truncation_is_damage) {
  const std::string whole = small_compiled();
  for (size_t length = 0; length < whole.size(); ++length) {
    const Result<CompiledRulebook> opened = open_compiled_bytes(whole.substr(0, length));
    if (opened) BOOST_TEST_FAIL("opened with " << length << " bytes");
  }
  BOOST_TEST(!open_compiled_bytes(whole + '\0'));
}

BOOST_AUTO_TEST_CASE(every_changed_byte_is_damage_that_says_to_rebuild) {
  const std::string whole = small_compiled();
  for (size_t at = 0; at < whole.size(); ++at) {
    for (const int flip : {0x01, 0x80, 0xff}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ flip);
      const Result<CompiledRulebook> opened = open_compiled_bytes(std::move(bytes));
      if (opened) {
        BOOST_TEST_FAIL("opened with byte " << at << " changed");
      } else if (opened.error().code != "rulebook-damaged" ||
                 opened.error().expected.find("build the rulebook again") == std::string::npos) {
        BOOST_TEST_FAIL("byte " << at << ": " << opened.error().code << " "
                                << opened.error().expected);
      }
    }
  }
}

// Behind a right checksum the reader must still not trust a length: this is what a wrong compiler,
// or an attacker, makes.
BOOST_AUTO_TEST_CASE(changed_bytes_behind_a_right_checksum_never_read_outside) {
  const std::string whole = small_compiled();
  size_t refused = 0;
  for (size_t at = 0; at < whole.size(); ++at) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0xff);
    seal_compiled(bytes);
    const Result<CompiledRulebook> opened = open_compiled_bytes(std::move(bytes));
    if (!opened) {
      ++refused;
      continue;
    }
    for (const uint8_t last : {uint8_t{0xaa}, uint8_t{0xbb}}) {
      (void)opened->known(digest_ending(last));
      (void)opened->known_texts(digest_ending(last));
    }
    (void)opened->rulebook().newest("LicenseRef-Sun");
  }
  BOOST_TEST(refused > 0u);
}

BOOST_AUTO_TEST_CASE(a_large_count_asks_for_no_memory) {
  std::string bytes;
  PackWriter(bytes).put(uint32_t{0xffffffff});
  std::vector<LicenseRecord> records;
  PackReader reader(Bytes(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()));
  reader.get(records);
  BOOST_TEST(!reader.ok());
  BOOST_TEST(records.capacity() == 0u);
}

BOOST_AUTO_TEST_CASE(a_file_of_another_kind_or_release_is_named) {
  const Result<CompiledRulebook> foreign = open_compiled_bytes(std::string(1000, 'x'));
  BOOST_REQUIRE(!foreign);
  BOOST_TEST(foreign.error().found == "a file of another kind");
  std::string older = small_compiled();
  older[16] = static_cast<char>(older[16] ^ 1);  // the layout of the packed structs
  seal_compiled(older);
  const Result<CompiledRulebook> opened = open_compiled_bytes(older);
  BOOST_REQUIRE(!opened);
  BOOST_TEST(opened.error().found == "one of another release");
}

BOOST_AUTO_TEST_CASE(files_are_mapped_and_errors_carry_their_path) {
  const TempDir folder;
  folder.put("rulebook.bin", small_compiled());
  const Result<CompiledRulebook> opened = open_compiled(folder / "rulebook.bin");
  BOOST_REQUIRE(bool(opened));
  BOOST_TEST(reinterpret_cast<uintptr_t>(opened->license_index().data()) % 64 == 0u);
  BOOST_TEST(opened->known(digest_ending(0xaa)).size() == 2u);

  const Result<CompiledRulebook> missing = open_compiled(folder / "none.bin");
  BOOST_REQUIRE(!missing);
  BOOST_TEST(missing.error().code == "rulebook-unreadable");
  BOOST_TEST(missing.error().origin == folder / "none.bin");

  folder.put("empty.bin", "");
  BOOST_TEST(open_compiled(folder / "empty.bin").error().code == "rulebook-damaged");
  BOOST_TEST(open_compiled(folder.path()).error().code == "rulebook-unreadable");
  BOOST_REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
  BOOST_TEST(open_compiled(folder / "pipe").error().found == "no regular file");
}

BOOST_AUTO_TEST_SUITE_END()
