// doctor: what this program and this machine are.
#include <thread>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/law.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/version.h"
#include "core/limits.h"
#include "core/utf8.h"
#include "inspect/digest/kernel.h"

namespace modelaudit::cli {

int run_doctor(const Arguments& arguments) {
  std::string text = fmt::format("modelaudit {} {}\n", version(), revision());
  int exit_code = kPass;
  const Result<std::unique_ptr<Law>> law = load_law(arguments);
  if (law) {
    const assess::Rulebook& rulebook = (*law)->rulebook();
    text += fmt::format("rulebook     {} sha256:{}\n", rulebook.version, to_hex(rulebook.digest));
    text += fmt::format("             {} license records, {} finding codes, {} family rules\n", rulebook.licenses.size(),
                        rulebook.findings.size(), rulebook.families.size());
  } else {
    text += "rulebook     cannot be read: expected " + display(law.error().expected) + ", found " + display(law.error().found) + "\n";
    exit_code = kUsage;
  }
  std::string kernels;
  for (const inspect::Kernel& kernel : inspect::available_kernels()) kernels += (kernels.empty() ? "" : ", ") + std::string(kernel.name);
  text += fmt::format("SHA-256      {} (of {})\n", inspect::best_kernel().name, kernels);
  text += fmt::format("cores        {}\n\nLimits (--limit NAME=VALUE)\n", std::thread::hardware_concurrency());
  for (const LimitRow& row : kLimitTable) text += fmt::format("  {:<24}{:>16}  {}\n", row.word, row.value, row.bounds);
  const auto failed = write_output("-", [&](const auto& sink) { sink(text); });
  return failed ? kOutputFailed : exit_code;
}

}  // namespace modelaudit::cli
