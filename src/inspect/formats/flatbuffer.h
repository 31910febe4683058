// FlatBuffers, read by offset with every offset checked.
//
// A table at T begins with an i32: T minus it is the vtable: u16 its size, u16 the table's size,
// then a u16 for each field: where the field is in the table, 0 if absent. Tables, vectors and
// texts are reached by u32 offsets from where the offset stands, always forward, so there are no
// cycles; but objects may be shared and overlap, so a reader bounds how many it visits. A vector is
// a u32 count and the elements. Source: flatbuffers.dev/internals.
#pragma once

#include <optional>

#include "inspect/formats/window.h"

namespace modelaudit::inspect {

/// A vector or text: where its elements are, and how many. The elements are inside the buffer.
struct FlatVector {
  uint64_t begin = 0;
  uint64_t count = 0;
};

/// A flatbuffer that takes [begin, end) of an artifact. Everything that is reached must lie inside.
class FlatBuffer {
 public:
  FlatBuffer(Window& window, uint64_t begin, uint64_t end)
      : window_(window), begin_(begin), end_(end) {}

  class Table {
   public:
    /// The position of a field; nothing when it is absent.
    std::optional<uint64_t> field(uint32_t index) const;
    std::optional<uint8_t> u8(uint32_t index) const;
    std::optional<uint32_t> u32(uint32_t index) const;
    std::optional<uint64_t> u64(uint32_t index) const;
    std::optional<Table> table(uint32_t index) const;
    /// A vector whose elements have `width` bytes.
    std::optional<FlatVector> vector(uint32_t index, uint64_t width) const;
    /// Table number i of a vector of tables.
    std::optional<Table> table_of(const FlatVector& tables, uint64_t i) const;
    uint64_t position() const { return table_; }

   private:
    friend class FlatBuffer;
    FlatBuffer* buffer_ = nullptr;
    uint64_t table_ = 0;
    uint64_t vtable_ = 0;
    uint16_t vtable_size_ = 0;
    uint16_t table_size_ = 0;
  };

  std::optional<Table> root();

  /// What is wrong: set when an offset led outside or a table is none. Absent fields are not wrong.
  const std::optional<uint64_t>& broken_at() const { return broken_at_; }

  /// Behind the last byte of what was visited.
  uint64_t reach() const { return reach_; }

  uint64_t begin() const { return begin_; }
  uint64_t end() const { return end_; }

 private:
  std::optional<uint64_t> follow(uint64_t at);
  std::optional<Table> table_at(uint64_t at);
  std::optional<FlatVector> vector_at(uint64_t at, uint64_t width);
  bool inside(uint64_t at, uint64_t bytes) const {
    return at >= begin_ && at <= end_ && bytes <= end_ - at;
  }
  void visited(uint64_t end) { reach_ = std::max(reach_, end); }
  std::nullopt_t broken(uint64_t at) {
    if (!broken_at_) broken_at_ = at;
    return std::nullopt;
  }

  Window& window_;
  uint64_t begin_;
  uint64_t end_;
  uint64_t reach_ = 0;
  std::optional<uint64_t> broken_at_;
};

}  // namespace modelaudit::inspect
