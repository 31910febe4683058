// GGUF tensor infos: what each tensor takes, computed without trusting a number.
//
// Bytes = rows × (row / block × block bytes + extra); the products are made in 128 bits with a
// stop, because dimensions whose product wraps to something small are the classic attack
// (CVE-2026-33298). A type nobody knows has no size: its tensor is taken to reach to the next
// tensor's offset (or the end), and a finding says that this is a guess.
#include <algorithm>

#include "core/checked.h"
#include "inspect/formats/gguf.h"
#include "inspect/formats/gguf_types.h"
#include "inspect/formats/layout.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kMostDimensions = 64;
constexpr uint64_t kLongestTensorName = 63;  // GGML_MAX_NAME - 1

/// What a dtype and a shape say about the bytes of a tensor.
struct TensorSize {
  std::optional<uint64_t> bytes;
  bool opaque = false;  ///< the type has no known size: take what lies up to the next tensor
};

// The product of the dimensions: nothing when it does not fit into 63 bits. A dimension of 0 wins
// over any other.
std::optional<uint64_t> count_elements(const std::vector<uint64_t>& shape) {
  if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return 0;
  std::optional<uint64_t> elements = 1;
  for (const uint64_t dimension : shape) {
    if (elements) elements = checked_mul(*elements, dimension);
  }
  if (elements && *elements >= (uint64_t{1} << 63) - 1) return std::nullopt;
  return elements;
}

TensorSize size_of(const GgmlType& type, const Tensor& tensor, uint64_t at, ReadContext& context) {
  const std::optional<uint64_t> elements = count_elements(tensor.shape);
  if (!elements) {
    context.report("element-count-overflow", DamageClass::damage, at,
                   "a number of elements below 2^63 for " + quoted(tensor.name),
                   "dimensions whose product is larger");
    return {};
  }
  const uint64_t row = tensor.shape.empty() ? 1 : tensor.shape[0];
  if (row % type.block_elements != 0) {
    context.report("row-not-whole-blocks", DamageClass::damage, at,
                   "a row of whole blocks of " + std::to_string(type.block_elements) + " for " +
                       quoted(tensor.name),
                   std::to_string(row) + " elements");
    return {};
  }
  if (*elements == 0) return {0, false};
  const std::optional<uint64_t> blocks = checked_mul(row / type.block_elements, type.block_bytes);
  const std::optional<uint64_t> row_bytes =
      blocks ? checked_add(*blocks, type.row_extra_bytes) : std::nullopt;
  const std::optional<uint64_t> bytes =
      row_bytes ? checked_mul(*row_bytes, *elements / row) : std::nullopt;
  if (!bytes) {
    context.report("element-count-overflow", DamageClass::damage, at,
                   "a size below 2^64 for " + quoted(tensor.name), "dimensions that take more");
  }
  return {bytes, false};
}

TensorSize size_of(uint32_t id, Tensor& tensor, uint64_t at, ReadContext& context) {
  const GgmlType* type = find_ggml_type(id);
  if (type == nullptr) {
    tensor.dtype = "type-" + std::to_string(id);
    context.report("unknown-type", DamageClass::damage, at,
                   "a known tensor type for " + quoted(tensor.name),
                   std::to_string(id) + "; its bytes are taken to reach to the next tensor");
    return {std::nullopt, true};
  }
  tensor.dtype = type->name;
  const std::string found = std::to_string(id) + " (" + tensor.dtype + ")";
  switch (type->status) {
    case GgmlStatus::live: break;
    case GgmlStatus::removed:
      context.report("repacked-type", DamageClass::note, at,
                     "a tensor type in use for " + quoted(tensor.name),
                     found + ", which current loaders refuse");
      break;
    case GgmlStatus::never_released:
      context.report("removed-type", DamageClass::damage, at,
                     "a tensor type in use for " + quoted(tensor.name),
                     found + ", which no release wrote into a GGUF file");
      break;
    case GgmlStatus::fork:
      context.report("fork-type", DamageClass::note, at,
                     "a tensor type of ggml for " + quoted(tensor.name),
                     found + " of ik_llama.cpp");
      break;
    case GgmlStatus::ambiguous:
    case GgmlStatus::unsized:
      context.report("ambiguous-type", DamageClass::suspicious, at,
                     "a tensor type of one size for " + quoted(tensor.name),
                     found + "; its bytes are taken to reach to the next tensor");
      return {std::nullopt, true};
  }
  return size_of(*type, tensor, at, context);
}

struct TensorInfo {
  Tensor tensor;
  bool opaque = false;
};

// One info; nothing when reading must stop.
std::optional<TensorInfo> read_info(GgufFile& file, uint64_t index) {
  const uint64_t at = file.in.position();
  const std::string number = "tensor " + std::to_string(index);
  const std::optional<CapturedText> name = read_gguf_name(file, "name of " + number);
  if (!name) return std::nullopt;
  check_name(file.context(), *name, at, "tensor name");
  ReadContext& context = file.context();
  if (name->bytes > kLongestTensorName) {
    context.report("tensor-name-too-long", DamageClass::note, at,
                   "a tensor name of at most 63 bytes",
                   std::to_string(name->bytes) + "; some readers cut or refuse it");
  }
  if (name->bytes == 0) {
    context.report("tensor-name-empty", DamageClass::note, at, "a name for " + number,
                   "an empty one");
  }
  const std::optional<uint32_t> dimensions = file.in.u32();
  if (!dimensions) {
    file.cut_short("the number of dimensions of " + number);
    return std::nullopt;
  }
  if (*dimensions > 4) {
    context.report("too-many-dimensions", DamageClass::damage, at,
                   "at most 4 dimensions for " + quoted(name->body), std::to_string(*dimensions));
    if (*dimensions > kMostDimensions) return std::nullopt;
  }
  TensorInfo info;
  info.tensor.name = name->body;
  for (uint32_t i = 0; i < *dimensions; ++i) {
    const std::optional<uint64_t> dimension = file.count();
    if (!dimension) {
      file.cut_short("a dimension of " + number);
      return std::nullopt;
    }
    if (*dimension >= uint64_t{1} << 63) {
      context.report("dimension-negative", DamageClass::damage, at,
                     "dimensions below 2^63 for " + quoted(name->body), std::to_string(*dimension));
    }
    info.tensor.shape.push_back(*dimension);
  }
  const std::optional<uint32_t> type = file.in.u32();
  const std::optional<uint64_t> offset = type ? file.in.u64() : std::nullopt;
  if (!offset) {
    file.cut_short("type and offset of " + number);
    return std::nullopt;
  }
  info.tensor.offset = *offset;
  const TensorSize size = size_of(*type, info.tensor, at, context);
  info.tensor.bytes = size.bytes;
  info.opaque = size.opaque;
  return info;
}

// Tensors of unknown size reach to the next offset, the last one to the end of the input where that
// is known.
void bound_opaque(std::vector<Tensor>& tensors, const std::vector<uint32_t>& opaque,
                  std::optional<uint64_t> size) {
  if (opaque.empty()) return;
  std::vector<uint64_t> offsets;
  offsets.reserve(tensors.size());
  for (const Tensor& tensor : tensors) offsets.push_back(tensor.offset);
  std::sort(offsets.begin(), offsets.end());
  for (const uint32_t index : opaque) {
    Tensor& tensor = tensors[index];
    const auto next = std::upper_bound(offsets.begin(), offsets.end(), tensor.offset);
    if (next != offsets.end()) {
      tensor.bytes = *next - tensor.offset;
    } else if (size && tensor.offset <= *size) {
      tensor.bytes = *size - tensor.offset;
    }
  }
}

}  // namespace

bool read_gguf_tensors(GgufFile& file, uint64_t n, uint64_t alignment) {
  ReadContext& context = file.context();
  const uint64_t infos_at = file.in.position();
  std::vector<uint32_t> opaque;
  std::vector<Tensor>& tensors = context.artifact.tensors;
  bool whole = true;
  for (uint64_t i = 0; i < n && whole; ++i) {
    std::optional<TensorInfo> info = read_info(file, i);
    whole = info.has_value();
    if (whole && file.facts.add(std::move(info->tensor)) && info->opaque) {
      opaque.push_back(static_cast<uint32_t>(tensors.size() - 1));
    }
  }
  const uint64_t infos_end = file.in.position();
  context.ranges.claim(infos_at, infos_end, ExtentKind::header);

  if (!whole) {
    // Where the data begins is not known, so neither is any tensor's place.
    for (Tensor& tensor : tensors) {
      tensor.offset = 0;
      tensor.bytes.reset();
    }
    return false;
  }
  const std::optional<uint64_t> size = file.in.stream().size();
  LayoutRules rules{infos_end, alignment, true};
  if (n > 0) rules.data_begin = align_up(infos_end, alignment).value_or(UINT64_MAX);
  for (Tensor& tensor : tensors) {
    if (tensor.offset % alignment != 0) {
      context.report("offset-not-aligned", DamageClass::damage, infos_at,
                     "an offset that is a multiple of " + std::to_string(alignment) + " for " +
                         quoted(tensor.name),
                     std::to_string(tensor.offset));
    }
    tensor.offset = checked_add(rules.data_begin, tensor.offset).value_or(UINT64_MAX);
  }
  context.ranges.claim(infos_end, rules.data_begin, ExtentKind::padding);
  bound_opaque(tensors, opaque, size);
  lay_out_tensors(context, rules);
  if (size) check_end(context, *size);
  return true;
}

}  // namespace modelaudit::inspect
