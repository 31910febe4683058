#include "inspect/digest/extent_hasher.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <string>
#include <tuple>

#include "inspect/digest/kernel.h"

namespace modelaudit::inspect {
namespace {

/// Order of the heap: std::push_heap keeps the greatest on top, which is the lowest begin here.
/// Registration order is the order of equal ones.
constexpr auto later = [](const auto& a, const auto& b) {
  return std::tie(a.begin, a.number) > std::tie(b.begin, b.number);
};

/// True if all bytes equal the one given. Comparing the bytes with themselves, one further on,
/// stops at the first difference: for weights after a byte or two.
bool all_equal(Bytes bytes, uint8_t byte) {
  return bytes.empty() ||
         (bytes[0] == byte && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

}  // namespace

ExtentHasher::ExtentHasher() : ExtentHasher(best_kernel()) {}

ExtentHasher::ExtentHasher(const Kernel& kernel)
    : own_(std::make_unique<StreamSet>(kernel)), set_(*own_), whole_(set_.open()) {}

ExtentHasher::ExtentHasher(StreamSet& shared, Whole whole) : set_(shared) {
  if (whole == Whole::hash) whole_ = set_.open();
}

ExtentHasher::~ExtentHasher() {
  if (whole_) set_.drop(*whole_);
  for (const Active& active : active_) set_.drop(active.stream);
  for (const Ended& ended : ended_) set_.drop(ended.stream);
}

Result<uint32_t> ExtentHasher::add_extent(uint64_t begin, uint64_t end) {
  const auto refuse = [&](std::string expected) {
    return Damage{"extent-refused",
                  DamageClass::damage,
                  {},
                  begin,
                  std::move(expected),
                  "bytes " + std::to_string(begin) + " to " + std::to_string(end)};
  };
  if (begin > end) return refuse("an extent that begins before it ends");
  if (begin < position_)
    return refuse("an extent that begins at " + std::to_string(position_) + " or later");
  if (results_.size() >= std::numeric_limits<uint32_t>::max()) return refuse("fewer extents");
  const uint32_t number = static_cast<uint32_t>(results_.size());
  results_.emplace_back();
  const Waiting extent{begin, end, number};
  if (in_order_.empty() || in_order_.back().begin <= begin) {
    in_order_.push_back(extent);
  } else {
    out_of_order_.push_back(extent);
    std::push_heap(out_of_order_.begin(), out_of_order_.end(), later);
  }
  return number;
}

void ExtentHasher::begin_extent(const Waiting& next) {
  active_.push_back({next.begin, next.end, next.number, set_.open(), std::nullopt});
}

/// Begins the registered extents whose first byte lies before an offset. Each list gives its own in
/// the order of their bytes, so that the streams walk the chunk forward.
void ExtentHasher::begin_extents(uint64_t before) {
  while (next_in_order_ < in_order_.size() && in_order_[next_in_order_].begin < before) {
    begin_extent(in_order_[next_in_order_++]);
  }
  while (!out_of_order_.empty() && out_of_order_.front().begin < before) {
    begin_extent(out_of_order_.front());
    std::pop_heap(out_of_order_.begin(), out_of_order_.end(), later);
    out_of_order_.pop_back();
  }
}

void ExtentHasher::end_extent(const Active& active) {
  set_.end(active.stream);
  ended_.push_back({active.number, active.stream});
  results_[active.number].degenerate = active.repeated.has_value();
}

/// Takes the digests of extents that have ended; their streams are free for the next ones.
void ExtentHasher::collect() {
  for (const Ended& ended : ended_) results_[ended.number].digest = set_.close(ended.stream);
  ended_.clear();
}

/// Feeds an extent its part of the chunk at the position; true if it ends there.
bool ExtentHasher::feed_extent(Active& active, Bytes chunk) {
  const uint64_t chunk_end = position_ + chunk.size();
  const uint64_t from = std::max(active.begin, position_);
  const uint64_t to = std::min(active.end, chunk_end);
  const Bytes part =
      chunk.subspan(static_cast<size_t>(from - position_), static_cast<size_t>(to - from));
  if (!part.empty()) {
    if (active.begin == from) active.repeated = part[0];
    if (active.repeated && !all_equal(part, *active.repeated)) active.repeated.reset();
    set_.feed(active.stream, part);
  }
  return active.end <= chunk_end;
}

void ExtentHasher::on_bytes(uint64_t offset, Bytes bytes) {
  assert(offset == position_ && !stream_ended_);
  if (bytes.empty()) return;
  collect();  // of a chunk before, flushed by now
  if (whole_) set_.feed(*whole_, bytes);
  begin_extents(offset + bytes.size());
  size_t kept = 0;
  for (Active& active : active_) {
    if (feed_extent(active, bytes)) {
      end_extent(active);
    } else {
      active_[kept++] = active;
    }
  }
  active_.resize(kept);
  position_ = offset + bytes.size();
  if (deferred_) return;
  set_.flush();
  collect();
}

void ExtentHasher::end_stream([[maybe_unused]] uint64_t end) {
  assert(end == position_);
  if (stream_ended_) return;
  stream_ended_ = true;
  if (position_ < std::numeric_limits<uint64_t>::max())
    begin_extents(position_ + 1);  // of no bytes, at the very end
  for (const Active& active : active_) {
    if (active.end <= position_) {
      end_extent(active);
    } else {
      set_.drop(active.stream);
    }
  }
  active_.clear();
  if (whole_) set_.end(*whole_);
}

ExtentHasher::Digests ExtentHasher::finish(uint64_t end) {
  end_stream(end);
  collect();
  Digests digests;
  if (whole_) digests.whole = set_.close(*whole_);
  whole_.reset();
  digests.extents = std::move(results_);
  return digests;
}

uint64_t run_stream(ByteStream& in, [[maybe_unused]] const ExtentHasher& hasher) {
  constexpr size_t kStep = size_t{128} << 10;
  while (true) {
    const size_t have = in.peek(kStep).size();
    if (have == 0) break;
    in.consume(have);
  }
  assert(hasher.position() == in.position());
  return in.position();
}

}  // namespace modelaudit::inspect
