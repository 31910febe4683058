// scan, inspect and assess: the three ways over the seam. scan is inspect followed by assess on the same values.
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fstream>
#include <iostream>

#include "assess/verdict/verdict.h"
#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/intended_use.h"
#include "cli/law.h"
#include "cli/messages.h"
#include "cli/outputs.h"
#include "cli/report_gate.h"
#include "cli/version.h"
#include "cli/write_report.h"
#include "core/nearest.h"
#include "core/utf8.h"
#include "inspect/sources/inspect.h"
#include "inventory/ndjson.h"

namespace modelaudit::cli {
namespace {

int usage(const std::string& message) {
  print_error("modelaudit: " + message + "\n");
  return kUsage;
}

std::optional<std::string> limits_of(const Arguments& arguments, Limits& limits) {
  for (const std::string& word : arguments.all("limit")) {
    const size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const std::optional<LimitName> limit = Limits::find(name);
    if (!limit) {
      std::vector<std::string_view> known;
      for (const LimitRow& row : kLimitTable) known.push_back(row.word);
      return with_nearest("--limit: no limit is called " + display_short(name), name, known);
    }
    const std::optional<uint64_t> value = equals == std::string::npos ? std::nullopt : parse_number(word.substr(equals + 1));
    if (!value) return "--limit " + name + " wants a number, as in --limit " + name + "=100";
    limits.set(*limit, *value);
  }
  return std::nullopt;
}

// Reads the targets. Nothing when a target could not be opened: the message is out, the exit code set.
std::optional<Inventory> inventory_of(const Arguments& arguments, int& exit_code) {
  inspect::InspectOptions options;
  options.tool_version = version();
  if (const std::optional<std::string> wrong = limits_of(arguments, options.limits)) {
    exit_code = usage(*wrong);
    return std::nullopt;
  }
  const std::string links = arguments.value("links", "inside");
  if (links != "inside" && links != "refuse") {
    exit_code = usage("--links wants inside or refuse, not " + display_short(links));
    return std::nullopt;
  }
  options.links = links == "inside" ? inspect::LinkPolicy::inside : inspect::LinkPolicy::refuse;
  const std::optional<uint64_t> threads = parse_number(arguments.value("threads", "0"));
  if (!threads || *threads > 1024) {
    exit_code = usage("--threads wants a number up to 1024");
    return std::nullopt;
  }
  options.threads = static_cast<unsigned>(*threads);
  options.sandbox = !arguments.has("no-sandbox");
  options.cache_folder = arguments.value("cache");
  options.warn = [&](const std::string& warning) {
    if (!arguments.has("quiet")) print_error("modelaudit: " + warning + "\n");
  };
  ProgressLine line(arguments.has("quiet"));
  if (line.shown()) {
    options.progress = [&](const inspect::Progress& progress) {
      line.update(progress.files_done, progress.files_total, progress.bytes_done, progress.bytes_total);
    };
  }
  Result<Inventory> inventory = inspect::inspect_targets(arguments.operands, options);
  if (!inventory) {
    print_damage(inventory.error());
    exit_code = kUsage;
    return std::nullopt;
  }
  return std::move(inventory).value();
}

std::optional<Inventory> read_inventories(const Arguments& arguments, int& exit_code) {
  Inventory all;
  bool first = true;
  for (const std::string& path : arguments.operands) {
    std::ifstream file;
    if (path != "-") {
      file.open(path, std::ios::binary);
      if (!file) {
        exit_code = usage("cannot read " + display(path));
        return std::nullopt;
      }
    }
    Result<Inventory> inventory = read_ndjson(path == "-" ? std::cin : file);
    if (!inventory) {
      Damage damage = inventory.error();
      damage.origin = path + ":" + std::to_string(damage.offset);
      print_damage(damage);
      exit_code = kUsage;
      return std::nullopt;
    }
    if (first) {
      all = std::move(inventory).value();
      first = false;
    } else {
      merge_into(all, std::move(inventory).value());
    }
  }
  sort_inventory(all);
  return all;
}

int judge(const Arguments& arguments, const std::function<std::optional<Inventory>(int&)>& facts) {
  std::vector<OutputRequest> requests;
  if (const auto wrong = output_requests(arguments, {"text", "-"}, requests)) return usage(*wrong);
  if (const auto wrong = check_formats(requests)) return usage(*wrong);
  const Result<std::unique_ptr<Law>> law = load_law(arguments);
  if (!law) {
    print_damage(law.error());
    return kUsage;
  }
  const Gate gate(arguments, (*law)->rulebook());
  if (!gate.usable()) return kUsage;

  int exit_code = kInternal;
  const std::optional<Inventory> inventory = facts(exit_code);
  if (!inventory) return exit_code;
  report::Report report =
      assess::assess({*inventory, (*law)->rulebook(), assess::reader_of((*law)->matcher()), (*law)->known(), gate.use()});
  report.tool_version = version();
  report.tool_revision = revision();
  if (arguments.has("timestamp")) {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    report.timestamp = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
  }
  exit_code = gate.apply(report);
  const int written = write_report(arguments, requests, report);
  return written != kPass ? written : exit_code;
}

std::string inventory_summary(const Inventory& inventory) {
  uint64_t bytes = 0;
  uint64_t tensors = 0;
  for (const Artifact& artifact : inventory.artifacts) {
    bytes += artifact.size;
    tensors += artifact.tensors.size();
  }
  std::string text = fmt::format("{} packages, {} artifacts, {} tensors, {} bytes, {} texts, {} problems\n",
                                 inventory.packages.size(), inventory.artifacts.size(), tensors, bytes,
                                 inventory.texts.size(), inventory.problems.size());
  for (const Artifact& artifact : inventory.artifacts) {
    text += fmt::format("{}  {}  {}{}\n", artifact.sha256 ? to_hex(*artifact.sha256) : std::string(64, '-'),
                        display(artifact.path), name_of(artifact.kind), artifact.complete ? "" : "  INCOMPLETE");
  }
  for (const Problem& problem : inventory.problems) {
    text += fmt::format("{} {} at {}: expected {}, found {}\n", name_of(problem.damage.damage_class),
                        display(problem.damage.origin), problem.damage.offset, display(problem.damage.expected),
                        display_short(problem.damage.found));
  }
  return text;
}

}  // namespace

int run_scan(const Arguments& arguments) {
  return judge(arguments, [&](int& exit_code) { return inventory_of(arguments, exit_code); });
}

int run_assess(const Arguments& arguments) {
  return judge(arguments, [&](int& exit_code) { return read_inventories(arguments, exit_code); });
}

int run_inspect(const Arguments& arguments) {
  std::vector<OutputRequest> requests;
  if (const auto wrong = output_requests(arguments, {"json", "-"}, requests)) return usage(*wrong);
  for (const OutputRequest& request : requests) {
    if (request.format != "json" && request.format != "text") return usage("inspect writes json (NDJSON) or text");
  }
  int exit_code = kInternal;
  const std::optional<Inventory> inventory = inventory_of(arguments, exit_code);
  if (!inventory) return exit_code;
  exit_code = inventory->artifacts.empty() ? kNoModel : kPass;
  for (const Artifact& artifact : inventory->artifacts) {
    if (!artifact.complete) exit_code = kIncomplete;
  }
  for (const OutputRequest& request : requests) {
    const auto failed = write_output(request.path, [&](const auto& sink) {
      if (request.format == "json") {
        write_ndjson(*inventory, sink);
      } else {
        sink(inventory_summary(*inventory));
      }
    });
    if (failed) {
      print_error("modelaudit: " + *failed + "\n");
      exit_code = kOutputFailed;
    }
  }
  return exit_code;
}

}  // namespace modelaudit::cli
