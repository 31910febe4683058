#include "inspect/formats/layout.h"

#include <algorithm>
#include <numeric>

#include "core/checked.h"
#include "inspect/formats/facts.h"

namespace modelaudit::inspect {
namespace {

// End of a tensor's extent; the largest offset when it does not fit into 64 bits.
uint64_t end_of(const Tensor& tensor) {
  return checked_add(tensor.offset, tensor.bytes.value_or(0)).value_or(UINT64_MAX);
}

uint64_t aligned_end(uint64_t end, const LayoutRules& rules) {
  if (end < rules.data_begin) return rules.data_begin;
  const std::optional<uint64_t> relative = align_up(end - rules.data_begin, rules.alignment);
  return relative ? checked_add(rules.data_begin, *relative).value_or(UINT64_MAX) : UINT64_MAX;
}

std::string place(const Tensor& tensor) {
  return quoted(tensor.name) + " at " + std::to_string(tensor.offset);
}

// The alignment that the metadata of a GGUF names, for the padding after the last tensor; 1 for
// other formats.
uint64_t alignment_of(const Artifact& artifact) {
  if (artifact.kind != ArtifactKind::gguf) return 1;
  uint64_t alignment = 32;
  for (const MetadataEntry& entry : artifact.metadata) {
    if (entry.key == "general.alignment" && entry.value.kind == Value::Kind::unsigned_integer) {
      alignment = entry.value.unsigned_integer;
    }
  }
  return std::max<uint64_t>(alignment, 1);
}

}  // namespace

void lay_out_tensors(ReadContext& context, const LayoutRules& rules) {
  const std::vector<Tensor>& tensors = context.artifact.tensors;
  std::vector<uint32_t> order(tensors.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::pair(tensors[a].offset, end_of(tensors[a])) <
           std::pair(tensors[b].offset, end_of(tensors[b]));
  });
  if (!std::is_sorted(order.begin(), order.end())) {
    context.report("tensor-order", DamageClass::note, rules.data_begin,
                   "tensors listed in the order of their data",
                   rules.order_matters ? "another order; some readers refuse it"
                                       : "another order, which is legal");
  }

  const Tensor* last = nullptr;     // the one that reaches furthest so far
  uint64_t end = rules.data_begin;  // where it ends
  bool end_known = true;
  for (const uint32_t index : order) {
    const Tensor& tensor = tensors[index];
    const uint64_t next = aligned_end(end, rules);
    if (!end_known) {
      // the tensor before has no size: nothing can be said about the bytes between
    } else if (last != nullptr && tensor.offset < end && tensor.bytes != 0) {
      context.report("tensors-overlap", DamageClass::damage, tensor.offset,
                     place(tensor) + " to begin at " + std::to_string(next) + " or later",
                     "it lies inside " + place(*last) + ", which ends at " + std::to_string(end));
    } else if (tensor.offset > next) {
      context.report("tensor-gap", DamageClass::damage, next, "a tensor at " + std::to_string(next),
                     place(tensor) + "; " + std::to_string(tensor.offset - next) +
                         " bytes belong to no tensor");
    } else if (tensor.offset != next) {
      context.report("tensor-offset", DamageClass::damage, tensor.offset,
                     "offset " + std::to_string(next), place(tensor));
    }
    if (next > end && tensor.offset >= next) context.ranges.claim(end, next, ExtentKind::padding);
    if (tensor.bytes) context.ranges.claim(tensor.offset, end_of(tensor), ExtentKind::tensor);
    if (last == nullptr || end_of(tensor) > end) {
      last = &tensor;
      end = std::max(end, end_of(tensor));
    }
    end_known = tensor.bytes.has_value();
  }
}

void check_end(ReadContext& context, uint64_t size) {
  uint64_t end = std::min(context.ranges.end(), size);
  bool sizes_known = true;
  for (const Tensor& tensor : context.artifact.tensors) {
    sizes_known = sizes_known && tensor.bytes.has_value();
    if (tensor.offset <= size && tensor.bytes.value_or(0) <= size - tensor.offset) continue;
    if (tensor.bytes == 0) continue;
    context.report(
        "tensor-past-end", DamageClass::damage, tensor.offset,
        "data of " + quoted(tensor.name) + " inside the " + std::to_string(size) +
            " bytes that are there",
        tensor.bytes ? std::to_string(*tensor.bytes) + " bytes at " + std::to_string(tensor.offset)
                     : "data at " + std::to_string(tensor.offset));
  }
  const uint64_t alignment = alignment_of(context.artifact);
  const uint64_t tail = size - end;
  const std::vector<Tensor>& tensors = context.artifact.tensors;
  if (tail == 0 && context.artifact.kind == ArtifactKind::gguf && !tensors.empty() &&
      end % alignment != 0) {
    context.report("last-padding-missing", DamageClass::note, end,
                   "padding up to a multiple of " + std::to_string(alignment),
                   "the end of the input; some readers refuse it");
  }
  if (tail == 0 || !sizes_known) return;
  const uint64_t padded = align_up(end, alignment).value_or(UINT64_MAX);
  context.ranges.claim(end, std::min(padded, size), ExtentKind::padding);
  if (tail >= alignment) {
    context.report(
        "trailing-bytes", DamageClass::suspicious, end,
        "the end of the input after the last tensor",
        std::to_string(tail) + " bytes that belong to nothing; another file can be in them");
  }
}

PaddingWatch::PaddingWatch(const RangeMap& ranges) {
  for (const auto& [begin, end] : ranges.of(ExtentKind::padding)) paddings_.push_back({begin, end});
}

void PaddingWatch::on_bytes(uint64_t offset, Bytes bytes) {
  const uint64_t stop = offset + bytes.size();
  while (next_ < paddings_.size() && paddings_[next_].end <= offset) ++next_;
  for (size_t i = next_; i < paddings_.size() && paddings_[i].begin < stop; ++i) {
    Padding& padding = paddings_[i];
    const uint64_t from = std::max(padding.begin, offset);
    const uint64_t to = std::min(padding.end, stop);
    const Bytes part =
        bytes.subspan(static_cast<size_t>(from - offset), static_cast<size_t>(to - from));
    padding.not_zero += static_cast<uint64_t>(
        std::count_if(part.begin(), part.end(), [](uint8_t b) { return b != 0; }));
  }
}

void PaddingWatch::report(ReadContext& context) const {
  for (const Padding& padding : paddings_) {
    if (padding.not_zero == 0) continue;
    context.report("padding-not-zero", DamageClass::note, padding.begin,
                   std::to_string(padding.end - padding.begin) + " bytes of zero",
                   std::to_string(padding.not_zero) + " other bytes");
  }
}

}  // namespace modelaudit::inspect
