// Golden files: a document must equal tests/report/golden/NAME byte for byte.
// MODELAUDIT_UPDATE_GOLDEN=1 writes them anew; the diff of the commit then shows what a reader of
// the document will see.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace modelaudit::report {

inline void check_golden(const std::string& name, std::string_view document) {
  const std::string path = std::string(MODELAUDIT_SOURCE_DIR) + "/tests/report/golden/" + name;
  if (std::getenv("MODELAUDIT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << document;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  BOOST_REQUIRE_MESSAGE(in, "no golden file " << name);
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  size_t at = 0;
  while (at < expected.size() && at < document.size() && expected[at] == document[at]) ++at;
  BOOST_CHECK_MESSAGE(expected == document,
                      name << " differs at byte " << at << ": expected …"
                           << expected.substr(at < 40 ? 0 : at - 40, 120) << "…, found …"
                           << document.substr(at < 40 ? 0 : at - 40, 120) << "…");
}

}  // namespace modelaudit::report
