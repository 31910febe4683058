// The case table: every file of cases/ against the project's own rules and records.
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "assess/rulebook/load.h"
#include "assess/verdict/case_file.h"
#include "assess/verdict/fake_reader.h"

using namespace modelaudit;
using namespace modelaudit::assess;

namespace {

const Rulebook& project_rules() {
  static const Rulebook rules = [] {
    const std::filesystem::path root = MODELAUDIT_SOURCE_DIR;
    Result<Rulebook> loaded = load_rulebook(root / "rules", root / "licenses");
    if (!loaded) throw std::runtime_error(loaded.error().origin + ": " + loaded.error().expected + ", found " + loaded.error().found);
    return std::move(loaded).value();
  }();
  return rules;
}

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(MODELAUDIT_SOURCE_DIR) / "tests/assess/verdict/cases")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cases)

BOOST_AUTO_TEST_CASE(every_case_is_judged_as_its_file_says) {
  for (const std::filesystem::path& file : case_files()) {
    BOOST_TEST_CONTEXT(file.filename().string()) {
      std::ifstream in(file);
      std::stringstream text;
      text << in.rdbuf();
      boost::system::error_code error;
      const boost::json::value described = boost::json::parse(text.str(), error);
      BOOST_TEST(!error, "is no JSON: " << error.message());
      if (error) continue;
      const Inventory inventory = inventory_of_case(described.as_object());
      const report::Report report =
          assess::assess({inventory, project_rules(), fake_reader(project_rules()), {}, use_of_case(described.as_object())});
      for (const std::string& complaint : complaints(described.as_object(), report)) BOOST_TEST_ERROR(complaint);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
