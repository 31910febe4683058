// Bytes of files, members and decoded members by offset.
//
// Directories of containers stand where a forward read comes too late: a zip's at its end, those of an ISO anywhere.
// The readers of this room learn the members through RandomAccess, by few and small reads; the members' content is then
// taken out of the one forward read. An artifact that can only be decoded from its beginning (a deflated member, a
// compressed tar) offers the same door by decoding again (ReplayAccess), which is bounded.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/random_access.h"

namespace modelaudit::inspect {

/// An open regular file. The descriptor stays the caller's; its position is not used.
class FdAccess final : public RandomAccess {
 public:
  FdAccess(int fd, uint64_t size) : fd_(fd), size_(size) {}
  uint64_t size() const override { return size_; }
  size_t read_at(uint64_t offset, std::span<uint8_t> into) override;

 private:
  int fd_;
  uint64_t size_;
};

/// Consecutive bytes of a container.
struct Run {
  uint64_t offset = 0;
  uint64_t length = 0;
  friend auto operator<=>(const Run&, const Run&) = default;
};

/// Sum of the lengths; nothing if it does not fit.
std::optional<uint64_t> total_length(std::span<const Run> runs);

/// A stored member: runs of its container, one after the other. The container must outlive it.
class RunsAccess final : public RandomAccess {
 public:
  RunsAccess(RandomAccess& container, std::vector<Run> runs);
  uint64_t size() const override { return size_; }
  size_t read_at(uint64_t offset, std::span<uint8_t> into) override;

 private:
  RandomAccess& container_;
  std::vector<Run> runs_;
  std::vector<uint64_t> begins_;  ///< of each run in the member
  uint64_t size_ = 0;
};

/// Bytes that can only be had from the beginning on: each step back decodes again. Recently read blocks are kept.
/// After `most_bytes` decoded bytes in all it reads nothing any more and says so by exhausted().
class ReplayAccess final : public RandomAccess {
 public:
  using Open = std::function<std::unique_ptr<ByteStream>()>;

  /// Decodes once, to know the size.
  ReplayAccess(Open open, uint64_t most_bytes);
  uint64_t size() const override { return size_; }
  size_t read_at(uint64_t offset, std::span<uint8_t> into) override;
  bool exhausted() const { return exhausted_; }

 private:
  struct Block {
    uint64_t number = 0;
    std::vector<uint8_t> bytes;
    uint64_t used = 0;  ///< time of the last use
  };

  const Block* block(uint64_t number);
  const Block* keep(uint64_t number, std::vector<uint8_t> bytes);
  std::vector<uint8_t> next_block();

  Open open_;
  std::unique_ptr<ByteStream> stream_;
  uint64_t left_;
  uint64_t size_ = 0;
  uint64_t clock_ = 0;
  bool exhausted_ = false;
  std::vector<Block> kept_;
};

/// A window over a RandomAccess for readers of records: views instead of copies, one read for many records.
class AccessWindow {
 public:
  /// `step` is how much one read fetches at least.
  explicit AccessWindow(RandomAccess& access, size_t step = size_t{64} << 10) : access_(access), step_(step) {}

  /// The bytes at the offset, at most n (n ≤ 1 MiB); fewer where the artifact ends. Valid until the next call.
  Bytes at(uint64_t offset, size_t n);
  uint64_t size() const { return access_.size(); }

 private:
  RandomAccess& access_;
  size_t step_;
  uint64_t begin_ = 0;
  std::vector<uint8_t> held_;
};

/// A stream over runs of a container, by reads of its own: members that the forward read has passed already.
class RunsStream final : public ByteStream {
 public:
  RunsStream(RandomAccess& container, std::vector<Run> runs, StreamTap* tap = nullptr);
  std::optional<uint64_t> size() const override { return access_.size(); }
  uint64_t position() const override { return position_; }
  Bytes peek(size_t n) override;
  void consume(size_t n) override;
  const std::optional<Damage>& failure() const override { return failure_; }

 private:
  RunsAccess access_;
  StreamTap* tap_;
  uint64_t position_ = 0;
  uint64_t fetched_ = 0;  ///< bytes of the member that were read so far
  std::vector<uint8_t> held_;
  size_t begin_ = 0;
  size_t end_ = 0;
  std::optional<Damage> failure_;
};

}  // namespace modelaudit::inspect
