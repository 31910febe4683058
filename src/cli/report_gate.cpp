#include "cli/report_gate.h"

#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "cli/exit_code.h"
#include "cli/intended_use.h"
#include "cli/messages.h"
#include "cli/read_file.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "report/parse_json.h"

namespace modelaudit::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPolicyName = "modelaudit-policy.toml";
constexpr const char* kWaiversName = "modelaudit-waivers.toml";

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

bool wrong(const std::string& message) {
  print_error("modelaudit: " + message + "\n");
  return false;
}

// Fields of the intended use that flags gave, in the words of the policy.
std::vector<std::string> given_fields(const Arguments& arguments) {
  constexpr std::pair<const char*, const char*> fields[] = {{"use", "use"},
                                                            {"commercial", "commercial"},
                                                            {"territory", "territories"},
                                                            {"monthly-users", "monthly_users"},
                                                            {"annual-revenue", "annual_revenue"}};
  std::vector<std::string> given;
  for (const auto& [flag, field] : fields) {
    if (arguments.has(flag)) given.emplace_back(field);
  }
  return given;
}

}  // namespace

std::string find_policy(const Arguments& arguments) {
  if (arguments.has("policy")) return arguments.value("policy");
  std::vector<fs::path> places = {kPolicyName};
  if (!arguments.operands.empty()) places.push_back(fs::path(arguments.operands.front()) / kPolicyName);
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  if (config != nullptr && *config != '\0') {
    places.push_back(fs::path(config) / "modelaudit" / "policy.toml");
  } else if (home != nullptr && *home != '\0') {
    places.push_back(fs::path(home) / ".config" / "modelaudit" / "policy.toml");
  }
  for (const fs::path& place : places) {
    if (is_file(place)) return place.string();
  }
  return {};
}

std::optional<assess::Policy> load_policy(const std::string& path, const assess::Rulebook& rulebook) {
  const std::optional<std::string> text = read_file(path);
  if (!text) {
    wrong("cannot read the policy " + display(path));
    return std::nullopt;
  }
  assess::PolicyRead read = assess::read_policy(*text, path, rulebook);
  const fs::path waivers_path = fs::path(path).parent_path() / kWaiversName;
  if (is_file(waivers_path)) {
    assess::WaiversRead waivers = assess::read_waivers(read_file(waivers_path.string()).value_or(""), waivers_path.string(), rulebook);
    read.errors.insert(read.errors.end(), waivers.errors.begin(), waivers.errors.end());
    read.policy.waivers.insert(read.policy.waivers.end(), waivers.waivers.begin(), waivers.waivers.end());
  }
  for (const Damage& error : read.errors) print_damage(error);
  if (!read.errors.empty()) return std::nullopt;
  return std::move(read.policy);
}

std::string today() {
  std::time_t now = std::time(nullptr);
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
    if (const auto seconds = parse_number(epoch)) now = static_cast<std::time_t>(*seconds);
  }
  std::tm parts{};
  gmtime_r(&now, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
  return text;
}

Gate::Gate(const Arguments& arguments, const assess::Rulebook& rulebook) : arguments_(arguments), rulebook_(rulebook) {
  if (const auto message = intended_use(arguments, use_)) {
    wrong(*message);
    return;
  }
  if (!read_fail_on()) return;
  const std::string path = find_policy(arguments);
  if (!path.empty()) {
    std::optional<assess::Policy> policy = load_policy(path, rulebook);
    if (!policy) return;
    policy_ = std::move(*policy);
    use_ = assess::intended_use(policy_, use_, given_fields(arguments));
  }
  usable_ = read_baseline();
}

bool Gate::read_fail_on() {
  for (const std::string& word : arguments_.all("fail-on")) {
    if (word != "none" && !report::severity_from(word) && rulebook_.finding(word) == nullptr) {
      std::vector<std::string_view> known = {"low", "medium", "high", "critical", "none"};
      for (const assess::FindingRule& rule : rulebook_.findings) known.push_back(rule.code);
      return wrong(with_nearest("--fail-on wants low, medium, high, critical, none or a finding code, not " + display_short(word),
                                word, known));
    }
    fail_on_.push_back(word);
  }
  return true;
}

bool Gate::read_baseline() {
  if (!arguments_.has("baseline")) return true;
  const std::string path = arguments_.value("baseline");
  const std::optional<std::string> text = read_file(path);
  if (!text) return wrong("cannot read the baseline " + display(path));
  const Result<report::Report> earlier = report::parse_report(*text);
  if (!earlier) {
    Damage damage = earlier.error();
    damage.origin = path;
    print_damage(damage);
    return false;
  }
  baseline_ = assess::baseline_of(*earlier);
  return true;
}

int Gate::apply(report::Report& report) const {
  assess::GateOptions options;
  options.today = today();
  options.fail_on = fail_on_;
  options.strict = arguments_.has("strict");
  options.baseline = baseline_ ? &*baseline_ : nullptr;
  const assess::GateResult result = assess::apply_gate(report, rulebook_, policy_, options);
  if (!arguments_.has("quiet")) {
    for (const std::string& warning : result.warnings) print_error("modelaudit: " + display(warning) + "\n");
    for (const std::string& absent : result.absent) print_error("modelaudit: gone since the baseline: " + display(absent) + "\n");
  }
  switch (result.outcome) {
    case assess::GateOutcome::fail: return kGateFails;
    case assess::GateOutcome::incomplete: return kIncomplete;
    case assess::GateOutcome::no_model: return kNoModel;
    case assess::GateOutcome::pass: return kPass;
  }
  return kInternal;
}

}  // namespace modelaudit::cli
