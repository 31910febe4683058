#include <boost/test/unit_test.hpp>

#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

std::vector<std::string> imports(const Reading& file) {
  std::vector<std::string> found;
  for (const MetadataEntry& entry : file.artifact.metadata) {
    if (entry.key == "import") found.push_back(entry.value.text);
  }
  return found;
}

Reading read_pickle(const std::string& bytes) { return read_bytes(bytes, "x.pkl"); }

std::string text(std::string_view t) {
  return "\x8c" + std::string(1, static_cast<char>(t.size())) + std::string(t);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pickle)

BOOST_AUTO_TEST_CASE(data_alone_imports_nothing) {
  const Reading file = read_pickle(
      "\x80\x03]q\x01(K\x01K\x02"
      "e.");
  BOOST_TEST((file.artifact.kind == ArtifactKind::pickle));
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(imports(file).empty());
  BOOST_TEST(file.artifact.header_read);
}

BOOST_AUTO_TEST_CASE(every_way_to_import_is_named) {
  const std::vector<std::string> expected{"posix system"};
  BOOST_TEST(imports(read_pickle("cposix\nsystem\n(S'ls'\ntR.")) == expected,
             boost::test_tools::per_element());
  BOOST_TEST(imports(read_pickle("(S'ls'\niposix\nsystem\n.")) == expected,
             boost::test_tools::per_element());
  BOOST_TEST(
      imports(read_pickle("\x80\x04" + text("posix") + text("system") + "\x93.")) == expected,
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_are_followed_through_the_memo) {
  const std::vector<std::string> expected{"posix system"};
  // MEMOIZE and BINGET
  const std::string memo = "\x80\x04" + text("posix") + "\x94" + "0" + text("system") + "\x94" +
                           "0h" + std::string(1, '\0') + "h\x01\x93.";
  BOOST_TEST(imports(read_pickle(memo)) == expected, boost::test_tools::per_element());
  // a key written as a line and read as a byte
  const std::string mixed =
      "\x80\x04" + text("posix") + "p5\n0" + text("system") + "q\x06" + "0h\x05g6\n\x93.";
  BOOST_TEST(imports(read_pickle(mixed)) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_memo_key_given_by_number_counts_for_memoize) {
  // PUT 0 fills one place, so MEMOIZE takes 1.
  const std::string bytes = "\x80\x04" + text("posix") + "q" + std::string(1, '\0') + "0" +
                            text("system") + "\x94" + "0h" + std::string(1, '\0') + "h\x01\x93.";
  const std::vector<std::string> expected{"posix system"};
  BOOST_TEST(imports(read_pickle(bytes)) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(escaped_names_are_unescaped) {
  const std::vector<std::string> expected{"posix system"};
  BOOST_TEST(imports(read_pickle("\x80\x04V\\u0070osix\nVsystem\n\x93.")) == expected,
             boost::test_tools::per_element());
  BOOST_TEST(imports(read_pickle("\x80\x04S'p\\x6fsix'\nS'system'\n\x93.")) == expected,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_name_that_is_made_while_loading_is_suspicious) {
  const Reading file = read_pickle("\x80\x04K\x01" + text("system") + "\x93.");
  BOOST_TEST(file.has("pickle-import-unknown", DamageClass::suspicious));
  BOOST_TEST(read_pickle("\x80\x02\x82\x07.").has("pickle-import-unknown"));
}

BOOST_AUTO_TEST_CASE(a_pickle_must_end_in_stop) {
  const std::string whole = "\x80\x02" + std::string("cos\nsystem\n(U\x02lstR.");
  for (size_t cut = 3; cut < whole.size(); ++cut) {
    const Reading file = read_pickle(whole.substr(0, cut));
    BOOST_TEST_REQUIRE(file.has("pickle-damaged", DamageClass::damage), "cut at " << cut);
    BOOST_TEST_REQUIRE(file.artifact.extents.total() == cut);
  }
  BOOST_TEST(imports(read_pickle(whole.substr(0, 15))).size() == 1);  // what was read before stays
  BOOST_TEST(read_pickle(std::string("\x80\x02\xFF.")).has("pickle-damaged"));
}

BOOST_AUTO_TEST_CASE(several_pickles_are_read_and_other_bytes_reported) {
  BOOST_TEST(imports(read_pickle("cos\nsystem\n.cposix\nexecv\n.")).size() == 2);
  const Reading file = read_pickle("K\x01.\xff\xfe");
  BOOST_TEST(file.has("trailing-bytes", DamageClass::suspicious));
  BOOST_TEST(file.artifact.extents.unaccounted == 2);
}

BOOST_AUTO_TEST_CASE(lengths_are_compared_with_what_is_left) {
  BOOST_TEST(read_pickle("\x80\x04X\xff\xff\xff\xff"
                         "abc.")
                 .has("pickle-damaged"));
  BOOST_TEST(read_pickle("\x80\x04\x8d" + std::string(8, '\xff') + ".").has("pickle-damaged"));
}

BOOST_AUTO_TEST_CASE(every_byte_can_be_wrong) {
  const std::string whole = "\x80\x04" + text("posix") + "\x94" + text("system") + "\x93(" +
                            "X\x02" + std::string(3, '\0') + "lst\x81" + "}q\x01" + "b.";
  for (size_t at = 2; at < whole.size(); ++at) {
    for (int value = 0; value < 256; ++value) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(value);
      BOOST_TEST_REQUIRE(read_pickle(bytes).artifact.extents.total() == bytes.size());
    }
  }
}

BOOST_AUTO_TEST_CASE(the_stacked_form_of_pytorch_ends_in_storages) {
  const std::string magic = "\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.";
  const std::string bytes = magic + "\x80\x02M\xe9\x03." + "\x80\x02}." + "\x80\x02}." +
                            "\x80\x02]." + std::string(40, 's');
  const Reading file = read_pickle(bytes);
  BOOST_TEST(file.only_notes());
  BOOST_TEST(file.artifact.format_version == "torch-stacked");
  BOOST_TEST(file.artifact.extents.tensors == 40);
}

BOOST_AUTO_TEST_SUITE_END()
