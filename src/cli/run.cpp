#include <array>
#include <cstdio>
#include <exception>
#include <string>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/messages.h"
#include "cli/outputs.h"

namespace modelaudit::cli {
namespace {

struct Entry {
  std::string_view command;
  int (*run)(const Arguments&);
};

constexpr std::array kEntries = {
    Entry{"scan", run_scan},         Entry{"inspect", run_inspect},   Entry{"assess", run_assess},
    Entry{"match", run_match},       Entry{"hash", run_hash},         Entry{"licenses", run_licenses},
    Entry{"explain", run_explain},   Entry{"convert", run_convert},   Entry{"doctor", run_doctor},
    Entry{"completions", run_completions},
    Entry{"policy", run_policy},     Entry{"waiver", run_waiver},
    Entry{"verify", run_verify},     Entry{"sign", run_sign},         Entry{"attest", run_attest},
    Entry{"diff", run_diff},
};

}  // namespace

int run(int argc, const char* const* argv) {
  try {
    const Parsed parsed = parse_arguments(argc, argv);
    if (!parsed.arguments) {
      if (!parsed.error.empty()) print_error(parsed.error);
      if (!parsed.out.empty()) {
        const auto failed = write_output("-", [&](const auto& sink) { sink(parsed.out); });
        if (failed) return kOutputFailed;
      }
      return parsed.exit_code;
    }
    for (const Entry& entry : kEntries) {
      if (entry.command == parsed.arguments->command->name) return entry.run(*parsed.arguments);
    }
    return kInternal;
  } catch (const std::bad_alloc&) {
    print_error("modelaudit: out of memory\n");
  } catch (const std::exception& error) {
    print_error("modelaudit: internal error: " + std::string(error.what()) +
                "\nThis is a fault of modelaudit. Please report it with the input or its generator.\n");
  }
  return kInternal;
}

}  // namespace modelaudit::cli
