#include "inspect/formats/facts.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <vector>

#include "core/checked.h"
#include "core/utf8.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

// How many bytes at the end of a text may be the beginning of a code point that goes on in the next
// piece.
size_t open_tail(std::string_view text) {
  for (size_t back = 1; back <= std::min<size_t>(3, text.size()); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte < 0x80) return 0;
    if (byte < 0xC0) continue;
    const size_t wants = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
    return wants > back ? back : 0;
  }
  return 0;
}

// The longest prefix of at most `limit` bytes that does not cut a code point.
std::string_view prefix_of(std::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  size_t end = limit;
  while (end > 0 && limit - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  return text.substr(0, end);
}

template <class Item, class Name>
void report_equal_names(const std::vector<Item>& items, Name name, auto report) {
  std::vector<uint32_t> order(items.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const int compared = name(items[a]).compare(name(items[b]));
    return compared != 0 ? compared < 0 : a < b;
  });
  std::vector<std::pair<uint32_t, uint32_t>> pairs;  // a later one and the first of its name
  for (size_t i = 1, first = 0; i < order.size(); ++i) {
    if (name(items[order[i]]) == name(items[order[first]])) {
      pairs.emplace_back(order[i], order[first]);
    } else {
      first = i;
    }
  }
  std::sort(pairs.begin(), pairs.end());
  for (const auto& [later, first] : pairs) report(items[first], items[later]);
}

std::string show(const Value& value) {
  switch (value.kind) {
    case Value::Kind::boolean: return value.boolean ? "true" : "false";
    case Value::Kind::unsigned_integer: return std::to_string(value.unsigned_integer);
    case Value::Kind::signed_integer: return std::to_string(value.signed_integer);
    case Value::Kind::real: return std::to_string(value.real);
    case Value::Kind::text:
    case Value::Kind::json: return quoted(value.text);
    case Value::Kind::array: return "an array of " + std::to_string(value.count);
    case Value::Kind::none: break;
  }
  return "no value";
}

}  // namespace

std::string_view as_text(Bytes bytes) {
  return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
}

bool is_ascii(std::string_view text) {
  constexpr uint64_t kHigh = 0x8080808080808080U;
  size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + i, 8);
    if ((word & kHigh) != 0) return false;
  }
  for (; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) >= 0x80) return false;
  }
  return true;
}

bool is_about_terms(std::string_view key) {
  const std::string lower = ascii_lower(key);
  return lower.find("license") != std::string::npos || lower.find("licence") != std::string::npos;
}

void check_name(ReadContext& context, const CapturedText& name, uint64_t offset, const char* what) {
  if (!name.valid_utf8) {
    context.report("name-not-utf8", DamageClass::damage, offset, std::string("UTF-8 as a ") + what,
                   quoted(name.body));
  } else if (display(name.body) != name.body) {
    context.report("name-unsafe", DamageClass::suspicious, offset,
                   std::string("visible characters in a ") + what, quoted(name.body));
  } else if (!is_ascii(name.body)) {
    context.report("name-not-ascii", DamageClass::note, offset, std::string("ASCII as a ") + what,
                   quoted(name.body));
  }
}

void check_text(ReadContext& context, const CapturedText& text, std::string_view key,
                uint64_t offset) {
  if (!text.valid_utf8) {
    context.report("string-not-utf8", DamageClass::damage, offset,
                   "UTF-8 as the value of " + quoted(key), quoted(text.body));
  }
  if (text.has_nul) {
    context.report("string-has-nul", DamageClass::suspicious, offset,
                   "a text without NUL as the value of " + quoted(key),
                   quoted(text.body) + "; readers written in C see it end at the NUL");
  }
}

std::string quoted(std::string_view raw) { return '"' + display_short(raw, 80) + '"'; }

void TextCapture::add(Bytes piece) { add(as_text(piece)); }

void TextCapture::add(std::string_view piece) {
  if (piece.empty()) return;
  if (hash_) hash_->update(piece);
  text_.bytes += piece.size();
  if (text_.body.size() < keep_) {
    text_.body.append(piece.substr(
        0, static_cast<size_t>(std::min<uint64_t>(piece.size(), keep_ - text_.body.size()))));
  }
  text_.has_nul = text_.has_nul || piece.find('\0') != std::string_view::npos;
  if (!text_.valid_utf8 || (cut_.empty() && is_ascii(piece))) return;
  std::string joined;
  if (!cut_.empty()) {
    joined = cut_ + std::string(piece);
    piece = joined;
  }
  const size_t open = open_tail(piece);
  text_.valid_utf8 = is_valid_utf8(piece.substr(0, piece.size() - open));
  cut_ = std::string(piece.substr(piece.size() - open));
}

CapturedText TextCapture::finish() {
  text_.valid_utf8 = text_.valid_utf8 && cut_.empty();
  text_.truncated = text_.body.size() < text_.bytes;
  if (text_.truncated && text_.valid_utf8)
    text_.body.resize(text_.body.size() - open_tail(text_.body));
  if (hash_) text_.digest = hash_->finish();
  return std::move(text_);
}

Value text_value(const CapturedText& text) {
  Value value;
  value.kind = Value::Kind::text;
  value.bytes = text.bytes;
  value.truncated = text.bytes > kInlineText;
  if (value.truncated) {
    value.text = prefix_of(text.body, kInlineText);
    value.sha256 = text.digest;
  } else {
    value.text = text.body;
    // A text limit below kInlineText can cut even a short text.
    value.truncated = text.truncated;
    if (text.truncated) value.sha256 = text.digest;
  }
  return value;
}

// One artifact may use up an eighth of the scan's budget for texts, so that a hostile one leaves
// room for the others.
Facts::Facts(ReadContext& context)
    : context_(context), text_budget_(context.limits[LimitName::texts_total_bytes] / 8) {}

bool Facts::reserve(uint64_t bytes, uint64_t offset) {
  const std::optional<uint64_t> sum = checked_add(facts_bytes_, bytes);
  const uint64_t limit = context_.limits[LimitName::facts_bytes];
  if (!full_ && sum && *sum <= limit) {
    facts_bytes_ = *sum;
    return true;
  }
  if (!full_) {
    context_.report("facts-limit", DamageClass::limit, offset,
                    "at most " + std::to_string(limit) + " bytes of facts",
                    "more keys, names and values; what follows is not listed");
  }
  full_ = true;
  return false;
}

bool Facts::add(MetadataEntry entry) {
  const uint64_t limit = context_.limits[LimitName::metadata_entries];
  if (context_.artifact.metadata.size() >= limit) {
    context_.report("metadata-limit", DamageClass::limit, entry.offset,
                    "at most " + std::to_string(limit) + " entries",
                    "more; what follows is not listed");
    return false;
  }
  if (!reserve(
          sizeof(MetadataEntry) + entry.key.size() + entry.type.size() + entry.value.text.size(),
          entry.offset)) {
    return false;
  }
  context_.artifact.metadata.push_back(std::move(entry));
  return true;
}

bool Facts::add(Tensor tensor) {
  const uint64_t limit = context_.limits[LimitName::tensors];
  if (context_.artifact.tensors.size() >= limit) {
    context_.report("tensor-limit", DamageClass::limit, tensor.offset,
                    "at most " + std::to_string(limit) + " tensors",
                    "more; what follows is not listed");
    return false;
  }
  const uint64_t bytes =
      sizeof(Tensor) + tensor.name.size() + tensor.shape.size() * sizeof(uint64_t);
  if (!reserve(bytes, tensor.offset)) return false;
  context_.artifact.tensors.push_back(std::move(tensor));
  return true;
}

Value Facts::add_text(CapturedText text, std::string_view key, uint64_t offset, uint64_t length,
                      TextRole role) {
  Value value = text_value(text);
  if (!reserve(sizeof(FoundText) + key.size(), offset)) return value;
  FoundText found;
  found.body = std::move(text.body);
  const uint64_t room =
      std::min(text_budget_ - text_bytes_, context_.limits[LimitName::text_bytes]);
  if (found.body.size() > room) {
    if (room < context_.limits[LimitName::text_bytes]) {
      context_.report("texts-limit", DamageClass::limit, offset,
                      "texts of at most " + std::to_string(text_budget_) + " bytes in one artifact",
                      "more; they are kept by digest and beginning");
    }
    found.body = std::string(prefix_of(found.body, static_cast<size_t>(room)));
  }
  text_bytes_ += found.body.size();
  found.digest = text.digest;
  found.truncated = found.body.size() < text.bytes;
  if (found.truncated && room == context_.limits[LimitName::text_bytes]) {
    context_.report("text-limit", DamageClass::limit, offset,
                    "a text of at most " + std::to_string(room) + " bytes",
                    quoted(key) + " has " + std::to_string(text.bytes));
  }
  found.role = role;
  found.key = std::string(key);
  found.offset = offset;
  found.length = length;
  context_.texts.push_back(std::move(found));
  return value;
}

void Facts::add_number(std::string key, std::string type, uint64_t value, uint64_t offset) {
  MetadataEntry entry{std::move(key), std::move(type), {}, offset};
  entry.value.kind = Value::Kind::unsigned_integer;
  entry.value.unsigned_integer = value;
  add(std::move(entry));
}

void Facts::add_word(std::string key, std::string value, uint64_t offset) {
  MetadataEntry entry{std::move(key), "str", {}, offset};
  entry.value.kind = Value::Kind::text;
  entry.value.bytes = value.size();
  entry.value.text = std::move(value);
  add(std::move(entry));
}

void report_duplicate_keys(ReadContext& context, std::string_view many) {
  report_equal_names(
      context.artifact.metadata, [](const MetadataEntry& e) -> const std::string& { return e.key; },
      [&](const MetadataEntry& first, const MetadataEntry& later) {
        if (!many.empty() && first.key == many) return;
        context.report("duplicate-key", DamageClass::suspicious, later.offset,
                       quoted(first.key) + " once; it is " + show(first.value) + " at " +
                           std::to_string(first.offset),
                       show(later.value) + " at " + std::to_string(later.offset) +
                           "; readers differ in which one wins");
      });
}

void report_duplicate_tensors(ReadContext& context) {
  report_equal_names(
      context.artifact.tensors, [](const Tensor& t) -> const std::string& { return t.name; },
      [&](const Tensor& first, const Tensor& later) {
        context.report(
            "duplicate-tensor", DamageClass::suspicious, later.offset,
            "one tensor " + quoted(first.name) + "; it is at " + std::to_string(first.offset),
            "another at " + std::to_string(later.offset) +
                "; readers differ in which one they load");
      });
}

}  // namespace modelaudit::inspect
