// The worker pool: runs independent jobs on all cores; results are the caller's to put in order.
#pragma once

#include <cstddef>
#include <functional>

namespace modelaudit::inspect {

/// Calls `job(i)` once for every i below `jobs`, from up to `threads` threads (0: one a core). `job` must not throw.
/// Jobs are started in order of i, so put the longest first.
void run_jobs(size_t jobs, unsigned threads, const std::function<void(size_t)>& job);

}  // namespace modelaudit::inspect
