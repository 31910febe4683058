#include <boost/test/unit_test.hpp>

#include "core/sha256.h"
#include "support/flatbuffer_builder.h"
#include "support/reading.h"

using namespace modelaudit;
using namespace modelaudit::test;

namespace {

std::string npy(const std::string& literal, const std::string& data) {
  return "\x93NUMPY\x01" + std::string(1, '\0') + little(literal.size(), 2) + literal + data;
}

// A ZIM with one entry M/License in a stored cluster.
std::string zim(const std::string& license) {
  const std::string mimes = std::string("text/plain\0\0", 12);
  const uint64_t paths = 80 + mimes.size();
  const uint64_t clusters = paths + 8;
  const uint64_t entry_at = clusters + 8;
  const std::string entry = little(0, 2) + little(0, 1) + "M" + little(0, 4) + little(0, 4) +
                            little(0, 4) + std::string("License\0License\0", 16);
  const uint64_t cluster_at = entry_at + entry.size();
  const std::string cluster = "\x01" + little(8, 4) + little(8 + license.size(), 4) + license;
  const uint64_t checksum = cluster_at + cluster.size();
  return "ZIM\x04" + little(6, 2) + little(1, 2) + std::string(16, 'u') + little(1, 4) +
         little(1, 4) + little(paths, 8) + little(UINT64_MAX, 8) + little(clusters, 8) +
         little(80, 8) + little(UINT32_MAX, 4) + little(UINT32_MAX, 4) + little(checksum, 8) +
         mimes + little(entry_at, 8) + little(cluster_at, 8) + entry + cluster +
         std::string(16, 'c');
}

}  // namespace

BOOST_AUTO_TEST_SUITE(other_formats)

BOOST_AUTO_TEST_CASE(npy_is_one_array) {
  const Reading file = read_bytes(
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  \n", std::string(24, 'x')));
  BOOST_TEST((file.artifact.kind == ArtifactKind::npy));
  BOOST_TEST(file.damages.empty());
  BOOST_TEST(file.artifact.tensors[0].dtype == "<f4");
  BOOST_TEST((file.artifact.tensors[0].shape == std::vector<uint64_t>{2, 3}));
  BOOST_TEST(*file.artifact.tensors[0].bytes == 24);
  BOOST_TEST(file.artifact.endian == "little");
  BOOST_TEST(file.artifact.extents.unaccounted == 0);
}

BOOST_AUTO_TEST_CASE(npy_literals_in_any_order_are_read_and_others_refused) {
  for (const char* literal : {"{\"shape\":(),'fortran_order':True,'descr':'|u1'}",
                              "{'shape':(1,),'descr':'|b1','fortran_order':False}"}) {
    BOOST_TEST(read_bytes(npy(literal, "x")).damages.empty(), literal);
  }
  for (const char* literal : {"{}", "", "{'descr': '<f4'}",
                              "{'descr': __import__('os'), 'fortran_order': False, 'shape': ()}",
                              "{'descr':'<f4','descr':'<f4','fortran_order':False,'shape':()}",
                              "{'descr':'<f4','fortran_order':False,'shape':(-1,)}",
                              "{'descr':'<f4','fortran_order':False,'shape':()} x"}) {
    BOOST_TEST(read_bytes(npy(literal, "1234")).has("npy-header", DamageClass::damage), literal);
  }
}

BOOST_AUTO_TEST_CASE(npy_sizes_must_fit) {
  const std::string literal = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}";
  BOOST_TEST(read_bytes(npy(literal, "1234567")).has("tensor-past-end", DamageClass::damage));
  BOOST_TEST(read_bytes(npy(literal, "123456789")).has("trailing-bytes", DamageClass::suspicious));
  BOOST_TEST(
      read_bytes(npy("{'descr':'<f4','fortran_order':False,'shape':(4611686018427387904,4)}", ""))
          .has("unknown-type"));
  for (size_t cut = 6; cut < 60; ++cut) {
    const std::string bytes = npy(literal, "12345678").substr(0, cut);
    BOOST_TEST(!read_bytes(bytes).artifact.complete, cut);
  }
}

BOOST_AUTO_TEST_CASE(npy_of_objects_is_a_pickle_whose_imports_are_named) {
  const Reading file =
      read_bytes(npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "cos\nsystem\n."));
  BOOST_TEST(file.text("import") == "os system");
  BOOST_TEST(file.has("npy-object-array", DamageClass::note));
  BOOST_TEST(file.artifact.extents.tensors == 12);
}

BOOST_AUTO_TEST_CASE(hdf5_is_named_and_its_length_checked) {
  const std::string signature = "\x89HDF\r\n\x1a\n";
  const std::string superblock = signature + std::string(1, '\2') + "\x08\x08" +
                                 std::string(1, '\0') + little(0, 8) + little(UINT64_MAX, 8) +
                                 little(100, 8);
  const Reading whole = read_bytes(superblock + std::string(100 - superblock.size(), 'x'), "m.h5");
  BOOST_TEST((whole.artifact.kind == ArtifactKind::hdf5));
  BOOST_TEST(whole.only_notes());
  BOOST_TEST(read_bytes(superblock, "m.h5").has("cut-short", DamageClass::damage));
  BOOST_TEST(
      (read_bytes(std::string(512, 'u') + superblock, "m.h5").artifact.kind == ArtifactKind::hdf5));
  BOOST_TEST(!read_bytes("x" + superblock, "m.bin").recognized);
}

BOOST_AUTO_TEST_CASE(zim_metadata_is_read_from_its_cluster) {
  const std::string bytes = zim("CC-BY-SA-4.0");
  const Reading file = read_bytes(bytes);
  BOOST_TEST((file.artifact.kind == ArtifactKind::zim));
  BOOST_TEST(file.only_notes());
  BOOST_TEST(file.artifact.format_version == "6.1");
  BOOST_TEST(file.text("M/License") == "CC-BY-SA-4.0");
  BOOST_TEST(file.text("mime_types") == "text/plain");
  BOOST_TEST(file.texts.size() == 1);
  BOOST_TEST(file.artifact.extents.unaccounted == 0);
}

BOOST_AUTO_TEST_CASE(zim_that_is_cut_or_bent_is_survived) {
  const std::string whole = zim("CC-BY");
  for (size_t cut = 4; cut < whole.size(); ++cut) {
    const Reading file = read_bytes(std::string_view(whole).substr(0, cut));
    BOOST_TEST_REQUIRE(!file.artifact.complete, "cut at " << cut);
    BOOST_TEST_REQUIRE(file.artifact.extents.total() == cut);
  }
  for (size_t at = 4; at < whole.size(); ++at) {
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ mask);
      BOOST_TEST_REQUIRE(read_bytes(bytes).artifact.extents.total() == bytes.size());
    }
  }
  BOOST_TEST(read_bytes(whole + "more").has("trailing-bytes", DamageClass::suspicious));
}

BOOST_AUTO_TEST_CASE(openvino_constants_and_conversion_facts_are_listed) {
  const std::string xml =
      "<?xml version=\"1.0\"?>\n<!-- made --><net name=\"n\" version=\"11\"><layers><layer "
      "id=\"0\" name=\"w&amp;b\" "
      "type=\"Const\" version=\"opset1\"><data element_type=\"f32\" shape=\"2, 3\" offset=\"0\" "
      "size=\"24\"/></layer>"
      "<layer name=\"r\" type=\"Relu\"><data x=\"1\"/></layer></layers><rt_info><framework "
      "value=\"torch\"/>"
      "<license value='mit'/></rt_info></net>";
  const Reading file = read_bytes(xml, "m.xml");
  BOOST_TEST((file.artifact.kind == ArtifactKind::openvino));
  BOOST_TEST(file.only_notes());
  BOOST_TEST(file.artifact.format_version == "11");
  BOOST_TEST(file.artifact.tensors.size() == 1);
  BOOST_TEST(file.artifact.tensors[0].name == "w&b");
  BOOST_TEST((file.artifact.tensors[0].shape == std::vector<uint64_t>{2, 3}));
  BOOST_TEST(file.text("rt_info.framework") == "torch");
  BOOST_TEST(file.text("rt_info.license") == "mit");
  const size_t net = xml.find("<net ") + 5;
  for (size_t cut = net; cut < xml.size(); ++cut) {
    BOOST_TEST_REQUIRE(read_bytes(std::string_view(xml).substr(0, cut), "m.xml").has("xml-damaged"),
                       "cut at " << cut);
  }
}

BOOST_AUTO_TEST_CASE(xml_with_a_document_type_or_without_an_end_is_refused) {
  const std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE n [<!ENTITY a \"b\">]><net name=\"&a;\"></net>";
  BOOST_TEST(read_bytes(bomb, "m.xml").has("xml-damaged", DamageClass::damage));
  std::string deep = "<net name=\"n\">";
  for (int i = 0; i < 100; ++i) deep += "<a>";
  BOOST_TEST(read_bytes(deep, "m.xml").has("xml-depth", DamageClass::limit));
  BOOST_TEST(read_bytes("<net name=\"n\"><a></b></net>", "m.xml").has("xml-damaged"));
  BOOST_TEST(!read_bytes("<project><net /></project>", "pom.xml").recognized);
}

BOOST_AUTO_TEST_CASE(opaque_formats_are_named) {
  BOOST_TEST(read_bytes("ptrt" + std::string(20, 'x')).text("format") == "TensorRT engine");
  BOOST_TEST(read_bytes("\x10\x20\x30\x40"
                        "ET12" +
                        std::string(20, 'x'))
                 .text("format") == "ExecuTorch .pte");
  BOOST_TEST(read_bytes("ptrt" + std::string(20, 'x')).only_notes());
}

BOOST_AUTO_TEST_SUITE_END()
