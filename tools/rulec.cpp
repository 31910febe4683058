// modelaudit-rulec: compiles rules/ and licenses/ into one rulebook.bin, and the pages of
// docs/codes. Used by the build only.
//
//   modelaudit-rulec RULES_DIR LICENSES_DIR OUTPUT
//   modelaudit-rulec --codes RULES_DIR LICENSES_DIR DIRECTORY
//   modelaudit-rulec --check RULES_DIR LICENSES_DIR
//
// Every error of the sources is printed as file:line:column; nothing is written then. Exit 0, 1 for
// errors in the sources, 2 for usage, 5 when the output cannot be written. Same sources, same
// bytes.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "assess/rulebook/codes_page.h"
#include "assess/rulebook/compiled.h"
#include "assess/rulebook/licenses_check.h"
#include "assess/rulebook/load.h"
#include "cli/compile_rules.h"
#include "core/utf8.h"

namespace {

using namespace modelaudit;
using namespace modelaudit::assess;

void print(const Damage& error) {
  std::fprintf(stderr, "%s: expected %s, found %s\n", display(error.origin).c_str(),
               display(error.expected).c_str(), display(error.found).c_str());
}

/// Whole or not at all: a build that is stopped leaves no half rulebook behind.
int write(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::path part = path;
  part += ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(part, path, failed);
  if (out && !failed) return 0;
  std::fprintf(stderr, "%s: cannot be written\n", display(path.string()).c_str());
  return 5;
}

int write_rulebook(const RuleSources& sources, const std::filesystem::path& output) {
  const Result<std::string> bytes = cli::compile_rules(sources);
  if (!bytes) {
    print(bytes.error());
    return 1;
  }
  const Result<CompiledRulebook> opened = open_compiled_bytes(*bytes);
  if (!opened) {
    print(opened.error());
    return 1;
  }
  return write(output, *bytes);
}

int write_codes(const Rulebook& rulebook, const std::filesystem::path& directory) {
  for (const auto& [name, text] : codes_pages(rulebook)) {
    if (const int failed = write(directory / name, text); failed != 0) return failed;
  }
  return 0;
}

int check(const RuleSources& sources, const std::filesystem::path& licenses) {
  const std::vector<Damage> records = check_records(sources.rulebook, licenses);
  const std::vector<Damage> known = check_known(sources.rulebook, sources.known);
  const std::vector<Damage> terms = check_term_rules(sources.rulebook, sources.term_rules);
  for (const std::vector<Damage>* errors : {&records, &known, &terms}) {
    for (const Damage& error : *errors) print(error);
  }
  return records.empty() && known.empty() && terms.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view first = argc > 1 ? argv[1] : "";
  const bool codes = first == "--codes";
  const bool only_check = first == "--check";
  const int at = codes || only_check ? 2 : 1;
  if (argc != at + (only_check ? 2 : 3)) {
    std::fprintf(stderr,
                 "usage: modelaudit-rulec [--codes] RULES_DIR LICENSES_DIR OUTPUT\n"
                 "       modelaudit-rulec --check RULES_DIR LICENSES_DIR\n");
    return 2;
  }
  const LoadReport report = read_rule_sources(argv[at], argv[at + 1]);
  for (const Damage& error : report.errors) print(error);
  if (!report.errors.empty()) {
    std::fprintf(stderr, "%zu errors; nothing was written\n", report.errors.size());
    return 1;
  }
  if (only_check) return check(report.sources, argv[at + 1]);
  if (codes) return write_codes(report.sources.rulebook, argv[at + 2]);
  return write_rulebook(report.sources, argv[at + 2]);
}
