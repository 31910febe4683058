#include "cli/law.h"

#include <filesystem>

#include "assess/rulebook/compiled.h"
#include "assess/rulebook/load.h"
#include "assess/rulebook/locate.h"
#include "assess/terms/license_index.h"
#include "cli/compile_rules.h"

namespace modelaudit::cli {
namespace {

namespace fs = std::filesystem;

class OpenedLaw final : public Law {
 public:
  OpenedLaw(assess::CompiledRulebook compiled, assess::LicenseIndex index)
      : compiled_(std::move(compiled)), index_(std::move(index)), matcher_(compiled_.rulebook(), index_) {}
  const assess::Rulebook& rulebook() const override { return compiled_.rulebook(); }
  const assess::Matcher& matcher() const override { return matcher_; }
  assess::KnownLookup known() const override {
    return [this](const Digest& digest) { return compiled_.known(digest); };
  }

 private:
  assess::CompiledRulebook compiled_;
  assess::LicenseIndex index_;
  assess::Matcher matcher_;
};

// The compiled form of the XML below a folder, made in memory.
Result<assess::CompiledRulebook> compile_folder(const fs::path& folder) {
  Result<assess::RuleSources> sources = assess::load_rule_sources(folder / "rules", folder / "licenses");
  if (!sources) return sources.error();
  Result<std::string> bytes = compile_rules(*sources);
  if (!bytes) return bytes.error();
  return assess::open_compiled_bytes(std::move(bytes).value());
}

}  // namespace

Result<std::unique_ptr<Law>> load_law(const Arguments& arguments) {
  Result<assess::CompiledRulebook> compiled = [&]() -> Result<assess::CompiledRulebook> {
    if (arguments.has("rules")) return compile_folder(arguments.value("rules"));
    const Result<fs::path> path = assess::find_data();
    if (!path) return path.error();
    return assess::open_compiled(*path);
  }();
  if (!compiled) return compiled.error();
  Result<assess::LicenseIndex> index = assess::LicenseIndex::open(compiled->license_index());
  if (!index) return index.error();
  return std::unique_ptr<Law>(new OpenedLaw(std::move(compiled).value(), std::move(index).value()));
}

}  // namespace modelaudit::cli
