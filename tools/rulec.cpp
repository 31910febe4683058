// modelaudit-rulec: compiles rules/ and licenses/ into one rulebook.bin. Used by the build only.
//
//   modelaudit-rulec RULES_DIR LICENSES_DIR OUTPUT
//
// Every error of the sources is printed as file:line:column; nothing is written then. Exit 0, 1 for
// errors in the sources, 2 for usage, 5 when the output cannot be written. Same sources, same
// bytes.
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "assess/rulebook/compiled.h"
#include "assess/rulebook/load.h"
#include "core/utf8.h"

namespace {

using namespace modelaudit;
using namespace modelaudit::assess;

void print(const Damage& error) {
  std::fprintf(stderr, "%s: expected %s, found %s\n", display(error.origin).c_str(),
               display(error.expected).c_str(), display(error.found).c_str());
}

/// Whole or not at all: a build that is stopped leaves no half rulebook behind.
bool write(const std::filesystem::path& path, const std::string& bytes) {
  std::filesystem::path part = path;
  part += ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(part, path, failed);
  return out && !failed;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: modelaudit-rulec RULES_DIR LICENSES_DIR OUTPUT\n");
    return 2;
  }
  const LoadReport report = read_rule_sources(argv[1], argv[2]);
  for (const Damage& error : report.errors) print(error);
  if (!report.errors.empty()) {
    std::fprintf(stderr, "%zu errors; no rulebook was written\n", report.errors.size());
    return 1;
  }
  const std::string bytes = compile(report.sources.rulebook, report.sources.known, {});
  const Result<CompiledRulebook> opened = open_compiled_bytes(bytes);
  if (!opened) {
    print(opened.error());
    return 1;
  }
  if (!write(argv[3], bytes)) {
    std::fprintf(stderr, "%s: cannot be written\n", argv[3]);
    return 5;
  }
  return 0;
}
