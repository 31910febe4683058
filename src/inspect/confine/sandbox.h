// The sandbox of a worker: what a process can still do once it parses bytes of strangers.
//
// It has the descriptors that it was given and nothing else: no file can be opened (Landlock with no rule, seccomp
// without open), none written but its result pipe, no socket, no exec, no second process, no executable memory, a bound
// of memory and of CPU time. A call outside the list kills it; its parent sees a crashed worker, marks the artifact
// incomplete and goes on. Sources: landlock(7), seccomp(2), prctl(2), libseccomp 2.5.
//
// What stays possible: asking for the attributes of files by path (glibc's fstat is that call). Reading them is not.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace modelaudit::inspect {

/// The filter of system calls, prepared once in the parent; workers only load it.
class SyscallFilter {
 public:
  /// `result_fd`: the only descriptor that may be written. Not usable if libseccomp failed.
  explicit SyscallFilter(int result_fd);
  ~SyscallFilter();
  SyscallFilter(const SyscallFilter&) = delete;
  SyscallFilter& operator=(const SyscallFilter&) = delete;
  bool usable() const { return context_ != nullptr; }
  bool load() const;

 private:
  void* context_ = nullptr;
};

struct SandboxLimits {
  uint64_t memory_bytes = 0;  ///< of address space, above what the process has when it enters
  uint64_t cpu_seconds = 0;
};

enum class Held : uint8_t { off, on, unavailable };

struct Entered {
  bool ok = false;      ///< false: what must hold could not be had; the process must not parse
  Held landlock = Held::off;
  Held seccomp = Held::off;
};

/// True in builds with a sanitizer, whose runtime needs more than the sandbox gives.
bool sandbox_is_built_out();

/// Takes everything from this process but the descriptors in `keep`. Does not come back from what it gives up.
Entered enter_sandbox(const SyscallFilter& filter, const std::vector<int>& keep, const SandboxLimits& limits);

/// Closes every descriptor but those in `keep`.
void close_other_descriptors(std::vector<int> keep);

}  // namespace modelaudit::inspect
