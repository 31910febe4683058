// explain: what a finding code, an obligation or a license means.
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/law.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/record_text.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::cli {
namespace {

std::optional<std::string> explanation(const assess::Rulebook& rulebook, const std::string& word) {
  if (const assess::FindingRule* rule = rulebook.finding(word)) return finding_text(*rule);
  if (const assess::Obligation* obligation = rulebook.obligation(word)) return obligation_text(rulebook, *obligation);
  std::string id = rulebook.canonical_id(word);
  if (id.empty()) {
    const assess::TagRule* tag = rulebook.tag("huggingface", ascii_lower(word));
    if (tag == nullptr) tag = rulebook.tag("spelling", ascii_lower(word));
    if (tag != nullptr) id = tag->license;
  }
  if (id.empty()) return std::nullopt;
  std::string text;
  for (const assess::LicenseRecord* record : rulebook.versions(id)) {
    if (!text.empty()) text += "\n----\n\n";
    text += license_text(*record);
  }
  return text;
}

}  // namespace

int run_explain(const Arguments& arguments) {
  const Result<std::unique_ptr<Law>> law = load_law(arguments);
  if (!law) {
    print_damage(law.error());
    return kUsage;
  }
  const assess::Rulebook& rulebook = (*law)->rulebook();
  const std::string& word = arguments.operands.front();
  const std::optional<std::string> text = explanation(rulebook, word);
  if (!text) {
    std::vector<std::string_view> known;
    for (const assess::FindingRule& rule : rulebook.findings) known.push_back(rule.code);
    for (const assess::Obligation& obligation : rulebook.obligations) known.push_back(obligation.id);
    for (const assess::LicenseRecord& record : rulebook.licenses) known.push_back(record.id);
    print_error("modelaudit: " + with_nearest("no finding code, obligation or license is called " + display_short(word),
                                              word, known) + "\n");
    return kUsage;
  }
  return write_output("-", [&](const auto& sink) { sink(*text); }) ? kOutputFailed : kPass;
}

}  // namespace modelaudit::cli
