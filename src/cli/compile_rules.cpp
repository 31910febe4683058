#include "cli/compile_rules.h"

#include "assess/rulebook/compiled.h"
#include "assess/terms/license_index.h"

namespace modelaudit::cli {

Result<std::string> compile_rules(const assess::RuleSources& sources) {
  const auto rules = [&](const char* name) {
    const auto found = sources.term_rules.find(name);
    return found == sources.term_rules.end() ? std::string() : found->second;
  };
  const Result<std::string> index =
      assess::build_license_index(sources.fingerprints, {rules("notices"), rules("separators")});
  if (!index) return index.error();
  const auto* bytes = reinterpret_cast<const uint8_t*>(index->data());
  return assess::compile(sources.rulebook, sources.known, {bytes, index->size()});
}

}  // namespace modelaudit::cli
