#include "inspect/formats/safetensors_header.h"

#include <algorithm>
#include <functional>

#include "core/checked.h"
#include "core/utf8.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kMostDimensions = 65536;
constexpr size_t kNumberText = 64;  // digits of a number that are kept for messages

struct Dtype {
  std::string_view name;
  uint32_t bits;
};
constexpr std::array kDtypes = {
    Dtype{"BOOL", 8},    Dtype{"F4", 4},          Dtype{"F6_E2M3", 6},     Dtype{"F6_E3M2", 6},
    Dtype{"U8", 8},      Dtype{"I8", 8},          Dtype{"F8_E5M2", 8},     Dtype{"F8_E4M3", 8},
    Dtype{"F8_E8M0", 8}, Dtype{"F8_E4M3FNUZ", 8}, Dtype{"F8_E5M2FNUZ", 8}, Dtype{"I16", 16},
    Dtype{"U16", 16},    Dtype{"F16", 16},        Dtype{"BF16", 16},       Dtype{"I32", 32},
    Dtype{"U32", 32},    Dtype{"F32", 32},        Dtype{"C64", 64},        Dtype{"F64", 64},
    Dtype{"I64", 64},    Dtype{"U64", 64},
};

std::string_view plain(boost::json::string_view s) { return {s.data(), s.size()}; }

// A JSON string of text that is valid UTF-8.
std::string json_string(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

}  // namespace

std::optional<uint32_t> safetensors_bits(std::string_view dtype) {
  const auto* const row =
      std::find_if(kDtypes.begin(), kDtypes.end(), [&](const Dtype& d) { return d.name == dtype; });
  return row == kDtypes.end() ? std::nullopt : std::optional<uint32_t>(row->bits);
}

SafetensorsHeader::SafetensorsHeader(Facts& facts, uint64_t data_begin)
    : facts_(facts), data_begin_(data_begin), json_(kInlineText) {}

void SafetensorsHeader::set_chunk(std::string_view chunk, uint64_t offset) {
  chunk_ = chunk;
  chunk_offset_ = offset;
}

// Text without escapes is a view into the chunk, so its place is known; text with escapes is a copy
// and stands somewhere after the last place that is known.
void SafetensorsHeader::see(std::string_view text) {
  const std::less<> before;
  if (text.empty() || before(text.data(), chunk_.data()) ||
      !before(text.data(), chunk_.data() + chunk_.size()))
    return;
  offset_ = chunk_offset_ + static_cast<uint64_t>(text.data() - chunk_.data());
}

void SafetensorsHeader::refuse(const std::string& expected, const std::string& found) {
  entry_.malformed = true;
  facts_.context().report("tensor-entry-malformed", DamageClass::damage, offset_,
                          expected + " for " + quoted(entry_.tensor.name), found);
}

// ---- containers

void SafetensorsHeader::begin_container(char open, const char* kind) {
  const bool object = open == '{';
  if (depth_ == 0) {
    is_object_ = object;
  } else if (is_value_of_metadata()) {
    json_text(std::string_view(&open, 1), true);
    json_open_ = false;
    if (depth_ == 2) json_type_ = object ? "object" : "list";
  } else if (section_ == Section::metadata && depth_ == 1 && !object) {
    value("", kind);
    section_ = Section::other;
  } else if (section_ == Section::tensor && depth_ == 1 && !object) {
    refuse("an object", "an array");
  } else if (section_ == Section::tensor && depth_ == 2) {
    if (field_ != Field::other && (object || field_ == Field::dtype)) {
      refuse(field_ == Field::dtype
                 ? "a string as dtype"
                 : "an array as " + std::string(kFieldNames[static_cast<size_t>(field_)]),
             object ? "an object" : "an array");
    }
  } else if (section_ == Section::tensor && depth_ == 3 && field_ != Field::other) {
    refuse("natural numbers in " + std::string(kFieldNames[static_cast<size_t>(field_)]),
           object ? "an object" : "an array");
  }
  ++depth_;
}

void SafetensorsHeader::end_container(char close) {
  --depth_;
  if (is_value_of_metadata()) {
    json_.add(std::string_view(&close, 1));
    json_open_ = true;
    if (depth_ == 2) finish_json();
  } else if (depth_ == 1) {
    if (section_ == Section::tensor) finish_tensor();
    section_ = Section::top;
  }
}

bool SafetensorsHeader::on_object_begin(error_code&) {
  begin_container('{', "an object");
  return true;
}
bool SafetensorsHeader::on_object_end(std::size_t, error_code&) {
  end_container('}');
  return true;
}
bool SafetensorsHeader::on_array_begin(error_code&) {
  begin_container('[', "an array");
  return true;
}
bool SafetensorsHeader::on_array_end(std::size_t, error_code&) {
  end_container(']');
  return true;
}

// ---- keys

bool SafetensorsHeader::on_key_part(string_view s, std::size_t, error_code&) {
  see(plain(s));
  if (!in_key_) {
    in_key_ = true;
    key_at_ = offset_;
    text_ = TextCapture(kLongestName, false);
  }
  text_.add(plain(s));
  return true;
}

bool SafetensorsHeader::on_key(string_view s, std::size_t n, error_code& ec) {
  on_key_part(s, n, ec);
  in_key_ = false;
  const CapturedText name = text_.finish();
  if (name.truncated) {
    facts_.context().report("name-too-long", DamageClass::damage, key_at_,
                            "a name of at most " + std::to_string(kLongestName) + " bytes",
                            std::to_string(name.bytes) + " bytes");
  }
  if (depth_ == 1) {
    section_ = name.body == "__metadata__" ? Section::metadata : Section::tensor;
    if (section_ == Section::metadata) {
      if (++metadata_objects_ > 1) {
        facts_.context().report("duplicate-key", DamageClass::suspicious, key_at_,
                                "one __metadata__", "another one");
      }
    } else {
      check_name(facts_.context(), name, key_at_, "tensor name");
      entry_ = Entry{};
      entry_.tensor.name = name.body;
      entry_.at = key_at_;
    }
  } else if (section_ == Section::metadata && depth_ == 2) {
    check_name(facts_.context(), name, key_at_, "key");
    key_ = name.body;
  } else if (is_value_of_metadata()) {
    json_text(json_string(name.body), true);
    json_.add(":");
    json_open_ = false;
  } else if (section_ == Section::tensor && depth_ == 2) {
    const auto* const known = std::find(kFieldNames.begin(), kFieldNames.end(), name.body);
    field_ = static_cast<Field>(known - kFieldNames.begin());
    if (field_ == Field::other) {
      entry_.has_other = true;
    } else if (++entry_.seen[static_cast<size_t>(field_)] > 1) {
      facts_.context().report("duplicate-key", DamageClass::suspicious, key_at_,
                              "one " + std::string(*known) + " for " + quoted(entry_.tensor.name),
                              "another one");
      entry_.malformed = true;
    }
  }
  return true;
}

// ---- strings

bool SafetensorsHeader::on_string_part(string_view s, std::size_t, error_code&) {
  see(plain(s));
  if (!in_text_) {
    in_text_ = true;
    text_at_ = offset_;
    const bool entry = section_ == Section::metadata && depth_ == 2;
    text_ = TextCapture(entry ? facts_.context().limits[LimitName::text_bytes] : kInlineText);
  }
  text_.add(plain(s));
  return true;
}

bool SafetensorsHeader::on_string(string_view s, std::size_t n, error_code& ec) {
  on_string_part(s, n, ec);
  in_text_ = false;
  CapturedText text = text_.finish();
  if (section_ == Section::metadata && depth_ == 2) {
    check_text(facts_.context(), text, key_, text_at_);
    MetadataEntry entry{key_, "str", {}, text_at_};
    const uint64_t bytes = text.bytes;
    entry.value = facts_.add_text(std::move(text), key_, text_at_, bytes);
    facts_.add(std::move(entry));
  } else if (section_ == Section::tensor && depth_ == 2 && field_ == Field::dtype) {
    entry_.tensor.dtype = text.body;
  } else {
    value(json_string(text.body), "a string");
  }
  return true;
}

// ---- numbers and words

// A value that is neither a metadata string nor a dtype.
void SafetensorsHeader::value(std::string_view json, const char* kind) {
  if (depth_ == 0) return;  // the caller sees that it is no object
  if (is_value_of_metadata()) {
    json_text(json, true);
    if (depth_ == 2) {
      json_type_ = kind;
      finish_json();
    }
  } else if (section_ == Section::metadata) {
    if (std::string_view(kind) != "null") {
      facts_.context().report("metadata-not-object", DamageClass::damage, offset_,
                              "an object as __metadata__", kind);
    }
  } else if (section_ == Section::tensor && depth_ == 1) {
    refuse("an object", kind);
    finish_tensor();
  } else if (section_ == Section::tensor && field_ != Field::other && depth_ <= 3) {
    const std::string name(kFieldNames[static_cast<size_t>(field_)]);
    refuse(depth_ == 3              ? "natural numbers in " + name
           : field_ == Field::dtype ? "a string as dtype"
                                    : "an array as " + name,
           kind);
  }
}

void SafetensorsHeader::number(std::string_view text, bool natural, uint64_t n) {
  see(text);
  if (number_.size() < kNumberText) number_ += text.substr(0, kNumberText - number_.size());
  const std::string digits = std::move(number_);
  number_.clear();
  // JSON has other spellings of natural numbers (`-0`, `3.2e1`); the format's readers refuse them.
  const bool plain_digits = natural && std::all_of(digits.begin(), digits.end(),
                                                   [](char c) { return c >= '0' && c <= '9'; });
  if (section_ != Section::tensor || depth_ != 3 || field_ == Field::other ||
      field_ == Field::dtype || !plain_digits) {
    const bool is_int = digits.find_first_of(".eE") == std::string::npos;
    if (section_ == Section::tensor && depth_ == 3 &&
        (field_ == Field::shape || field_ == Field::data_offsets)) {
      refuse(
          "natural numbers below 2^64 in " + std::string(kFieldNames[static_cast<size_t>(field_)]),
          digits);
    } else {
      value(digits, is_int ? "int" : "float");
    }
    return;
  }
  if (field_ == Field::shape) {
    if (entry_.tensor.shape.size() < kMostDimensions) {
      entry_.tensor.shape.push_back(n);
    } else if (!entry_.malformed) {
      refuse("at most " + std::to_string(kMostDimensions) + " dimensions", "more");
    }
  } else {
    if (entry_.offset_count < entry_.offsets.size()) entry_.offsets[entry_.offset_count] = n;
    ++entry_.offset_count;
  }
}

bool SafetensorsHeader::on_number_part(string_view s, error_code&) {
  see(plain(s));
  if (number_.size() < kNumberText) number_ += plain(s).substr(0, kNumberText - number_.size());
  return true;
}
bool SafetensorsHeader::on_int64(int64_t i, string_view s, error_code&) {
  number(plain(s), i >= 0, static_cast<uint64_t>(i));
  return true;
}
bool SafetensorsHeader::on_uint64(uint64_t u, string_view s, error_code&) {
  number(plain(s), true, u);
  return true;
}
bool SafetensorsHeader::on_double(double, string_view s, error_code&) {
  number(plain(s), false, 0);
  return true;
}
bool SafetensorsHeader::on_bool(bool b, error_code&) {
  value(b ? "true" : "false", "bool");
  return true;
}
bool SafetensorsHeader::on_null(error_code&) {
  value("null", "null");
  return true;
}

// ---- metadata values that are no strings

void SafetensorsHeader::json_text(std::string_view text, bool is_value) {
  if (is_value && json_open_) json_.add(",");
  json_.add(text);
  json_open_ = is_value;
}

void SafetensorsHeader::finish_json() {
  facts_.context().report("metadata-value-not-string", DamageClass::damage, offset_,
                          "a string as the value of " + quoted(key_), json_type_);
  MetadataEntry entry{key_, json_type_, text_value(json_.finish()), offset_};
  entry.value.kind = Value::Kind::json;
  // Half of a JSON value is none: a long one is there by its digest.
  if (entry.value.truncated) entry.value.text.clear();
  facts_.add(std::move(entry));
  json_ = TextCapture(kInlineText);
  json_open_ = false;
}

// ---- tensors

void SafetensorsHeader::finish_tensor() {
  ReadContext& context = facts_.context();
  Tensor& tensor = entry_.tensor;
  if (entry_.has_other) {
    context.report("tensor-entry-extra-key", DamageClass::note, entry_.at,
                   "dtype, shape and data_offsets for " + quoted(tensor.name),
                   "other keys as well");
  }
  for (size_t i = 0; i < kFieldNames.size() && !entry_.malformed; ++i) {
    if (entry_.seen[i] == 0) refuse("a " + std::string(kFieldNames[i]), "none");
  }
  if (!entry_.malformed && entry_.offset_count != 2) {
    refuse("two data_offsets", std::to_string(entry_.offset_count));
  }
  const auto [begin, end] = entry_.offsets;
  if (entry_.offset_count == 2) {
    tensor.offset = checked_add(data_begin_, begin).value_or(UINT64_MAX);
    if (begin <= end) {
      tensor.bytes = end - begin;
      if (!entry_.malformed) check_size(entry_, end - begin);
    } else {
      context.report("tensor-end-before-begin", DamageClass::damage, entry_.at,
                     "an end at or after the begin for " + quoted(tensor.name),
                     std::to_string(begin) + " to " + std::to_string(end));
    }
  }
  facts_.add(std::move(tensor));
  entry_ = Entry{};
}

// dtype and shape against the extent.
void SafetensorsHeader::check_size(const Entry& entry, uint64_t bytes) {
  ReadContext& context = facts_.context();
  const Tensor& tensor = entry.tensor;
  const std::optional<uint32_t> bits_each = safetensors_bits(tensor.dtype);
  if (!bits_each) {
    context.report("unknown-type", DamageClass::damage, entry.at,
                   "a dtype of the format for " + quoted(tensor.name), quoted(tensor.dtype));
    return;
  }
  std::optional<uint64_t> bits = *bits_each;
  for (const uint64_t dimension : tensor.shape) {
    if (bits) bits = checked_mul(*bits, dimension);
  }
  if (std::find(tensor.shape.begin(), tensor.shape.end(), 0U) != tensor.shape.end()) bits = 0;
  if (!bits) {
    context.report("element-count-overflow", DamageClass::damage, entry.at,
                   "a size below 2^64 bits for " + quoted(tensor.name), "a shape that takes more");
  } else if (*bits % 8 != 0) {
    context.report("misaligned-slice", DamageClass::damage, entry.at,
                   "whole bytes for " + quoted(tensor.name), std::to_string(*bits) + " bits");
  } else if (*bits / 8 != bytes) {
    context.report(
        "tensor-size-mismatch", DamageClass::damage, entry.at,
        std::to_string(*bits / 8) + " bytes for dtype and shape of " + quoted(tensor.name),
        std::to_string(bytes));
  }
}

}  // namespace modelaudit::inspect
