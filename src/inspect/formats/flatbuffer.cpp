#include "inspect/formats/flatbuffer.h"

namespace modelaudit::inspect {

std::optional<uint64_t> FlatBuffer::follow(uint64_t at) {
  if (!inside(at, 4)) return broken(at);
  const std::optional<uint32_t> offset = window_.u32(at);
  if (!offset || *offset == 0 || !inside(at + *offset, 4)) return broken(at);
  return at + *offset;
}

std::optional<FlatBuffer::Table> FlatBuffer::table_at(uint64_t at) {
  const std::optional<uint32_t> back = inside(at, 4) ? window_.u32(at) : std::nullopt;
  if (!back) return broken(at);
  // The offset to the vtable is signed: it can stand before or behind the table.
  const int64_t vtable = static_cast<int64_t>(at) - static_cast<int32_t>(*back);
  if (vtable < 0 || !inside(static_cast<uint64_t>(vtable), 4)) return broken(at);
  Table table;
  table.buffer_ = this;
  table.table_ = at;
  table.vtable_ = static_cast<uint64_t>(vtable);
  const std::optional<uint16_t> vtable_size = window_.u16(table.vtable_);
  const std::optional<uint16_t> table_size = window_.u16(table.vtable_ + 2);
  if (!vtable_size || !table_size || *vtable_size < 4 || *vtable_size % 2 != 0 || *table_size < 4)
    return broken(at);
  if (!inside(table.vtable_, *vtable_size) || !inside(at, *table_size)) return broken(at);
  visited(table.vtable_ + *vtable_size);
  visited(at + *table_size);
  table.vtable_size_ = *vtable_size;
  table.table_size_ = *table_size;
  return table;
}

std::optional<FlatVector> FlatBuffer::vector_at(uint64_t at, uint64_t width) {
  const std::optional<uint64_t> head = follow(at);
  if (!head) return std::nullopt;
  const std::optional<uint32_t> count = window_.u32(*head);
  if (!count || !inside(*head + 4, uint64_t{*count} * width)) return broken(at);
  visited(*head + 4 + uint64_t{*count} * width);
  return FlatVector{*head + 4, *count};
}

std::optional<FlatBuffer::Table> FlatBuffer::root() {
  const std::optional<uint64_t> at = follow(begin_);
  return at ? table_at(*at) : std::nullopt;
}

std::optional<uint64_t> FlatBuffer::Table::field(uint32_t index) const {
  const uint64_t slot = 4 + uint64_t{2} * index;
  if (slot + 2 > vtable_size_) return std::nullopt;
  const std::optional<uint16_t> offset = buffer_->window_.u16(vtable_ + slot);
  if (!offset || *offset == 0) return std::nullopt;
  if (*offset >= table_size_) return buffer_->broken(vtable_ + slot);
  return table_ + *offset;
}

std::optional<uint8_t> FlatBuffer::Table::u8(uint32_t index) const {
  const std::optional<uint64_t> at = field(index);
  return at ? buffer_->window_.u8(*at) : std::nullopt;
}

std::optional<uint32_t> FlatBuffer::Table::u32(uint32_t index) const {
  const std::optional<uint64_t> at = field(index);
  if (!at) return std::nullopt;
  if (!buffer_->inside(*at, 4)) return buffer_->broken(*at);
  return buffer_->window_.u32(*at);
}

std::optional<uint64_t> FlatBuffer::Table::u64(uint32_t index) const {
  const std::optional<uint64_t> at = field(index);
  if (!at) return std::nullopt;
  if (!buffer_->inside(*at, 8)) return buffer_->broken(*at);
  return buffer_->window_.u64(*at);
}

std::optional<FlatBuffer::Table> FlatBuffer::Table::table(uint32_t index) const {
  const std::optional<uint64_t> at = field(index);
  const std::optional<uint64_t> target = at ? buffer_->follow(*at) : std::nullopt;
  return target ? buffer_->table_at(*target) : std::nullopt;
}

std::optional<FlatVector> FlatBuffer::Table::vector(uint32_t index, uint64_t width) const {
  const std::optional<uint64_t> at = field(index);
  return at ? buffer_->vector_at(*at, width) : std::nullopt;
}

std::optional<FlatBuffer::Table> FlatBuffer::Table::table_of(const FlatVector& tables,
                                                             uint64_t i) const {
  if (i >= tables.count) return std::nullopt;
  const std::optional<uint64_t> target = buffer_->follow(tables.begin + 4 * i);
  return target ? buffer_->table_at(*target) : std::nullopt;
}

}  // namespace modelaudit::inspect
