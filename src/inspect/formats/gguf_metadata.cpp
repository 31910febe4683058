// GGUF metadata: typed values by key.
//
//   0 u8   1 i8   2 u16   3 i16   4 u32   5 i32   6 f32   7 bool   8 string   9 array
//   10 u64   11 i64   12 f64
//
// Arrays may hold arrays (the document allows it, ggml refuses it); we follow to
// limits[array_depth]. Long values stay in the inventory by digest. A vocabulary is the usual long
// array: its elements are walked inside the stream's window, hashed in one go and never copied.
//
// Two digests of an array are kept: of its bytes as stored, and the canonical one (strings as u64
// little-endian length + bytes, numbers little endian), which does not depend on version or byte
// order; for a little-endian file of version 2 or 3 they are the same.
#include <array>
#include <bit>

#include "core/utf8.h"
#include "inspect/formats/gguf.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

enum : uint32_t {
  kU8,
  kI8,
  kU16,
  kI16,
  kU32,
  kI32,
  kF32,
  kBool,
  kString,
  kArray,
  kU64,
  kI64,
  kF64,
  kTypeCount
};

struct ValueType {
  const char* name;
  uint32_t width;  ///< bytes of a scalar; 0: not a scalar
};
constexpr std::array<ValueType, kTypeCount> kValueTypes = {{{"u8", 1},
                                                            {"i8", 1},
                                                            {"u16", 2},
                                                            {"i16", 2},
                                                            {"u32", 4},
                                                            {"i32", 4},
                                                            {"f32", 4},
                                                            {"bool", 1},
                                                            {"str", 0},
                                                            {"array", 0},
                                                            {"u64", 8},
                                                            {"i64", 8},
                                                            {"f64", 8}}};

uint64_t load(Bytes bytes, uint32_t width, bool big_endian) {
  switch (width) {
    case 1: return bytes[0];
    case 2: return load_u16(bytes, big_endian);
    case 4: return load_u32(bytes, big_endian);
    default: return load_u64(bytes, big_endian);
  }
}

Value scalar_value(uint32_t type, uint64_t bits) {
  Value value;
  switch (type) {
    case kBool:
      value.kind = Value::Kind::boolean;
      value.boolean = bits != 0;
      break;
    case kI8:
    case kI16:
    case kI32:
    case kI64:
      value.kind = Value::Kind::signed_integer;
      value.signed_integer = type == kI8    ? static_cast<int8_t>(bits)
                             : type == kI16 ? static_cast<int16_t>(bits)
                             : type == kI32 ? static_cast<int32_t>(bits)
                                            : static_cast<int64_t>(bits);
      break;
    case kF32:
    case kF64:
      value.kind = Value::Kind::real;
      value.real_bits = bits;
      value.real = type == kF32 ? double{std::bit_cast<float>(static_cast<uint32_t>(bits))}
                                : std::bit_cast<double>(bits);
      break;
    default: value.kind = Value::Kind::unsigned_integer; value.unsigned_integer = bits;
  }
  return value;
}

class MetadataReader {
 public:
  MetadataReader(GgufFile& file, std::string_view key) : file_(file), key_(key) {}

  /// Reads a value of a type into the entry; false when reading must stop.
  bool read(uint32_t type, MetadataEntry& entry);

 private:
  struct ArrayCount {
    uint32_t type;
    uint64_t count;
  };

  bool read_scalar(uint32_t type, MetadataEntry& entry);
  bool read_string(MetadataEntry& entry);
  bool read_array(uint64_t depth, bool keep, Value& value);
  std::optional<ArrayCount> read_array_head(uint64_t depth);
  bool read_scalars(uint32_t type, uint64_t count, Value* items, Sha256* canonical);
  bool read_strings(uint64_t count, Value* items, Sha256* canonical);
  bool read_long_string(uint64_t length, Value* items, Sha256* canonical);
  void keep_item(std::string_view text, uint64_t offset, Value& items);
  std::string what() const { return "the value of " + quoted(key_); }

  GgufFile& file_;
  std::string_view key_;
  uint64_t broken_strings_ = 0;
};

bool MetadataReader::read(uint32_t type, MetadataEntry& entry) {
  if (type == kString) return read_string(entry);
  if (type != kArray) return read_scalar(type, entry);
  const uint64_t offset = file_.in.position();
  if (!read_array(0, true, entry.value)) return false;
  entry.type = "array<" + entry.value.element_type + ">";
  entry.offset = file_.in.position() - entry.value.bytes;
  if (broken_strings_ > 0) {
    file_.context().report("array-not-utf8", DamageClass::note, offset,
                           "strings in UTF-8 in " + quoted(key_),
                           std::to_string(broken_strings_) + " that are not");
  }
  return true;
}

bool MetadataReader::read_scalar(uint32_t type, MetadataEntry& entry) {
  const uint32_t width = kValueTypes[type].width;
  entry.offset = file_.in.position();
  const Bytes view = file_.in.peek(width);
  if (view.size() < width) return file_.cut_short(what());
  const uint64_t bits = load(view, width, file_.in.big_endian);
  file_.in.consume(width);
  if (type == kBool && bits > 1) {
    file_.context().report("bool-value", DamageClass::note, entry.offset,
                           "0 or 1 for " + quoted(key_), std::to_string(bits));
  }
  entry.type = kValueTypes[type].name;
  entry.value = scalar_value(type, bits);
  if (is_about_terms(key_)) {
    file_.context().report("license-type", DamageClass::suspicious, entry.offset,
                           "a string for " + quoted(key_),
                           "a value of type " + entry.type + ", which readers show differently");
  }
  return true;
}

bool MetadataReader::read_string(MetadataEntry& entry) {
  const uint64_t at = file_.in.position();
  const std::optional<uint64_t> length = file_.count();
  if (!length) return file_.cut_short("the length of " + what());
  if (*length > file_.in.left()) {
    return file_.stop("string-length", at,
                      "a length up to " + std::to_string(file_.in.left()) + " for " + what(),
                      std::to_string(*length));
  }
  entry.type = "str";
  entry.offset = file_.in.position();
  const uint64_t limit = file_.context().limits[LimitName::gguf_string];
  if (*length > limit) {
    file_.context().report("string-limit", DamageClass::limit, at,
                           "at most " + std::to_string(limit) + " bytes as " + what(),
                           std::to_string(*length) + "; it is not read");
    entry.value.kind = Value::Kind::text;
    entry.value.bytes = *length;
    entry.value.truncated = true;
    return file_.in.skip(*length) || file_.cut_short(what());
  }
  TextCapture capture(file_.context().limits[LimitName::text_bytes]);
  const bool whole = file_.in.pass(*length, [&](Bytes piece) { capture.add(piece); });
  CapturedText text = capture.finish();
  check_text(file_.context(), text, key_, entry.offset);
  entry.value = file_.facts.add_text(std::move(text), key_, entry.offset, *length);
  return whole || file_.cut_short(what());
}

// Element type and count, checked against what is left.
std::optional<MetadataReader::ArrayCount> MetadataReader::read_array_head(uint64_t depth) {
  const uint64_t at = file_.in.position();
  const std::optional<uint32_t> type = file_.in.u32();
  const std::optional<uint64_t> count = type ? file_.count() : std::nullopt;
  if (!count) {
    file_.cut_short("type and count of the array " + quoted(key_));
    return std::nullopt;
  }
  if (*type >= kTypeCount) {
    file_.stop("value-type", at, "an element type below 13 for the array " + quoted(key_),
               std::to_string(*type));
    return std::nullopt;
  }
  if (*type == kArray && depth >= file_.context().limits[LimitName::array_depth]) {
    file_.context().report("array-depth", DamageClass::limit, at,
                           "arrays nested at most " +
                               std::to_string(file_.context().limits[LimitName::array_depth]) +
                               " deep in " + quoted(key_),
                           "more; the file is not read further");
    return std::nullopt;
  }
  // An array inside takes at least a type and a count, a string at least its length.
  const uint64_t least = *type == kArray    ? 4 + file_.count_bytes()
                         : *type == kString ? file_.count_bytes()
                                            : kValueTypes[*type].width;
  if (*count > file_.in.left() / least) {
    file_.stop("array-count", at + 4,
               "a count that fits into " + std::to_string(file_.in.left()) +
                   " bytes for the array " + quoted(key_),
               std::to_string(*count) + " elements");
    return std::nullopt;
  }
  return ArrayCount{*type, *count};
}

bool MetadataReader::read_array(uint64_t depth, bool keep, Value& value) {
  const uint64_t at = file_.in.position();
  const std::optional<ArrayCount> head = read_array_head(depth);
  if (!head) return false;
  const auto& [type, count] = *head;
  const uint64_t begin = file_.in.position();
  value.kind = Value::Kind::array;
  value.element_type = kValueTypes[type].name;
  value.count = count;
  const bool keep_items =
      keep && count <= kInlineItems && file_.facts.reserve(count * sizeof(Value), begin);
  value.truncated = count > 0 && !keep_items;

  // Arrays that nobody keeps an entry for need no digest: their bytes are in the digest of the
  // array around them.
  Sha256 raw;
  Sha256 canonical;
  const bool same = file_.wide && !file_.in.big_endian;
  if (keep) file_.in.begin_hash(raw);
  bool whole = true;
  if (type == kArray) {
    file_.context().report(
        "nested-array", DamageClass::note, at, "no array of arrays",
        "one in " + quoted(key_) + "; the format allows it, some readers refuse it");
    for (uint64_t i = 0; i < count && whole; ++i) {
      Value item;
      whole = read_array(depth + 1, keep_items, item);
      if (whole && keep_items) value.items.push_back(std::move(item));
    }
  } else if (type == kString) {
    whole =
        read_strings(count, keep_items ? &value : nullptr, same || !keep ? nullptr : &canonical);
  } else {
    whole = read_scalars(type, count, keep_items ? &value : nullptr,
                         same || !keep ? nullptr : &canonical);
  }
  if (!keep) return whole;
  file_.in.end_hash();
  value.bytes = file_.in.position() - begin;
  value.sha256 = raw.finish();
  if (type != kArray) value.canonical = same ? value.sha256 : canonical.finish();
  return whole;
}

bool MetadataReader::read_scalars(uint32_t type, uint64_t count, Value* items, Sha256* canonical) {
  const uint32_t width = kValueTypes[type].width;
  std::vector<uint8_t> swapped;
  for (uint64_t left = count; left > 0;) {
    const Bytes view = file_.in.peek(ByteStream::kWindow);
    const auto n = static_cast<size_t>(std::min<uint64_t>(left, view.size() / width));
    if (n == 0) return file_.cut_short("an element of the array " + quoted(key_));
    const Bytes part = view.first(n * width);
    for (size_t i = 0; items != nullptr && i < n; ++i) {
      items->items.push_back(
          scalar_value(type, load(part.subspan(i * width), width, file_.in.big_endian)));
    }
    if (canonical != nullptr && file_.in.big_endian && width > 1) {
      swapped.assign(part.begin(), part.end());
      for (size_t i = 0; i < swapped.size(); i += width) {
        std::reverse(swapped.begin() + static_cast<std::ptrdiff_t>(i),
                     swapped.begin() + static_cast<std::ptrdiff_t>(i + width));
      }
      canonical->update(swapped);
    } else if (canonical != nullptr) {
      canonical->update(part);
    }
    file_.in.consume(n * width);
    left -= n;
  }
  return true;
}

void MetadataReader::keep_item(std::string_view text, uint64_t offset, Value& items) {
  TextCapture capture(file_.context().limits[LimitName::text_bytes]);
  capture.add(text);
  CapturedText captured = capture.finish();
  // Tags can be `license:gemma`, and lists of languages or data sets name their terms: they are
  // texts of their own.
  if (key_.starts_with("general.") || is_about_terms(key_)) {
    items.items.push_back(file_.facts.add_text(std::move(captured), key_, offset, text.size()));
    return;
  }
  Value item = text_value(captured);
  file_.facts.reserve(item.text.size(), offset);
  items.items.push_back(std::move(item));
}

bool MetadataReader::read_strings(uint64_t count, Value* items, Sha256* canonical) {
  const auto prefix = static_cast<size_t>(file_.count_bytes());
  std::string lengthened;  // canonical form of a window's elements
  for (uint64_t left = count; left > 0;) {
    const Bytes view = file_.in.peek(ByteStream::kWindow);
    const uint64_t at = file_.in.position();
    const bool windowed =
        view.size() >= ByteStream::kWindow;  // an element may be cut by the window, not by the end
    size_t used = 0;
    uint64_t length = 0;
    while (left > 0 && view.size() - used >= prefix) {
      length = prefix == 8 ? load_u64(view.subspan(used), file_.in.big_endian)
                           : load_u32(view.subspan(used), file_.in.big_endian);
      if (length > view.size() - used - prefix) break;
      const std::string_view text =
          as_text(view.subspan(used + prefix, static_cast<size_t>(length)));
      if (!is_ascii(text) && !is_valid_utf8(text)) ++broken_strings_;
      if (items != nullptr) keep_item(text, at + used + prefix, *items);
      if (canonical != nullptr) {
        for (int i = 0; i < 8; ++i) lengthened += static_cast<char>(length >> (8 * i));
        lengthened += text;
      }
      used += prefix + static_cast<size_t>(length);
      --left;
    }
    if (canonical != nullptr) canonical->update(lengthened);
    lengthened.clear();
    if (used > 0) {
      file_.in.consume(used);
    } else if (view.size() < prefix) {
      return file_.cut_short("an element of the array " + quoted(key_));
    } else if (!windowed || length > file_.in.left()) {
      return file_.stop("string-length", at,
                        "a length up to " + std::to_string(view.size() - prefix) +
                            " for an element of " + quoted(key_),
                        std::to_string(length));
    } else {
      if (!read_long_string(length, items, canonical)) return false;
      --left;
    }
  }
  return true;
}

// An element longer than the window.
bool MetadataReader::read_long_string(uint64_t length, Value* items, Sha256* canonical) {
  if (!file_.in.skip(file_.count_bytes()))
    return file_.cut_short("an element of the array " + quoted(key_));
  if (canonical != nullptr) canonical->update_u64(length);
  TextCapture capture(file_.context().limits[LimitName::text_bytes]);
  const uint64_t at = file_.in.position();
  const bool whole = file_.in.pass(length, [&](Bytes piece) {
    capture.add(piece);
    if (canonical != nullptr) canonical->update(piece);
  });
  CapturedText text = capture.finish();
  if (!text.valid_utf8) ++broken_strings_;
  if (items != nullptr)
    items->items.push_back(file_.facts.add_text(std::move(text), key_, at, length));
  return whole || file_.cut_short("an element of the array " + quoted(key_));
}

bool read_entry(GgufFile& file, uint64_t index) {
  const uint64_t at = file.in.position();
  const std::optional<CapturedText> key =
      read_gguf_name(file, "key of metadata entry " + std::to_string(index));
  if (!key) return false;
  check_name(file.context(), *key, at, "key");
  if (key->bytes == 0) {
    file.context().report("empty-key", DamageClass::note, at, "a metadata key", "an empty one");
  }
  if (key->truncated) {
    file.context().report("key-too-long", DamageClass::damage, at,
                          "a key of at most " + std::to_string(kLongestName) + " bytes",
                          std::to_string(key->bytes) + " bytes");
  }
  const uint64_t type_at = file.in.position();
  const std::optional<uint32_t> type = file.in.u32();
  if (!type) return file.cut_short("the type of " + quoted(key->body));
  if (*type >= kTypeCount) {
    return file.stop("value-type", type_at, "a value type below 13 for " + quoted(key->body),
                     std::to_string(*type));
  }
  MetadataEntry entry;
  entry.key = key->body;
  const bool whole = MetadataReader(file, key->body).read(*type, entry);
  if (whole) file.facts.add(std::move(entry));
  return whole;
}

}  // namespace

std::optional<CapturedText> read_gguf_name(GgufFile& file, const std::string& what) {
  const uint64_t at = file.in.position();
  const std::optional<uint64_t> length = file.count();
  if (!length) {
    file.cut_short("the length of the " + what);
    return std::nullopt;
  }
  if (*length > file.in.left()) {
    file.stop("string-length", at,
              "a length up to " + std::to_string(file.in.left()) + " for the " + what,
              std::to_string(*length));
    return std::nullopt;
  }
  TextCapture capture(kLongestName, false);
  if (!file.in.pass(*length, [&](Bytes piece) { capture.add(piece); })) {
    file.cut_short("the " + what);
    return std::nullopt;
  }
  return capture.finish();
}

bool read_gguf_metadata(GgufFile& file, uint64_t n) {
  for (uint64_t i = 0; i < n; ++i) {
    if (!read_entry(file, i)) return false;
  }
  return true;
}

}  // namespace modelaudit::inspect
