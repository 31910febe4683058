#include "inspect/sources/facts_wire.h"

#include <bit>
#include <cstring>
#include <type_traits>

namespace modelaudit::inspect {
namespace {

// One description of the form serves both directions: `both(wire, value)` writes with a Writer, reads with a Reader.

class Writer {
 public:
  explicit Writer(const std::function<void(std::string_view)>& sink) : sink_(sink) {}
  ~Writer() { sink_(held_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  static constexpr bool reads = false;
  bool ok() const { return true; }
  void number(uint64_t value) {
    char bytes[8];
    std::memcpy(bytes, &value, sizeof bytes);
    put({bytes, sizeof bytes});
  }
  void text(const std::string& value) {
    number(value.size());
    put(value);
  }
  void raw(const uint8_t* from, size_t size) { put({reinterpret_cast<const char*>(from), size}); }

 private:
  void put(std::string_view bytes) {
    held_.append(bytes);
    if (held_.size() < 65536) return;
    sink_(held_);
    held_.clear();
  }
  const std::function<void(std::string_view)>& sink_;
  std::string held_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_(bytes) {}
  static constexpr bool reads = true;
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && left_.empty(); }
  size_t left() const { return left_.size(); }
  void fail() {
    ok_ = false;
    left_ = {};
  }
  uint64_t number() {
    uint64_t value = 0;
    const std::string_view bytes = take(sizeof value);
    if (bytes.size() == sizeof value) std::memcpy(&value, bytes.data(), sizeof value);
    return value;
  }
  std::string_view take(uint64_t size) {
    if (size > left_.size()) {
      fail();
      return {};
    }
    const std::string_view bytes = left_.substr(0, static_cast<size_t>(size));
    left_.remove_prefix(bytes.size());
    return bytes;
  }

 private:
  std::string_view left_;
  bool ok_ = true;
};

void both(Writer& wire, const uint64_t& value) { wire.number(value); }
void both(Reader& wire, uint64_t& value) { value = wire.number(); }
void both(Writer& wire, const std::string& value) { wire.text(value); }
void both(Reader& wire, std::string& value) { value = wire.take(wire.number()); }

void both(Writer& wire, const bool& value) { wire.number(value ? 1 : 0); }
void both(Reader& wire, bool& value) {
  const uint64_t word = wire.number();
  if (word > 1) wire.fail();
  value = word == 1;
}

void both(Writer& wire, const uint32_t& value) { wire.number(value); }
void both(Reader& wire, uint32_t& value) {
  const uint64_t word = wire.number();
  if (word > ~uint32_t{0}) wire.fail();
  value = static_cast<uint32_t>(word);
}

void both(Writer& wire, const int64_t& value) { wire.number(static_cast<uint64_t>(value)); }
void both(Reader& wire, int64_t& value) { value = static_cast<int64_t>(wire.number()); }
void both(Writer& wire, const double& value) { wire.number(std::bit_cast<uint64_t>(value)); }
void both(Reader& wire, double& value) { value = std::bit_cast<double>(wire.number()); }

void both(Writer& wire, const Digest& value) { wire.raw(value.bytes.data(), value.bytes.size()); }
void both(Reader& wire, Digest& value) {
  const std::string_view bytes = wire.take(value.bytes.size());
  if (bytes.size() == value.bytes.size()) std::memcpy(value.bytes.data(), bytes.data(), bytes.size());
}

// Enumerations by their number; `last` is the highest.
template <class Enum>
void word(Writer& wire, const Enum& value, Enum) {
  wire.number(static_cast<uint64_t>(value));
}
template <class Enum>
void word(Reader& wire, Enum& value, Enum last) {
  const uint64_t number = wire.number();
  if (number > static_cast<uint64_t>(last)) return wire.fail();
  value = static_cast<Enum>(number);
}

template <class T>
void both(Writer& wire, const std::optional<T>& value) {
  both(wire, value.has_value());
  if (value) both(wire, *value);
}
template <class T>
void both(Reader& wire, std::optional<T>& value) {
  bool there = false;
  both(wire, there);
  if (there && wire.ok()) both(wire, value.emplace());
}

template <class T>
void both(Writer& wire, const std::vector<T>& values) {
  wire.number(values.size());
  for (const T& value : values) both(wire, value);
}
template <class T>
void both(Reader& wire, std::vector<T>& values) {
  const uint64_t count = wire.number();
  if (count > wire.left() / sizeof(uint64_t)) return wire.fail();  // each item takes a number at least
  for (uint64_t i = 0; i < count && wire.ok(); ++i) both(wire, values.emplace_back());
}

// T or const T, by the direction.
template <class Wire, class T>
using Of = std::conditional_t<Wire::reads, T, const T>;

template <class Wire>
void value_form(Wire& wire, Of<Wire, Value>& v, unsigned depth);

template <class Wire, class... Fields>
void all(Wire& wire, Fields&... fields) {
  (both(wire, fields), ...);
}

template <class Wire>
void value_form(Wire& wire, Of<Wire, Value>& v, unsigned depth) {
  word(wire, v.kind, Value::Kind::json);
  all(wire, v.boolean, v.unsigned_integer, v.signed_integer, v.real, v.real_bits, v.text, v.element_type, v.count,
      v.bytes, v.sha256, v.canonical, v.truncated);
  if constexpr (Wire::reads) {
    const uint64_t items = wire.number();
    if (items > wire.left() / sizeof(uint64_t) || depth == 0) {
      if (items > 0) wire.fail();
      return;
    }
    for (uint64_t i = 0; i < items && wire.ok(); ++i) value_form(wire, v.items.emplace_back(), depth - 1);
  } else {
    wire.number(v.items.size());
    for (const Value& item : v.items) value_form(wire, item, depth);
  }
}

constexpr unsigned kValueDepth = 64;

#define MODELAUDIT_FORM(Type, ...)                                \
  template <class Wire>                                           \
  void form(Wire& wire, Of<Wire, Type>& x) {                      \
    __VA_ARGS__;                                                  \
  }                                                               \
  void both(Writer& wire, const Type& x) { form<Writer>(wire, x); } \
  void both(Reader& wire, Type& x) { form<Reader>(wire, x); }

MODELAUDIT_FORM(MetadataEntry, all(wire, x.key, x.type, x.offset); value_form(wire, x.value, kValueDepth))
MODELAUDIT_FORM(Tensor, all(wire, x.name, x.dtype, x.shape, x.offset, x.bytes, x.sha256, x.degenerate))
MODELAUDIT_FORM(Extents, all(wire, x.header, x.metadata, x.tensors, x.padding, x.members, x.unaccounted))
MODELAUDIT_FORM(Artifact, all(wire, x.path); word(wire, x.kind, ArtifactKind::other);
                all(wire, x.format_version, x.endian, x.shape_order, x.size, x.sha256, x.metadata_sha256, x.reached,
                    x.link_target, x.complete, x.header_read, x.extents, x.tensors, x.metadata))
MODELAUDIT_FORM(FoundText, all(wire, x.body, x.digest, x.encoding, x.truncated);
                word(wire, x.role, TextRole::document); all(wire, x.key, x.offset, x.length))
MODELAUDIT_FORM(Relation, all(wire, x.package, x.artifact); word(wire, x.kind, RelationKind::source);
                all(wire, x.target, x.relation, x.key))
MODELAUDIT_FORM(Damage, all(wire, x.code); word(wire, x.damage_class, DamageClass::note);
                all(wire, x.origin, x.offset, x.expected, x.found))
MODELAUDIT_FORM(WeightIndex::Row, all(wire, x.tensor, x.file))
MODELAUDIT_FORM(WeightIndex, all(wire, x.files, x.rows, x.total_size, x.problems))

template <class Wire>
void facts_form(Wire& wire, Of<Wire, FileFacts>& x, bool with_members) {
  all(wire, x.artifact);
  word(wire, x.role, FileRole::other);
  all(wire, x.texts, x.relations, x.damages, x.index, x.is_model_card);
  if (!with_members) return;
  if constexpr (Wire::reads) {
    const uint64_t count = wire.number();
    if (count > wire.left() / sizeof(uint64_t)) return wire.fail();
    for (uint64_t i = 0; i < count && wire.ok(); ++i) facts_form(wire, x.members.emplace_back(), false);
  } else {
    wire.number(x.members.size());
    for (const FileFacts& member : x.members) facts_form(wire, member, false);
  }
}

#undef MODELAUDIT_FORM

bool row_files_exist(const FileFacts& facts) {
  if (!facts.index) return true;
  for (const WeightIndex::Row& row : facts.index->rows) {
    if (row.file >= facts.index->files.size()) return false;
  }
  return true;
}

}  // namespace

void write_facts(const FileFacts& facts, const std::function<void(std::string_view)>& sink) {
  Writer wire(sink);
  facts_form(wire, facts, true);
}

std::optional<FileFacts> read_facts_back(std::string_view bytes) {
  Reader wire(bytes);
  FileFacts facts;
  facts_form(wire, facts, true);
  if (!wire.at_end() || !row_files_exist(facts)) return std::nullopt;
  for (const FileFacts& member : facts.members) {
    const bool inside = member.artifact.path.starts_with(facts.artifact.path + "!/");
    if (!inside || !row_files_exist(member)) return std::nullopt;
  }
  return facts;
}

}  // namespace modelaudit::inspect
