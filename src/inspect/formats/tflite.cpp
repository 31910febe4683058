// TFLite (LiteRT): a flatbuffer with identifier TFL3.
//
//   Model     0 version, 2 subgraphs, 3 description, 4 buffers, 6 metadata, 9 external_buffers
//   SubGraph  0 tensors, 4 name
//   Tensor    0 shape, 1 type, 2 buffer, 3 name, 10 external_buffer
//   Buffer    0 data, 1 offset, 2 size (from the beginning of the file, for models above 2 GB)
//   Metadata  0 name, 1 buffer
//
// Buffer 0 is the empty one; several tensors may share a buffer. The metadata buffer
// TFLITE_METADATA is a flatbuffer of its own (M001): 0 name, 1 description, 2 version,
// 3 subgraph_metadata, 4 author, 5 license, 6 associated_files, 7 min_parser_version. Files that it
// names stand in a zip behind the flatbuffer: the containers' readers list it, here it is said to
// be there.
//
// Source: google-ai-edge/LiteRT schema.fbs (2026-06), tensorflow/tflite-support
// metadata_schema.fbs (2026-07).
#include "inspect/formats/tflite.h"

#include <array>
#include <map>

#include "core/checked.h"
#include "inspect/formats/flatbuffer.h"
#include "inspect/formats/readers.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kMostTables = 1'000'000;
constexpr uint64_t kMostDimensions = 64;
constexpr uint64_t kZipTail = 22;  // the shortest zip: an end record

struct TensorType {
  const char* name;
  uint32_t bits;  ///< 0: no fixed width
};
constexpr std::array kTensorTypes = {
    TensorType{"FLOAT32", 32},      TensorType{"FLOAT16", 16},   TensorType{"INT32", 32},
    TensorType{"UINT8", 8},         TensorType{"INT64", 64},     TensorType{"STRING", 0},
    TensorType{"BOOL", 8},          TensorType{"INT16", 16},     TensorType{"COMPLEX64", 64},
    TensorType{"INT8", 8},          TensorType{"FLOAT64", 64},   TensorType{"COMPLEX128", 128},
    TensorType{"UINT64", 64},       TensorType{"RESOURCE", 0},   TensorType{"VARIANT", 0},
    TensorType{"UINT32", 32},       TensorType{"UINT16", 16},    TensorType{"INT4", 4},
    TensorType{"BFLOAT16", 16},     TensorType{"INT2", 2},       TensorType{"UINT4", 4},
    TensorType{"FLOAT8_E4M3FN", 8}, TensorType{"FLOAT8_E5M2", 8}};

constexpr std::array<const char*, 8> kMetadataFields = {
    "name", "description", "version", nullptr, "author", "license", nullptr, "min_parser_version"};

struct BufferRange {
  uint64_t begin = 0;
  uint64_t end = 0;
};

class TfliteReader {
 public:
  TfliteReader(Window& window, Facts& facts, uint64_t begin, uint64_t end,
               const std::string& prefix)
      : window_(window),
        facts_(facts),
        context_(facts.context()),
        model_(window, begin, end),
        prefix_(prefix) {}

  TfliteResult read();

 private:
  void read_metadata(const FlatBuffer::Table& model);
  void read_description(const BufferRange& range);
  void name_files(const FlatBuffer::Table& table, uint32_t field);
  void name_files_of_tensors(const FlatBuffer::Table& graph, uint32_t field);
  void read_subgraph(const FlatBuffer::Table& graph, uint64_t number);
  void read_tensor(const FlatBuffer::Table& table);
  std::optional<BufferRange> buffer(uint64_t index);
  void check_size(const Tensor& tensor, const TensorType& type, uint64_t at);
  void add_text(FlatBuffer& from, const FlatBuffer::Table& table, uint32_t field,
                const std::string& key);
  std::string text(const FlatBuffer::Table& table, uint32_t field, const char* what);
  bool visit(uint64_t at);
  void check(const FlatBuffer& buffer, const char* what);

  Window& window_;
  Facts& facts_;
  ReadContext& context_;
  FlatBuffer model_;
  std::string prefix_;
  std::optional<FlatBuffer::Table> root_;
  FlatVector buffers_;
  uint64_t visited_ = 0;
  bool truncated_ = false;
};

bool TfliteReader::visit(uint64_t at) {
  if (++visited_ <= kMostTables) return true;
  if (!truncated_) {
    context_.report("table-limit", DamageClass::limit, at,
                    "at most " + std::to_string(kMostTables) + " tables",
                    "more; what follows is not read");
  }
  truncated_ = true;
  return false;
}

void TfliteReader::check(const FlatBuffer& buffer, const char* what) {
  if (!buffer.broken_at()) return;
  context_.report("flatbuffer-damaged", DamageClass::damage, *buffer.broken_at(),
                  std::string("an offset inside ") + what, "one that leads outside, or no table");
}

std::string TfliteReader::text(const FlatBuffer::Table& table, uint32_t field, const char* what) {
  const std::optional<FlatVector> bytes = table.vector(field, 1);
  if (!bytes) return {};
  const CapturedText captured =
      window_.text(bytes->begin, bytes->begin + bytes->count, kLongestName, false);
  check_name(context_, captured, bytes->begin, what);
  return captured.body;
}

void TfliteReader::add_text(FlatBuffer& /*from*/, const FlatBuffer::Table& table, uint32_t field,
                            const std::string& key) {
  const std::optional<FlatVector> bytes = table.vector(field, 1);
  if (!bytes) return;
  CapturedText captured = window_.text(bytes->begin, bytes->begin + bytes->count,
                                       context_.limits[LimitName::text_bytes]);
  check_text(context_, captured, key, bytes->begin);
  MetadataEntry entry{key, "str", {}, bytes->begin};
  entry.value = facts_.add_text(std::move(captured), key, bytes->begin, bytes->count);
  facts_.add(std::move(entry));
}

// Where the bytes of a buffer are; nothing for the empty one and for one that does not exist.
std::optional<BufferRange> TfliteReader::buffer(uint64_t index) {
  if (index == 0 || !visit(buffers_.begin)) return std::nullopt;
  const std::optional<FlatBuffer::Table> table = root_->table_of(buffers_, index);
  if (!table) {
    context_.report("buffer-missing", DamageClass::damage, buffers_.begin,
                    "a buffer number below " + std::to_string(buffers_.count),
                    std::to_string(index));
    return std::nullopt;
  }
  const uint64_t offset = table->u64(1).value_or(0);
  if (offset > 1) {
    const uint64_t begin = checked_add(model_.begin(), offset).value_or(UINT64_MAX);
    const uint64_t end = checked_add(begin, table->u64(2).value_or(0)).value_or(UINT64_MAX);
    if (begin > model_.end() || end > model_.end()) {
      context_.report("tensor-past-end", DamageClass::damage, table->position(),
                      "a buffer inside the file",
                      std::to_string(begin) + " to " + std::to_string(end));
      return std::nullopt;
    }
    return BufferRange{begin, end};
  }
  const std::optional<FlatVector> data = table->vector(0, 1);
  if (!data || data->count == 0) return std::nullopt;
  return BufferRange{data->begin, data->begin + data->count};
}

void TfliteReader::check_size(const Tensor& tensor, const TensorType& type, uint64_t at) {
  if (type.bits == 0 || !tensor.bytes) return;
  std::optional<uint64_t> bits = type.bits;
  for (const uint64_t dimension : tensor.shape) {
    if (bits) bits = checked_mul(*bits, dimension);
  }
  const std::optional<uint64_t> rounded = bits ? checked_add(*bits, 7) : std::nullopt;
  if (!rounded) {
    context_.report("element-count-overflow", DamageClass::damage, at,
                    "a size below 2^64 bits for " + quoted(tensor.name), "a shape that takes more");
  } else if (*rounded / 8 != *tensor.bytes) {
    context_.report(
        "tensor-size-mismatch", DamageClass::damage, at,
        std::to_string(*rounded / 8) + " bytes for type and shape of " + quoted(tensor.name),
        std::to_string(*tensor.bytes));
  }
}

void TfliteReader::read_tensor(const FlatBuffer::Table& table) {
  const uint32_t number = table.u32(2).value_or(0);
  const bool external = table.u32(10).value_or(0) != 0;
  const std::optional<BufferRange> range = buffer(number);
  if (!range && !external) return;  // an activation: no bytes of its own
  Tensor tensor;
  tensor.name = prefix_ + text(table, 3, "tensor name");
  const uint8_t type = table.u8(1).value_or(0);
  const bool known = type < kTensorTypes.size();
  tensor.dtype = known ? kTensorTypes[type].name : "type-" + std::to_string(type);
  if (!known) {
    context_.report("unknown-type", DamageClass::damage, table.position(),
                    "a known type for " + quoted(tensor.name), tensor.dtype);
  }
  if (const std::optional<FlatVector> shape = table.vector(0, 4)) {
    for (uint64_t i = 0; i < std::min(shape->count, kMostDimensions); ++i) {
      const int64_t dimension = static_cast<int32_t>(window_.u32(shape->begin + 4 * i).value_or(0));
      if (dimension < 0) {
        context_.report("dimension-negative", DamageClass::damage, shape->begin,
                        "dimensions of 0 or more for " + quoted(tensor.name),
                        std::to_string(dimension));
      }
      tensor.shape.push_back(static_cast<uint64_t>(std::max<int64_t>(dimension, 0)));
    }
  }
  if (external) {
    context_.report("external-data", DamageClass::note, table.position(), "weights in this file",
                    "weights of " + quoted(tensor.name) + " in another");
  }
  if (range) {
    tensor.offset = range->begin;
    tensor.bytes = range->end - range->begin;
    context_.ranges.claim(range->begin, range->end, ExtentKind::tensor);
    const bool sparse = table.field(6).has_value();
    if (known && !sparse) check_size(tensor, kTensorTypes[type], table.position());
  }
  facts_.add(std::move(tensor));
}

void TfliteReader::read_subgraph(const FlatBuffer::Table& graph, uint64_t /*number*/) {
  const std::optional<FlatVector> tensors = graph.vector(0, 4);
  for (uint64_t i = 0; tensors && i < tensors->count; ++i) {
    if (!visit(tensors->begin)) return;
    const std::optional<FlatBuffer::Table> tensor = graph.table_of(*tensors, i);
    if (!tensor) return;  // reported with the buffer
    read_tensor(*tensor);
  }
}

// Files that the metadata names: for the model, for a subgraph, for an input or output.
void TfliteReader::name_files(const FlatBuffer::Table& table, uint32_t field) {
  const std::optional<FlatVector> files = table.vector(field, 4);
  for (uint64_t i = 0; files && i < files->count && visit(files->begin); ++i) {
    const std::optional<FlatBuffer::Table> file = table.table_of(*files, i);
    if (!file) return;
    facts_.add_word(prefix_ + "associated_file", text(*file, 0, "file name"), file->position());
  }
}

void TfliteReader::name_files_of_tensors(const FlatBuffer::Table& graph, uint32_t field) {
  const std::optional<FlatVector> tensors = graph.vector(field, 4);
  for (uint64_t i = 0; tensors && i < tensors->count && visit(tensors->begin); ++i) {
    const std::optional<FlatBuffer::Table> tensor = graph.table_of(*tensors, i);
    if (!tensor) return;
    name_files(*tensor, 6);
  }
}

// The flatbuffer inside TFLITE_METADATA.
void TfliteReader::read_description(const BufferRange& range) {
  FlatBuffer buffer(window_, range.begin, range.end);
  const std::optional<FlatBuffer::Table> root = buffer.root();
  if (root) {
    for (uint32_t i = 0; i < kMetadataFields.size(); ++i) {
      if (kMetadataFields[i] != nullptr)
        add_text(buffer, *root, i, prefix_ + "tflite_metadata." + kMetadataFields[i]);
    }
    name_files(*root, 6);
    const std::optional<FlatVector> graphs = root->vector(3, 4);
    for (uint64_t i = 0; graphs && i < graphs->count && visit(graphs->begin); ++i) {
      const std::optional<FlatBuffer::Table> graph = root->table_of(*graphs, i);
      if (!graph) break;
      name_files(*graph, 4);
      name_files_of_tensors(*graph, 2);
      name_files_of_tensors(*graph, 3);
    }
  }
  check(buffer, "the metadata");
}

void TfliteReader::read_metadata(const FlatBuffer::Table& model) {
  const std::optional<FlatVector> entries = model.vector(6, 4);
  for (uint64_t i = 0; entries && i < entries->count && visit(entries->begin); ++i) {
    const std::optional<FlatBuffer::Table> entry = model.table_of(*entries, i);
    if (!entry) return;
    const std::string name = text(*entry, 0, "metadata name");
    const std::optional<BufferRange> range = buffer(entry->u32(1).value_or(0));
    if (!range) continue;
    context_.ranges.claim(range->begin, range->end, ExtentKind::metadata);
    MetadataEntry fact{prefix_ + "metadata." + name, "bytes", {}, range->begin};
    const CapturedText bytes = window_.text(range->begin, range->end, 0);
    fact.value.kind = Value::Kind::array;
    fact.value.element_type = "u8";
    fact.value.count = bytes.bytes;
    fact.value.bytes = bytes.bytes;
    fact.value.truncated = true;
    fact.value.sha256 = bytes.digest;
    facts_.add(std::move(fact));
    if (name == "TFLITE_METADATA") read_description(*range);
  }
}

TfliteResult TfliteReader::read() {
  root_ = model_.root();
  if (root_) {
    facts_.add_number(prefix_ + "version", "u32", root_->u32(0).value_or(0), root_->position());
    add_text(model_, *root_, 3, prefix_ + "description");
    buffers_ = root_->vector(4, 4).value_or(FlatVector{});
    read_metadata(*root_);
    const std::optional<FlatVector> graphs = root_->vector(2, 4);
    for (uint64_t i = 0; graphs && i < graphs->count && visit(graphs->begin); ++i) {
      const std::optional<FlatBuffer::Table> graph = root_->table_of(*graphs, i);
      if (!graph) break;
      read_subgraph(*graph, i);
    }
  }
  check(model_, "the model");
  return {root_ && !model_.broken_at(), model_.reach()};
}

}  // namespace

TfliteResult read_tflite_model(Window& window, Facts& facts, uint64_t begin, uint64_t end,
                               const std::string& prefix) {
  return TfliteReader(window, facts, begin, end, prefix).read();
}

bool is_tflite(Bytes head, std::string_view /*file_name*/) {
  return head.size() >= 8 && as_text(head.subspan(4, 4)) == "TFL3";
}

// A zip behind the model, found by its end record at the very end: from its first member on the
// bytes are its own.
std::optional<uint64_t> find_zip(Window& window, uint64_t model_end) {
  const uint64_t size = window.size();
  if (size < kZipTail || window.u32(size - kZipTail) != 0x06054B50U) return std::nullopt;
  const uint64_t directory = window.u32(size - kZipTail + 16).value_or(0);
  const uint64_t first =
      window.u32(directory + 42).value_or(0);  // offset of the first member's local header
  const bool is_zip =
      window.u32(directory) == 0x02014B50U && window.u32(first) == 0x04034B50U && first < directory;
  return is_zip && first >= model_end ? std::optional<uint64_t>(first) : std::nullopt;
}

void read_tflite_at(RandomAccess& access, ReadContext& context) {
  context.artifact.kind = ArtifactKind::tflite;
  context.artifact.endian = "little";
  context.artifact.shape_order = "slowest-first";
  Window window(access);
  Facts facts(context);
  const TfliteResult model = read_tflite_model(window, facts, 0, window.size(), "");
  context.artifact.header_read = model.sound;
  if (const std::optional<uint64_t> zip = find_zip(window, model.reach)) {
    context.report("zip-behind-model", DamageClass::note, *zip, "a model alone",
                   "a zip with associated files behind it");
    context.ranges.claim(*zip, window.size(), ExtentKind::member);
  }
  // What was visited is structure; what nobody refers to (code for a chip, say) stays unaccounted.
  context.ranges.claim(0, model.reach, ExtentKind::metadata);
  report_duplicate_keys(context, "associated_file");
  context.artifact.metadata_sha256 = canonical_metadata_digest(context.artifact.metadata);
}

void read_tflite(ByteStream& in, ReadContext& context) {
  read_from_window(in, context, read_tflite_at);
}

}  // namespace modelaudit::inspect
