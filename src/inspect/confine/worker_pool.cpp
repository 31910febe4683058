#include "inspect/confine/worker_pool.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace modelaudit::inspect {

void run_jobs(size_t jobs, unsigned threads, const std::function<void(size_t)>& job) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  const size_t workers = std::min<size_t>(threads, jobs);
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < jobs; i = next++) job(i);
  };
  if (workers <= 1) {
    work();
    return;
  }
  std::vector<std::jthread> pool;
  pool.reserve(workers);
  for (size_t i = 0; i < workers; ++i) pool.emplace_back(work);
}

}  // namespace modelaudit::inspect
