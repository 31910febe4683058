// The worker pool: runs jobs in child processes, each in a sandbox of its own (sandbox.h), and survives what they do.
//
// A worker is forked with the descriptors of its jobs open, so nothing is ever handed over later and no socket is
// needed. Small jobs share a worker; it writes one result after the other into a pipe. A worker that crashes, hangs or
// runs out of memory loses the job it was at; a new one takes the rest. The parent itself parses nothing.
//
// The caller must be single-threaded while this runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "inspect/confine/sandbox.h"

namespace modelaudit::inspect {

struct PoolOptions {
  unsigned workers = 0;            ///< at a time; 0: one a core
  bool sandbox = true;             ///< false: processes of their own, but with all rights
  uint64_t memory_bytes = 0;       ///< of one worker
  uint64_t job_seconds = 0;        ///< after which a job is given up
  uint64_t most_result_bytes = uint64_t{1} << 30;
};

/// How a job ended.
enum class JobEnd { done, crashed, timed_out, out_of_memory };

struct JobResult {
  JobEnd end = JobEnd::crashed;
  std::string bytes;  ///< what the job wrote; whole only if done
  std::string why;    ///< for people, if not done: signal 11, exit code 1
};

/// Writes a piece of a job's result.
using ResultSink = std::function<void(std::string_view)>;

struct Jobs {
  size_t count = 0;
  std::function<uint64_t(size_t)> bytes;              ///< how much there is to read: small jobs share a worker
  std::function<std::vector<int>(size_t)> open;       ///< in the parent: descriptors for the job, closed by the pool
  std::function<void(size_t, const std::vector<int>&, const ResultSink&)> work;  ///< in the worker
  std::function<void(size_t, JobResult)> done;        ///< in the parent, in any order
};

/// What held in the workers.
struct Confinement {
  Held workers = Held::on;
  Held landlock = Held::off;
  Held seccomp = Held::off;
};

/// Starts jobs in their order, so put the longest first. An error, before any job has run, if a sandbox is asked for
/// and cannot be had.
Result<Confinement> run_jobs(const Jobs& jobs, const PoolOptions& options);

}  // namespace modelaudit::inspect
