#include "inspect/containers/random_access.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/checked.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kBlock = size_t{64} << 10;
constexpr size_t kKeptBlocks = 64;

}  // namespace

size_t FdAccess::read_at(uint64_t offset, std::span<uint8_t> into) {
  if (offset >= size_) return 0;
  const size_t want = static_cast<size_t>(std::min<uint64_t>(into.size(), size_ - offset));
  size_t have = 0;
  while (have < want) {
    const ssize_t n = pread(fd_, into.data() + have, want - have, static_cast<off_t>(offset + have));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    have += static_cast<size_t>(n);
  }
  return have;
}

std::optional<uint64_t> total_length(std::span<const Run> runs) {
  uint64_t total = 0;
  for (const Run& run : runs) {
    const std::optional<uint64_t> sum = checked_add(total, run.length);
    if (!sum) return std::nullopt;
    total = *sum;
  }
  return total;
}

RunsAccess::RunsAccess(RandomAccess& container, std::vector<Run> runs)
    : container_(container), runs_(std::move(runs)) {
  for (const Run& run : runs_) {
    const std::optional<uint64_t> end = checked_add(size_, run.length);
    if (!end) break;  // no artifact is that large: what follows cannot be reached
    begins_.push_back(size_);
    size_ = *end;
  }
  runs_.resize(begins_.size());
}

size_t RunsAccess::read_at(uint64_t offset, std::span<uint8_t> into) {
  size_t have = 0;
  auto next = std::upper_bound(begins_.begin(), begins_.end(), offset);
  if (next == begins_.begin()) return 0;
  for (size_t i = static_cast<size_t>(next - begins_.begin()) - 1; i < runs_.size() && have < into.size(); ++i) {
    const uint64_t inside = offset + have - begins_[i];
    if (inside >= runs_[i].length) continue;
    const size_t want = static_cast<size_t>(std::min<uint64_t>(into.size() - have, runs_[i].length - inside));
    const std::optional<uint64_t> at = checked_add(runs_[i].offset, inside);
    const size_t n = at ? container_.read_at(*at, into.subspan(have, want)) : 0;
    have += n;
    if (n < want) break;
  }
  return have;
}

ReplayAccess::ReplayAccess(Open open, uint64_t most_bytes) : open_(std::move(open)), left_(most_bytes) {
  stream_ = open_();
  for (uint64_t number = 0; stream_ != nullptr; ++number) {
    std::vector<uint8_t> bytes = next_block();
    const size_t n = bytes.size();
    if (n > 0) keep(number, std::move(bytes));
    size_ += n;
    if (n < kBlock) break;
  }
  stream_.reset();
}

std::vector<uint8_t> ReplayAccess::next_block() {
  std::vector<uint8_t> bytes;
  bytes.reserve(kBlock);
  while (bytes.size() < kBlock) {
    const size_t want = kBlock - bytes.size();
    if (left_ < want) {
      exhausted_ = true;
      break;
    }
    Bytes view = stream_->peek(want);
    view = view.first(std::min(view.size(), want));
    if (view.empty()) break;
    bytes.insert(bytes.end(), view.begin(), view.end());
    left_ -= view.size();
    stream_->consume(view.size());
  }
  return bytes;
}

const ReplayAccess::Block* ReplayAccess::keep(uint64_t number, std::vector<uint8_t> bytes) {
  Block block{number, std::move(bytes), ++clock_};
  if (kept_.size() < kKeptBlocks) {
    kept_.push_back(std::move(block));
    return &kept_.back();
  }
  const auto oldest =
      std::min_element(kept_.begin(), kept_.end(), [](const Block& a, const Block& b) { return a.used < b.used; });
  *oldest = std::move(block);
  return &*oldest;
}

const ReplayAccess::Block* ReplayAccess::block(uint64_t number) {
  const auto known =
      std::find_if(kept_.begin(), kept_.end(), [&](const Block& kept) { return kept.number == number; });
  if (known != kept_.end()) {
    known->used = ++clock_;
    return &*known;
  }
  if (stream_ == nullptr || stream_->position() > number * kBlock) stream_ = open_();
  const Block* last = nullptr;
  while (stream_ != nullptr && stream_->position() <= number * kBlock) {
    const uint64_t current = stream_->position() / kBlock;
    std::vector<uint8_t> bytes = next_block();
    if (bytes.empty()) return nullptr;
    const bool whole = bytes.size() == kBlock;
    last = keep(current, std::move(bytes));
    if (!whole) break;
  }
  return last != nullptr && last->number == number ? last : nullptr;
}

size_t ReplayAccess::read_at(uint64_t offset, std::span<uint8_t> into) {
  size_t have = 0;
  while (have < into.size() && offset + have < size_) {
    const uint64_t at = offset + have;
    const Block* found = block(at / kBlock);
    const size_t inside = static_cast<size_t>(at % kBlock);
    if (found == nullptr || found->bytes.size() <= inside) break;
    const size_t n = std::min(into.size() - have, found->bytes.size() - inside);
    std::memcpy(into.data() + have, found->bytes.data() + inside, n);
    have += n;
  }
  return have;
}

Bytes AccessWindow::at(uint64_t offset, size_t n) {
  const bool inside = offset >= begin_ && offset - begin_ <= held_.size() &&
                      n <= held_.size() - static_cast<size_t>(offset - begin_);
  if (!inside) {
    held_.resize(std::max(n, step_));
    begin_ = offset;
    held_.resize(access_.read_at(offset, held_));
  }
  const size_t begin = static_cast<size_t>(offset - begin_);
  return Bytes(held_).subspan(begin, std::min(n, held_.size() - begin));
}

RunsStream::RunsStream(RandomAccess& container, std::vector<Run> runs, StreamTap* tap)
    : access_(container, std::move(runs)), tap_(tap) {}

Bytes RunsStream::peek(size_t n) {
  n = std::min(n, kWindow);
  if (end_ - begin_ < n && fetched_ < access_.size() && !failure_) {
    if (begin_ > 0) {
      std::memmove(held_.data(), held_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
    }
    const size_t want = static_cast<size_t>(
        std::min<uint64_t>(std::max(n - end_, size_t{256} << 10), access_.size() - fetched_));
    if (held_.size() < end_ + want) held_.resize(end_ + want);
    const size_t have = access_.read_at(fetched_, std::span(held_).subspan(end_, want));
    end_ += have;
    fetched_ += have;
    if (have < want) {
      failure_ = Damage{"member-cut", DamageClass::damage, {}, fetched_, std::to_string(access_.size()) + " bytes",
                        std::to_string(fetched_) + " bytes"};
    }
  }
  return Bytes(held_).subspan(begin_, end_ - begin_);
}

void RunsStream::consume(size_t n) {
  if (tap_ != nullptr && n > 0) tap_->on_bytes(position_, Bytes(held_).subspan(begin_, n));
  begin_ += n;
  position_ += n;
}

}  // namespace modelaudit::inspect
