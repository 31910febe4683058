#include "inspect/digest/stream_set.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <limits>
#include <vector>

#include "inspect/digest/kernel.h"
#include "inspect/digest/lane_plan.h"
#include "inspect/digest/sha256_constants.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kBlock = 64;
constexpr uint32_t kNone = std::numeric_limits<uint32_t>::max();

/// Steps of this many blocks (4 KiB) when more streams than lanes take turns: long enough to hide
/// the switch, short enough that equal streams end together.
constexpr uint64_t kTurn = 64;

constexpr size_t kMostLanes = 16;
constexpr size_t kFewestWide = 8;  // narrow kernels have fewer lanes, wide ones as many or more
constexpr size_t kPair = 2;        // narrow lanes that run at very nearly full speed each

/// A view that was fed and not yet hashed; pieces of one stream are a list.
struct Piece {
  const uint8_t* at;
  size_t size;
  uint32_t next;
};

/// Consecutive blocks in memory, ready for a lane.
struct Run {
  const uint8_t* at = nullptr;
  uint64_t blocks = 0;
};

struct Stream {
  std::array<uint32_t, 8> value;
  uint64_t length;   // bytes fed in all
  uint64_t waiting;  // of them, bytes in pieces
  uint32_t first_piece;
  uint32_t last_piece;
  uint8_t partial;  // bytes in `block` that do not fill it yet
  bool queued;      // in State::queue
  bool ended;
  bool padded;
  std::array<uint8_t, 2 * kBlock> block;
};

/// A stream with whole blocks to do in this flush.
struct Job {
  uint64_t left;  // blocks, the current run included
  Run run;
  uint32_t stream;
};

constexpr auto shorter = [](const Job& a, const Job& b) { return a.left < b.left; };

}  // namespace

struct StreamSet::State {
  explicit State(const Kernel& k)
      : kernel(k), least_wide(k.wide.compress == nullptr ? SIZE_MAX : least_wide_streams(k)) {}

  const Kernel kernel;
  const size_t least_wide;
  std::vector<Stream> streams;
  std::vector<uint32_t> unused;
  std::vector<uint32_t> queue;  // streams that have pieces or were ended since the last flush
  std::vector<Piece> pieces;
  uint64_t waiting = 0;
  // Kept between flushes for their memory only.
  std::vector<Job> jobs;
  std::vector<Job> active;
  std::vector<uint64_t> sizes;

  void enqueue(uint32_t id) {
    if (!streams[id].queued) {
      streams[id].queued = true;
      queue.push_back(id);
    }
  }

  static uint64_t whole_blocks(const Stream& s) {
    const uint64_t bytes = s.partial + s.waiting;
    if (!s.ended || s.padded) return bytes / kBlock;
    return bytes / kBlock +
           (bytes % kBlock < kBlock - 8 ? 1 : 2);  // 0x80 and the length of 8 bytes must fit
  }

  Run next_run(Stream& s);
  struct Step {
    size_t jobs;      // the first so many active ones
    uint64_t blocks;  // of each, at most
  };
  Step choose_step(size_t lanes, uint64_t left);
  uint64_t run_step(const Compressor& compressor, Step step);
  void run_lanes(const Compressor& compressor, size_t lanes, size_t least, uint64_t budget,
                 size_t& next);
  bool arrange_pair();
  void hash_jobs();
};

/// FIPS 180-4 §5.1.1: a one bit, zeros, the length in bits; what is in `block` becomes one or two
/// whole blocks.
static Run pad(Stream& s) {
  const size_t size = s.partial < kBlock - 8 ? kBlock : 2 * kBlock;
  s.block[s.partial] = 0x80;
  std::memset(s.block.data() + s.partial + 1, 0, size - s.partial - 1);
  for (size_t i = 0; i < 8; ++i)
    s.block[size - 1 - i] = static_cast<uint8_t>((s.length * 8) >> (8 * i));
  s.partial = 0;
  s.padded = true;
  return {s.block.data(), size / kBlock};
}

/// The next blocks of a stream: straight from a piece, or through `block` where a block crosses the
/// end of one. Called only when the run before is hashed, since `block` is used again. No blocks:
/// nothing is left but a partial block.
Run StreamSet::State::next_run(Stream& s) {
  while (s.first_piece != kNone) {
    Piece& piece = pieces[s.first_piece];
    Run run;
    if (s.partial == 0 && piece.size >= kBlock) {
      run = {piece.at, piece.size / kBlock};
      piece.at += run.blocks * kBlock;
      piece.size %= kBlock;
      s.waiting -= run.blocks * kBlock;
    } else {
      const size_t taken = std::min(piece.size, kBlock - s.partial);
      std::memcpy(s.block.data() + s.partial, piece.at, taken);
      s.partial = static_cast<uint8_t>(s.partial + taken);
      piece.at += taken;
      piece.size -= taken;
      s.waiting -= taken;
      if (s.partial == kBlock) {
        run = {s.block.data(), 1};
        s.partial = 0;
      }
    }
    if (piece.size == 0) s.first_piece = piece.next;
    if (run.blocks != 0) return run;
  }
  if (s.ended && !s.padded) return pad(s);
  return {};
}

/// Brings the jobs for the next step to the front of `active`.
StreamSet::State::Step StreamSet::State::choose_step(size_t lanes, uint64_t left) {
  constexpr uint64_t kToTheEnd = std::numeric_limits<uint64_t>::max();
  // A stream as long as all others together decides when the work is done. It is fastest in a pair:
  // a third lane would take from it what nobody waits for.
  const auto longest = std::max_element(active.begin(), active.end(), shorter);
  const bool pair = lanes > kPair && lanes < kFewestWide && longest->left >= left - longest->left;
  const size_t count = std::min(active.size(), pair ? kPair : lanes);
  if (active.size() == count) return {count, kToTheEnd};
  std::iter_swap(active.begin(), longest);
  std::nth_element(active.begin() + 1, active.begin() + static_cast<ptrdiff_t>(count), active.end(),
                   [](const Job& a, const Job& b) { return shorter(b, a); });
  return {count, pair ? kToTheEnd : kTurn};
}

/// One call of the compressor. Returns the blocks done in all; jobs without blocks leave.
uint64_t StreamSet::State::run_step(const Compressor& compressor, Step step) {
  std::array<Lane, kMostLanes> lanes{};
  for (size_t i = 0; i < step.jobs; ++i) {
    Job& job = active[i];
    if (job.run.blocks == 0) job.run = next_run(streams[job.stream]);
    lanes[i] = {streams[job.stream].value.data(), job.run.at};
    step.blocks = std::min(step.blocks, job.run.blocks);
  }
  compressor.compress(lanes.data(), step.jobs, step.blocks);
  for (size_t i = step.jobs; i-- > 0;) {
    Job& job = active[i];
    job.left -= step.blocks;
    job.run.at += step.blocks * kBlock;
    job.run.blocks -= step.blocks;
    if (job.left != 0) continue;
    job = active.back();
    active.pop_back();
  }
  return step.jobs * step.blocks;
}

/// Runs jobs (from jobs[next] on, longest first) through a compressor until `budget` blocks are
/// done or, with no job waiting for a lane, fewer than `least` are left; these stay in `active`.
///
/// While many jobs wait, a lane that is done takes the next longest. When no more wait than there
/// are lanes, all take turns, the longest first, so that they end together instead of leaving lanes
/// idle.
void StreamSet::State::run_lanes(const Compressor& compressor, size_t lanes, size_t least,
                                 uint64_t budget, size_t& next) {
  uint64_t left = 0;  // blocks of all these jobs
  for (size_t i = next; i < jobs.size(); ++i) left += jobs[i].left;
  for (uint64_t done = 0; done < budget;) {
    const size_t room = jobs.size() - next <= lanes && lanes > kPair ? 2 * lanes : lanes;
    while (active.size() < room && next < jobs.size()) active.push_back(jobs[next++]);
    if (active.empty() || (next == jobs.size() && active.size() < least)) return;
    done += run_step(compressor, choose_step(lanes, left - done));
  }
}

/// One stream about as long as all others together, the usual case: a file and its tensors. The two
/// lanes go over the same bytes side by side, if the others keep the order in which they were fed:
/// each byte comes from the first-level cache the second time. True if that is how the jobs lie
/// now.
bool StreamSet::State::arrange_pair() {
  uint64_t total = 0;
  for (const Job& job : jobs) total += job.left;
  const auto longest = std::max_element(jobs.begin(), jobs.end(), shorter);
  const uint64_t others = total - longest->left;
  if (longest->left < others - others / 16)
    return false;  // "about": padding adds a block here and there
  std::rotate(jobs.begin(), longest, longest + 1);
  return true;
}

void StreamSet::State::hash_jobs() {
  constexpr uint64_t kNoBudget = std::numeric_limits<uint64_t>::max();
  const auto longest_first = [](const Job& a, const Job& b) { return shorter(b, a); };
  size_t next = 0;
  if (arrange_pair())
    return run_lanes(kernel.narrow, std::min(kPair, kernel.narrow_lanes), 1, kNoBudget, next);
  std::sort(jobs.begin(), jobs.end(), longest_first);
  if (jobs.size() >= least_wide) {
    sizes.clear();
    for (const Job& job : jobs) sizes.push_back(job.left);
    const LanePlan plan = plan_lanes(sizes, kernel);
    if (plan.wide_blocks != 0) {
      next = plan.narrow_first;
      run_lanes(kernel.wide, kernel.wide.lanes, least_wide, plan.wide_blocks, next);
      jobs.erase(jobs.begin() + static_cast<ptrdiff_t>(plan.narrow_first),
                 jobs.begin() + static_cast<ptrdiff_t>(next));
      jobs.insert(jobs.end(), active.begin(), active.end());
      active.clear();
      std::sort(jobs.begin(), jobs.end(), longest_first);
      next = 0;
    }
  }
  run_lanes(kernel.narrow, kernel.narrow_lanes, 1, kNoBudget, next);
}

StreamSet::StreamSet() : StreamSet(best_kernel()) {}
StreamSet::StreamSet(const Kernel& kernel) : state_(std::make_unique<State>(kernel)) {}
StreamSet::~StreamSet() = default;

StreamSet::Id StreamSet::open() {
  Id id = 0;
  if (state_->unused.empty()) {
    id = static_cast<Id>(state_->streams.size());
    state_->streams.emplace_back();
  } else {
    id = state_->unused.back();
    state_->unused.pop_back();
  }
  Stream& s = state_->streams[id];
  std::copy(std::begin(kSha256Start), std::end(kSha256Start), s.value.begin());
  s.length = 0;
  s.waiting = 0;
  s.first_piece = kNone;
  s.last_piece = kNone;
  s.partial = 0;
  s.queued = false;
  s.ended = false;
  s.padded = false;
  return id;
}

void StreamSet::feed(Id id, Bytes bytes) {
  Stream& s = state_->streams[id];
  assert(!s.ended);
  if (bytes.empty()) return;
  s.length += bytes.size();
  if (s.first_piece == kNone && s.partial + bytes.size() < kBlock) {
    std::memcpy(s.block.data() + s.partial, bytes.data(), bytes.size());
    s.partial = static_cast<uint8_t>(s.partial + bytes.size());
    return;
  }
  const uint32_t piece = static_cast<uint32_t>(state_->pieces.size());
  state_->pieces.push_back({bytes.data(), bytes.size(), kNone});
  if (s.first_piece == kNone) {
    s.first_piece = piece;
  } else {
    state_->pieces[s.last_piece].next = piece;
  }
  s.last_piece = piece;
  s.waiting += bytes.size();
  state_->waiting += bytes.size();
  state_->enqueue(id);
  if (piece == kNone - 1) flush();  // piece numbers are 32 bits
}

void StreamSet::end(Id id) {
  if (state_->streams[id].ended) return;
  state_->streams[id].ended = true;
  state_->enqueue(id);
}

void StreamSet::flush() {
  State& set = *state_;
  set.jobs.clear();
  for (const Id id : set.queue) {
    Stream& s = set.streams[id];
    s.queued = false;
    const uint64_t blocks = State::whole_blocks(s);
    if (blocks != 0) set.jobs.push_back({blocks, {}, id});
  }
  if (!set.jobs.empty()) set.hash_jobs();
  // What is left of each stream is less than a block: keep a copy, the views end here.
  for (const Id id : set.queue) {
    Stream& s = set.streams[id];
    [[maybe_unused]] const Run none = set.next_run(s);
    assert(none.blocks == 0 && s.waiting == 0);
    s.last_piece = kNone;
  }
  set.queue.clear();
  set.pieces.clear();
  set.waiting = 0;
}

Digest StreamSet::close(Id id) {
  Stream& s = state_->streams[id];
  end(id);
  if (!s.padded || s.queued) flush();
  Digest digest;
  for (size_t i = 0; i < digest.bytes.size(); ++i) {
    digest.bytes[i] = static_cast<uint8_t>(s.value[i / 4] >> (24 - 8 * (i % 4)));
  }
  state_->unused.push_back(id);
  return digest;
}

void StreamSet::drop(Id id) {
  Stream& s = state_->streams[id];
  if (s.queued) std::erase(state_->queue, id);
  state_->waiting -= s.waiting;
  s.first_piece = kNone;
  state_->unused.push_back(id);
}

uint64_t StreamSet::waiting() const { return state_->waiting; }

}  // namespace modelaudit::inspect
