#include "inspect/sources/side_json.h"

#include <algorithm>
#include <bit>
#include <boost/json/basic_parser_impl.hpp>
#include <set>

namespace modelaudit::inspect {
namespace {

namespace bj = boost::json;

constexpr size_t kMaxValue = 64 * 1024;
constexpr size_t kMaxKeyPath = 4096;

// SAX handler: keeps a stack of key paths, never a document.
class Handler {
 public:
  static constexpr size_t max_object_size = static_cast<size_t>(-1);
  static constexpr size_t max_array_size = static_cast<size_t>(-1);
  static constexpr size_t max_key_size = static_cast<size_t>(-1);
  static constexpr size_t max_string_size = static_cast<size_t>(-1);

  Handler(SideJson& out, size_t max_entries) : out_(out), max_entries_(max_entries) {}

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code&) {
    if (stack_.empty()) out_.is_object = true;
    begin(true);
    return true;
  }
  bool on_object_end(std::size_t, bj::error_code&) { return end(); }
  bool on_array_begin(bj::error_code&) {
    begin(false);
    return true;
  }
  bool on_array_end(std::size_t, bj::error_code&) { return end(); }
  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return append(key_, part); }
  bool on_key(bj::string_view part, std::size_t, bj::error_code&) {
    append(key_, part);
    Open& top = stack_.back();
    if (top.seen.size() < 100'000 && !top.seen.insert(key_).second) {
      out_.problems.push_back({"json-duplicate-key", DamageClass::suspicious, {}, 0, "each key once", key_});
    }
    top.key = std::move(key_);
    key_.clear();
    return true;
  }
  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return append(text_, part); }
  bool on_string(bj::string_view part, std::size_t, bj::error_code&) {
    append(text_, part);
    Value value;
    value.kind = Value::Kind::text;
    value.bytes = text_bytes_;
    value.truncated = text_bytes_ > text_.size();
    value.text = std::move(text_);
    text_.clear();
    text_bytes_ = 0;
    return add("string", std::move(value));
  }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(int64_t number, bj::string_view, bj::error_code&) {
    Value value;
    value.kind = Value::Kind::signed_integer;
    value.signed_integer = number;
    return add("number", std::move(value));
  }
  bool on_uint64(uint64_t number, bj::string_view, bj::error_code&) {
    Value value;
    value.kind = Value::Kind::unsigned_integer;
    value.unsigned_integer = number;
    return add("number", std::move(value));
  }
  bool on_double(double number, bj::string_view, bj::error_code&) {
    Value value;
    value.kind = Value::Kind::real;
    value.real = number;
    value.real_bits = std::bit_cast<uint64_t>(number);
    return add("number", std::move(value));
  }
  bool on_bool(bool flag, bj::error_code&) {
    Value value;
    value.kind = Value::Kind::boolean;
    value.boolean = flag;
    return add("boolean", std::move(value));
  }
  bool on_null(bj::error_code&) { return add("null", {}); }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

 private:
  struct Open {
    bool object;
    std::string prefix;
    std::string key;
    uint64_t index = 0;
    std::set<std::string, std::less<>> seen;
  };

  bool append(std::string& to, bj::string_view part) {
    if (&to == &text_) text_bytes_ += part.size();
    const size_t room = kMaxValue - std::min(kMaxValue, to.size());
    to.append(part.data(), std::min(room, part.size()));
    return true;
  }

  std::string path() {
    if (stack_.empty()) return {};
    Open& top = stack_.back();
    std::string below = top.object ? (top.prefix.empty() ? top.key : top.prefix + "." + top.key)
                                   : top.prefix + "[" + std::to_string(top.index) + "]";
    if (below.size() > kMaxKeyPath) below.resize(kMaxKeyPath);
    return below;
  }

  void next() {
    if (!stack_.empty() && !stack_.back().object) ++stack_.back().index;
  }

  void begin(bool object) { stack_.push_back({object, path(), {}, 0, {}}); }

  bool end() {
    stack_.pop_back();
    next();
    return true;
  }

  bool add(const char* type, Value value) {
    if (out_.entries.size() < max_entries_) {
      out_.entries.push_back({path(), type, std::move(value), 0});
    } else if (!limit_hit_) {
      limit_hit_ = true;
      out_.problems.push_back({"limit-json-entries", DamageClass::note, {}, 0,
                               "at most " + std::to_string(max_entries_) + " entries kept", "more"});
    }
    next();
    return true;
  }

  SideJson& out_;
  size_t max_entries_;
  std::vector<Open> stack_;
  std::string key_, text_;
  uint64_t text_bytes_ = 0;
  bool limit_hit_ = false;
};

}  // namespace

SideJson read_side_json(std::string_view text, const Limits& limits, size_t max_entries) {
  SideJson out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  bj::parse_options options;
  options.max_depth = static_cast<size_t>(limits[LimitName::json_depth]);
  bj::basic_parser<Handler> parser(options, out, max_entries);
  bj::error_code error;
  const size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error && used < text.size() &&
      text.find_first_not_of(" \t\r\n", used) != std::string_view::npos) {
    error = bj::make_error_code(bj::error::extra_data);
  }
  if (error == bj::error::too_deep) {
    out.problems.push_back({"limit-json-depth", DamageClass::limit, {}, used,
                            "at most " + std::to_string(limits[LimitName::json_depth]) + " levels", "deeper"});
  } else if (error) {
    out.problems.push_back({"json-damaged", DamageClass::damage, {}, used, "JSON (RFC 8259)", error.message()});
  }
  return out;
}

std::string_view text_entry(const std::vector<MetadataEntry>& entries, std::string_view key) {
  for (const MetadataEntry& entry : entries) {
    if (entry.key == key && entry.value.kind == Value::Kind::text) return entry.value.text;
  }
  return {};
}

}  // namespace modelaudit::inspect
