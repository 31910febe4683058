#include "inspect/confine/sandbox.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace modelaudit::inspect {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitizer = true;
#else
constexpr bool kSanitizer = false;
#endif

// Calls that parsing needs: reading what was given, memory, time, the end. All act on this process only.
constexpr std::array kAllowed = {
    SCMP_SYS(read),        SCMP_SYS(pread64),       SCMP_SYS(lseek),           SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),  SCMP_SYS(fadvise64),     SCMP_SYS(close),           SCMP_SYS(brk),
    SCMP_SYS(munmap),      SCMP_SYS(mremap),        SCMP_SYS(madvise),         SCMP_SYS(futex),
    SCMP_SYS(exit),        SCMP_SYS(exit_group),    SCMP_SYS(rt_sigreturn),    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(getpid),      SCMP_SYS(gettid),        SCMP_SYS(clock_gettime),   SCMP_SYS(gettimeofday),
    SCMP_SYS(getrandom),   SCMP_SYS(sched_yield),   SCMP_SYS(restart_syscall), SCMP_SYS(sched_getaffinity)};

bool add_rules(scmp_filter_ctx context, int result_fd) {
  for (const int call : kAllowed) {
    if (seccomp_rule_add(context, SCMP_ACT_ALLOW, call, 0) != 0) return false;
  }
  const auto no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, static_cast<scmp_datum_t>(PROT_EXEC), 0);
  const auto to_result = SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(result_fd));
  return seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_exec) == 0 &&
         seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_exec) == 0 &&
         seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, to_result) == 0;
}

// Landlock's interface in numbers: the headers of the build machine may be older than the kernel of this one.
constexpr long kCreateRuleset = 444;
constexpr long kRestrictSelf = 446;
constexpr uint32_t kAskVersion = 1;

struct RulesetAttributes {
  uint64_t files = 0;   ///< since ABI 1
  uint64_t net = 0;     ///< since ABI 4
  uint64_t scopes = 0;  ///< since ABI 6
};

uint64_t bits(unsigned count) { return (uint64_t{1} << count) - 1; }

// A ruleset that handles every right the kernel knows and grants none.
Held enter_landlock() {
  const long abi = syscall(kCreateRuleset, nullptr, size_t{0}, kAskVersion);
  if (abi < 1) return Held::unavailable;
  RulesetAttributes attributes;
  attributes.files = bits(abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13);
  if (abi >= 4) attributes.net = bits(2);
  if (abi >= 6) attributes.scopes = bits(2);
  const size_t size = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
  const long ruleset = syscall(kCreateRuleset, &attributes, size, 0U);
  if (ruleset < 0) return Held::unavailable;
  const bool held = syscall(kRestrictSelf, static_cast<int>(ruleset), 0U) == 0;
  close(static_cast<int>(ruleset));
  return held ? Held::on : Held::unavailable;
}

uint64_t address_space() {
  uint64_t pages = 0;
  std::FILE* file = std::fopen("/proc/self/statm", "re");
  if (file != nullptr) {
    unsigned long long first = 0;
    if (std::fscanf(file, "%llu", &first) == 1) pages = first;
    std::fclose(file);
  }
  return pages * static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
}

bool limit(int what, uint64_t value) {
  rlimit now{};
  if (getrlimit(static_cast<__rlimit_resource_t>(what), &now) != 0) return false;
  const rlim_t wanted = std::min<rlim_t>(value, now.rlim_max);
  const rlimit next{wanted, wanted};
  return setrlimit(static_cast<__rlimit_resource_t>(what), &next) == 0;
}

bool set_limits(const SandboxLimits& limits) {
  return limit(RLIMIT_AS, address_space() + limits.memory_bytes) && limit(RLIMIT_CPU, limits.cpu_seconds) &&
         limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_NPROC, 0);
}

}  // namespace

SyscallFilter::SyscallFilter(int result_fd) {
  scmp_filter_ctx context = seccomp_init(SCMP_ACT_KILL_PROCESS);
  if (context == nullptr) return;
  if (add_rules(context, result_fd)) {
    context_ = context;
  } else {
    seccomp_release(context);
  }
}

SyscallFilter::~SyscallFilter() {
  if (context_ != nullptr) seccomp_release(context_);
}

bool SyscallFilter::load() const { return context_ != nullptr && seccomp_load(context_) == 0; }

bool sandbox_is_built_out() { return kSanitizer; }

Entered enter_sandbox(const SyscallFilter& filter, const std::vector<int>& keep, const SandboxLimits& limits) {
  Entered entered;
  const bool limited = set_limits(limits);
  close_other_descriptors(keep);
  if (!limited || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return entered;
  entered.landlock = enter_landlock();
  if (!limit(RLIMIT_NOFILE, 0)) return entered;  // the ruleset above was the last descriptor
  entered.seccomp = filter.load() ? Held::on : Held::unavailable;
  entered.ok = entered.seccomp == Held::on;
  return entered;
}

void close_other_descriptors(std::vector<int> keep) {
  std::sort(keep.begin(), keep.end());
  unsigned next = 0;
  for (const int fd : keep) {
    const unsigned kept = static_cast<unsigned>(fd);
    if (kept > next) close_range(next, kept - 1, 0);
    next = kept + 1;
  }
  close_range(next, ~0U, 0);
}

}  // namespace modelaudit::inspect
