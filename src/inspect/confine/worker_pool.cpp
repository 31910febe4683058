#include "inspect/confine/worker_pool.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <deque>
#include <new>
#include <thread>

namespace modelaudit::inspect {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kJobsOfWorker = 64;
constexpr uint64_t kBytesOfWorker = uint64_t{32} << 20;  // a worker gets more jobs only below this
constexpr uint64_t kBytesOfJob = uint64_t{64} << 10;     // what a job costs beside its bytes
constexpr int kResultFd = 3;
constexpr int kOutOfMemory = 97;
constexpr int kNoSandbox = 98;

// A result travels as pieces: u32 length, bytes; a piece of length 0 ends it. Before the first, one byte says what the
// sandbox holds.
constexpr size_t kPiece = size_t{256} << 10;

uint8_t held_byte(const Entered& entered) {
  return static_cast<uint8_t>(0x80U | static_cast<unsigned>(entered.landlock) << 2 |
                              static_cast<unsigned>(entered.seccomp));
}

bool write_all(int fd, const char* data, size_t size) {
  while (size > 0) {
    const ssize_t n = write(fd, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    data += n;
    size -= static_cast<size_t>(n);
  }
  return true;
}

class PieceWriter {
 public:
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const size_t n = std::min(bytes.size(), kPiece - held_.size());
      held_.append(bytes.substr(0, n));
      bytes.remove_prefix(n);
      if (held_.size() == kPiece) flush();
    }
  }
  void end() {
    flush();
    piece({});
  }

 private:
  void flush() {
    if (!held_.empty()) piece(held_);
    held_.clear();
  }
  static void piece(std::string_view bytes) {
    char length[4];
    const uint32_t n = static_cast<uint32_t>(bytes.size());
    std::memcpy(length, &n, sizeof n);
    // The parent is gone or does not listen any more: nobody misses what follows.
    if (!write_all(kResultFd, length, sizeof length) || !write_all(kResultFd, bytes.data(), bytes.size())) _exit(1);
  }
  std::string held_;
};

struct Worker {
  pid_t pid = -1;
  int pipe = -1;
  std::deque<size_t> jobs;  ///< in order; the first is being worked on
  bool greeted = false;
  bool killed = false;      ///< by us: too slow, or too much
  const char* killed_for = "";
  std::string received;     ///< not yet taken apart
  std::string result;       ///< of the first job
  Clock::time_point since;  ///< the first job was begun
};

class Pool {
 public:
  Pool(const Jobs& jobs, const PoolOptions& options)
      : jobs_(jobs), options_(options), sandbox_(options.sandbox && !sandbox_is_built_out()), filter_(kResultFd) {
    for (size_t i = 0; i < jobs.count; ++i) waiting_.push_back(i);
  }
  ~Pool() {
    for (Worker& worker : workers_) {
      kill(worker.pid, SIGKILL);
      reap(worker);
    }
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  Result<Confinement> run() {
    if (sandbox_ && !filter_.usable()) return no_sandbox("the filter of system calls cannot be made");
    size_t most = options_.workers != 0 ? options_.workers : std::max(1U, std::thread::hardware_concurrency());
    most = std::min(most, jobs_.count);
    while (!waiting_.empty() || !workers_.empty()) {
      while (!waiting_.empty() && workers_.size() < most) {
        if (!start()) return no_sandbox(std::string("no worker process can be started: ") + std::strerror(errno));
      }
      wait_for_news();
      if (refused_) return no_sandbox("this kernel or this container does not allow seccomp");
    }
    return held_;
  }

 private:
  static Damage no_sandbox(std::string found) {
    return {"confinement-unavailable", DamageClass::unreadable, {}, 0,
            "worker processes in a sandbox (--no-sandbox does without, and the report says so)", std::move(found)};
  }

  std::deque<size_t> next_jobs() {
    std::deque<size_t> taken;
    uint64_t bytes = 0;
    while (!waiting_.empty() && taken.size() < share()) {
      const uint64_t more = jobs_.bytes(waiting_.front()) + kBytesOfJob;
      if (!taken.empty() && bytes + more > kBytesOfWorker) break;
      bytes += more;
      taken.push_back(waiting_.front());
      waiting_.pop_front();
    }
    return taken;
  }

  // Not all that is left in one worker's hands while the others idle.
  size_t share() const {
    const size_t each = waiting_.size() / std::max<size_t>(2 * std::max(1U, options_.workers), 4) + 1;
    return std::min(each, kJobsOfWorker);
  }

  bool start() {
    Worker worker;
    worker.jobs = next_jobs();
    std::vector<std::vector<int>> descriptors;
    for (const size_t job : worker.jobs) descriptors.push_back(jobs_.open(job));
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    const pid_t parent = getpid();
    worker.pid = fork();
    if (worker.pid == 0) {
      close(ends[0]);
      work(worker.jobs, descriptors, ends[1], parent);
    }
    close(ends[1]);
    for (const std::vector<int>& of_job : descriptors) {
      for (const int fd : of_job) close(fd);
    }
    if (worker.pid < 0) {
      close(ends[0]);
      return false;
    }
    worker.pipe = ends[0];
    worker.since = Clock::now();
    workers_.push_back(std::move(worker));
    return true;
  }

  [[noreturn]] void work(const std::deque<size_t>& jobs, std::vector<std::vector<int>>& descriptors, int pipe,
                         pid_t parent) const {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);  // it died before we asked to be told
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) std::signal(signal, SIG_DFL);
    std::vector<int> keep = {kResultFd};
    // The pipe takes a fixed number; whatever has it moves away.
    for (std::vector<int>& of_job : descriptors) {
      for (int& fd : of_job) {
        if (fd == kResultFd) fd = fcntl(fd, F_DUPFD, kResultFd + 1);
        keep.push_back(fd);
      }
    }
    if (pipe != kResultFd) dup2(pipe, kResultFd);
    Entered entered;
    if (sandbox_) {
      entered = enter_sandbox(filter_, keep, {options_.memory_bytes, options_.job_seconds * jobs.size() + 60});
      if (!entered.ok) _exit(kNoSandbox);
    } else {
      if (!sandbox_is_built_out()) close_other_descriptors(keep);
    }
    const char greeting = static_cast<char>(held_byte(entered));
    if (!write_all(kResultFd, &greeting, 1)) _exit(1);
    try {
      for (size_t i = 0; i < jobs.size(); ++i) {
        PieceWriter writer;
        jobs_.work(jobs[i], descriptors[i], [&](std::string_view bytes) { writer.write(bytes); });
        writer.end();
        for (const int fd : descriptors[i]) close(fd);
      }
    } catch (const std::bad_alloc&) {
      _exit(kOutOfMemory);
    } catch (...) {
      _exit(1);
    }
    _exit(0);
  }

  void wait_for_news() {
    std::vector<pollfd> polled;
    for (const Worker& worker : workers_) polled.push_back({worker.pipe, POLLIN, 0});
    poll(polled.data(), polled.size(), milliseconds_to_deadline());
    for (size_t i = polled.size(); i-- > 0;) {
      if (polled[i].revents != 0 && !receive(workers_[i])) end(i);
    }
    if (options_.job_seconds == 0) return;
    for (Worker& worker : workers_) {
      if (!worker.killed && Clock::now() >= deadline(worker)) stop(worker, "time");
    }
  }

  Clock::time_point deadline(const Worker& worker) const {
    return worker.since + std::chrono::seconds(options_.job_seconds);
  }

  int milliseconds_to_deadline() const {
    if (options_.job_seconds == 0) return -1;
    Clock::time_point first = Clock::time_point::max();
    for (const Worker& worker : workers_) {
      if (!worker.killed) first = std::min(first, deadline(worker));
    }
    if (first == Clock::time_point::max()) return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(first - Clock::now()).count() + 1;
    return static_cast<int>(std::clamp<int64_t>(left, 0, 60'000));
  }

  static void stop(Worker& worker, const char* why) {
    worker.killed = true;
    worker.killed_for = why;
    kill(worker.pid, SIGKILL);
  }

  // Takes what a worker has written; false when it has closed its pipe.
  bool receive(Worker& worker) {
    const size_t before = worker.received.size();
    worker.received.resize(before + kPiece);
    const ssize_t n = read(worker.pipe, worker.received.data() + before, kPiece);
    worker.received.resize(before + static_cast<size_t>(std::max<ssize_t>(n, 0)));
    if (n < 0) return errno == EINTR || errno == EAGAIN;
    take_apart(worker);
    return n > 0;
  }

  void take_apart(Worker& worker) {
    size_t at = 0;
    const std::string& bytes = worker.received;
    if (!worker.greeted && !bytes.empty()) {
      const unsigned held = static_cast<unsigned char>(bytes[0]);
      held_.landlock = static_cast<Held>(held >> 2 & 3);
      held_.seccomp = static_cast<Held>(held & 3);
      worker.greeted = true;
      at = 1;
    }
    while (worker.greeted && !worker.killed && bytes.size() - at >= 4) {
      uint32_t length = 0;
      std::memcpy(&length, bytes.data() + at, sizeof length);
      if (length > kPiece || worker.jobs.empty() || worker.result.size() + length > options_.most_result_bytes) {
        stop(worker, "a result of no form that a worker writes");
        break;
      }
      if (bytes.size() - at - 4 < length) break;
      worker.result.append(bytes, at + 4, length);
      at += 4 + length;
      if (length > 0) continue;
      const size_t job = worker.jobs.front();
      worker.jobs.pop_front();
      worker.since = Clock::now();
      jobs_.done(job, {JobEnd::done, std::move(worker.result), {}});
      worker.result.clear();
    }
    worker.received.erase(0, at);
  }

  static int reap(Worker& worker) {
    int status = 0;
    while (waitpid(worker.pid, &status, 0) < 0 && errno == EINTR) {
    }
    close(worker.pipe);
    return status;
  }

  // A worker is gone: what it was at is lost, what it had not begun goes to another one.
  void end(size_t index) {
    Worker worker = std::move(workers_[index]);
    workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(index));
    const int status = reap(worker);
    if (worker.jobs.empty()) return;
    if (WIFEXITED(status) && WEXITSTATUS(status) == kNoSandbox) {
      refused_ = true;
      return;
    }
    JobResult result;
    result.bytes = std::move(worker.result);
    if (worker.killed && std::strcmp(worker.killed_for, "time") == 0) {
      result.end = JobEnd::timed_out;
    } else if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
      result.end = JobEnd::timed_out;
    } else if (WIFEXITED(status) && WEXITSTATUS(status) == kOutOfMemory) {
      result.end = JobEnd::out_of_memory;
    } else if (worker.killed) {
      result.why = worker.killed_for;
    } else if (WIFSIGNALED(status)) {
      result.why = "signal " + std::to_string(WTERMSIG(status));
    } else {
      result.why = "exit code " + std::to_string(WEXITSTATUS(status));
    }
    jobs_.done(worker.jobs.front(), std::move(result));
    worker.jobs.pop_front();
    waiting_.insert(waiting_.begin(), worker.jobs.begin(), worker.jobs.end());
  }

  const Jobs& jobs_;
  const PoolOptions& options_;
  bool sandbox_;
  SyscallFilter filter_;
  std::deque<size_t> waiting_;
  std::vector<Worker> workers_;
  Confinement held_;
  bool refused_ = false;
};

}  // namespace

Result<Confinement> run_jobs(const Jobs& jobs, const PoolOptions& options) { return Pool(jobs, options).run(); }

}  // namespace modelaudit::inspect
