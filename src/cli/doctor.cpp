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
#include "inspect/confine/worker_pool.h"
#include "inspect/digest/kernel.h"

namespace modelaudit::cli {

namespace {

const char* word_of(inspect::Held held) {
  return held == inspect::Held::on ? "on" : held == inspect::Held::off ? "off" : "unavailable";
}

// What a worker can be confined by on this machine: one is started with nothing to do.
std::string confinement() {
  inspect::Jobs jobs;
  jobs.count = 1;
  jobs.bytes = [](size_t) { return uint64_t{0}; };
  jobs.open = [](size_t) { return std::vector<int>(); };
  jobs.work = [](size_t, const std::vector<int>&, const inspect::ResultSink&) {};
  jobs.done = [](size_t, const inspect::JobResult&) {};
  inspect::PoolOptions pool;
  pool.workers = 1;
  pool.memory_bytes = Limits()[LimitName::worker_memory];
  pool.job_seconds = 10;
  const Result<inspect::Confinement> held = inspect::run_jobs(jobs, pool);
  if (!held) return "cannot be had (" + display(held.error().found) + "); --no-sandbox scans without it and says so";
  return fmt::format("landlock {}, seccomp {}", word_of(held->landlock), word_of(held->seccomp));
}

}  // namespace

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
  text += "confinement  " + confinement() + "\n";
  text += fmt::format("cores        {}\n\nLimits (--limit NAME=VALUE)\n", std::thread::hardware_concurrency());
  for (const LimitRow& row : kLimitTable) text += fmt::format("  {:<24}{:>16}  {}\n", row.word, row.value, row.bounds);
  const auto failed = write_output("-", [&](const auto& sink) { sink(text); });
  return failed ? kOutputFailed : exit_code;
}

}  // namespace modelaudit::cli
