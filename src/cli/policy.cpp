// policy init|check|test and waiver add|list|check: the files of the gate.
#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "assess/policy/gate.h"
#include "assess/policy/waivers.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/law.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/read_file.h"
#include "cli/report_gate.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "report/parse_json.h"

namespace modelaudit::cli {
namespace {

int usage(const std::string& message) {
  print_error("modelaudit: " + message + "\n");
  return kUsage;
}

int print(const std::string& text) {
  return write_output("-", [&](const auto& sink) { sink(text); }) ? kOutputFailed : kPass;
}

std::string policy_path(const Arguments& arguments, const char* otherwise) {
  return arguments.operands.size() > 1 ? arguments.operands[1] : std::string(otherwise);
}

int init(const Arguments& arguments) {
  const std::string path = policy_path(arguments, "modelaudit-policy.toml");
  std::error_code error;
  if (path != "-" && std::filesystem::exists(path, error)) return usage(display(path) + " is there already; name another file");
  if (const auto failed = write_output(path, [](const auto& sink) { sink(assess::policy_template()); })) {
    print_error("modelaudit: " + *failed + "\n");
    return kOutputFailed;
  }
  return kPass;
}

int check(const Arguments& arguments, bool with_tests) {
  const Result<std::unique_ptr<Law>> law = load_law(arguments);
  if (!law) {
    print_damage(law.error());
    return kUsage;
  }
  const std::optional<assess::Policy> policy =
      load_policy(policy_path(arguments, "modelaudit-policy.toml"), (*law)->rulebook());
  if (!policy) return kUsage;
  if (!with_tests) {
    return print(fmt::format("{} allowed, {} exceptions, {} waivers, {} tests: no errors\n", policy->allow.size(),
                             policy->exceptions.size(), policy->waivers.size(), policy->tests.size()));
  }
  const std::vector<std::string> failures = assess::run_policy_tests(*policy, (*law)->rulebook());
  std::string text;
  for (const std::string& failure : failures) text += display(failure) + "\n";
  text += fmt::format("{} tests, {} failed\n", policy->tests.size(), failures.size());
  const int printed = print(text);
  return printed != kPass ? printed : failures.empty() ? kPass : kGateFails;
}

std::string state_of(const assess::WaiverEntry& waiver, const std::string& now) {
  return waiver.expires < now ? "expired" : "valid";
}

int list_waivers(const Arguments& arguments, bool fail_on_expired) {
  const Result<std::unique_ptr<Law>> law = load_law(arguments);
  if (!law) {
    print_damage(law.error());
    return kUsage;
  }
  const std::string path = policy_path(arguments, "modelaudit-waivers.toml");
  const std::optional<std::string> bytes = read_file(path);
  if (!bytes) return usage("cannot read " + display(path));
  const assess::WaiversRead read = assess::read_waivers(*bytes, path, (*law)->rulebook());
  for (const Damage& error : read.errors) print_damage(error);
  if (!read.errors.empty()) return kUsage;
  std::string text;
  bool expired = false;
  const std::string now = today();
  for (const assess::WaiverEntry& waiver : read.waivers) {
    expired = expired || state_of(waiver, now) == "expired";
    text += fmt::format("{:<8} {}  {}  {}  {}: {}\n", state_of(waiver, now), waiver.expires,
                        display(waiver.code.empty() ? waiver.fingerprint : waiver.code),
                        waiver.package.empty() ? "every package" : display(waiver.package), display(waiver.approver),
                        display(waiver.reason));
  }
  text += fmt::format("{} waivers\n", read.waivers.size());
  const int printed = print(text);
  return printed != kPass ? printed : fail_on_expired && expired ? kGateFails : kPass;
}

int add_waiver(const Arguments& arguments) {
  if (arguments.operands.size() != 3) return usage("waiver add wants REPORT.json and the id of a finding");
  const std::optional<std::string> bytes = read_file(arguments.operands[1]);
  if (!bytes) return usage("cannot read " + display(arguments.operands[1]));
  const Result<report::Report> report = report::parse_report(*bytes);
  if (!report) {
    print_damage(report.error());
    return kUsage;
  }
  const Result<std::string> text = assess::waiver_text(
      *report, {arguments.operands[2], arguments.value("reason"), arguments.value("reason-code", "accepted-risk"),
                arguments.value("approver"), arguments.value("expires")});
  if (!text) {
    print_damage(text.error());
    return kUsage;
  }
  return print(*text);
}

}  // namespace

int run_policy(const Arguments& arguments) {
  constexpr std::array<std::string_view, 3> actions = {"init", "check", "test"};
  const std::string& action = arguments.operands.front();
  if (action == "init") return init(arguments);
  if (action == "check" || action == "test") return check(arguments, action == "test");
  return usage(with_nearest("policy does " + list_words(actions) + ", not " + display_short(action), action, actions));
}

int run_waiver(const Arguments& arguments) {
  constexpr std::array<std::string_view, 3> actions = {"add", "list", "check"};
  const std::string& action = arguments.operands.front();
  if (action == "add") return add_waiver(arguments);
  if (action == "list" || action == "check") return list_waivers(arguments, action == "check");
  return usage(with_nearest("waiver does " + list_words(actions) + ", not " + display_short(action), action, actions));
}

}  // namespace modelaudit::cli
