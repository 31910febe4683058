#include "inspect/sources/card.h"

#include <yaml.h>

#include <map>
#include <memory>
#include <set>

namespace modelaudit::inspect {
namespace {

constexpr size_t kMaxFields = 4096;
constexpr size_t kMaxKey = 1024;

struct ParserCloser {
  void operator()(yaml_parser_t* parser) const {
    yaml_parser_delete(parser);
    delete parser;
  }
};

class Event {
 public:
  Event() = default;
  ~Event() { yaml_event_delete(&event_); }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  bool next(yaml_parser_t* parser) {
    yaml_event_delete(&event_);
    event_ = {};
    return yaml_parser_parse(parser, &event_) == 1;
  }
  const yaml_event_t& operator*() const { return event_; }
  const yaml_event_t* operator->() const { return &event_; }

 private:
  yaml_event_t event_{};
};

std::string_view text_of(const yaml_char_t* text, size_t length) {
  return {reinterpret_cast<const char*>(text), length};  // libyaml's unsigned char is our char
}
std::string_view text_of(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// Reads the events of one document into fields. Keeps a stack of open containers; a mapping alternates key and value.
class FieldReader {
 public:
  FieldReader(std::string_view text, uint64_t base, const Limits& limits, Card& card)
      : text_(text), base_(base), limits_(limits), card_(card) {}

  void run() {
    std::unique_ptr<yaml_parser_t, ParserCloser> parser(new yaml_parser_t);
    if (yaml_parser_initialize(parser.get()) != 1) return;
    yaml_parser_set_encoding(parser.get(), YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser.get(), reinterpret_cast<const yaml_char_t*>(text_.data()), text_.size());
    Event event;
    int documents = 0;
    while (true) {
      if (!event.next(parser.get())) {
        report("yaml-damaged", DamageClass::damage, std::max(parser->problem_offset, parser->mark.index), "YAML",
               parser->problem != nullptr ? parser->problem : "something else");
        return;
      }
      if (event->type == YAML_STREAM_END_EVENT) return;
      if (event->type == YAML_DOCUMENT_START_EVENT && ++documents > 1) return;
      if (!take(*event)) return;
    }
  }

 private:
  struct Open {
    bool mapping;
    bool at_key = true;
    std::string prefix;  ///< key path of the container
    std::string key;     ///< mapping: of the value that comes next
    std::set<std::string, std::less<>> seen;
  };

  void report(std::string code, DamageClass damage_class, uint64_t at, std::string expected, std::string found) {
    card_.problems.push_back({std::move(code), damage_class, {}, base_ + at, std::move(expected), std::move(found)});
  }

  // Key path of a value that stands here now.
  std::string path() const {
    if (open_.empty()) return {};
    const Open& top = open_.back();
    if (!top.mapping) return top.prefix;
    return top.prefix.empty() ? top.key : top.prefix + "." + top.key;
  }

  void value_done() {
    if (!open_.empty() && open_.back().mapping) open_.back().at_key = true;
  }

  bool check_tag(const yaml_char_t* tag, uint64_t at) {
    const std::string_view name = text_of(tag);
    if (name.empty() || name == "!" || name.starts_with("tag:yaml.org,2002:str") ||
        name.starts_with("tag:yaml.org,2002:seq") || name.starts_with("tag:yaml.org,2002:map") ||
        name.starts_with("tag:yaml.org,2002:int") || name.starts_with("tag:yaml.org,2002:float") ||
        name.starts_with("tag:yaml.org,2002:bool") || name.starts_with("tag:yaml.org,2002:null")) {
      return true;
    }
    report("yaml-tag", DamageClass::suspicious, at, "values of the core schema", std::string(name.substr(0, 200)));
    return false;
  }

  bool open_container(bool mapping, const yaml_char_t* tag, uint64_t at) {
    check_tag(tag, at);
    if (open_.size() >= limits_[LimitName::json_depth]) {
      report("limit-json-depth", DamageClass::limit, at,
             "at most " + std::to_string(limits_[LimitName::json_depth]) + " levels", "deeper");
      return false;
    }
    if (!open_.empty() && open_.back().mapping && open_.back().at_key) {
      report("yaml-key-not-text", DamageClass::suspicious, at, "a text as key", "a container");
      open_.back().key.clear();
      open_.back().at_key = false;
    }
    const std::string below = path();
    if (mapping && (below == "license" || below == "base_model")) {
      report("card-field-not-text", DamageClass::damage, at, "a text or a list of texts for " + below, "a mapping");
    }
    open_.push_back({mapping, true, below, {}, {}});
    return true;
  }

  void add_field(std::string value, uint64_t at, uint64_t end, bool plain) {
    if (card_.fields.size() >= kMaxFields) {
      if (!fields_limit_hit_) {
        report("limit-card-fields", DamageClass::limit, at, "at most " + std::to_string(kMaxFields) + " fields", "more");
      }
      fields_limit_hit_ = true;
      return;
    }
    card_.fields.push_back({path(), std::move(value), base_ + at, end - at, plain});
  }

  bool take(const yaml_event_t& event) {
    const uint64_t at = byte_offset(event.start_mark);
    const uint64_t end = byte_offset(event.end_mark);
    switch (event.type) {
      case YAML_SCALAR_EVENT: return scalar(event, at, end);
      case YAML_ALIAS_EVENT: {
        const std::string name(text_of(event.data.alias.anchor));
        report("yaml-alias", DamageClass::suspicious, at, "values written out", "*" + name.substr(0, 200));
        const auto known = anchors_.find(name);
        if (!open_.empty() && open_.back().mapping && open_.back().at_key) {
          open_.back().key = known == anchors_.end() ? std::string() : known->second;
          open_.back().at_key = false;
        } else {
          if (known != anchors_.end()) add_field(known->second, at, end, true);
          value_done();
        }
        return true;
      }
      case YAML_SEQUENCE_START_EVENT: return open_container(false, event.data.sequence_start.tag, at);
      case YAML_MAPPING_START_EVENT: return open_container(true, event.data.mapping_start.tag, at);
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        if (!open_.empty()) open_.pop_back();
        value_done();
        return true;
      default: return true;
    }
  }

  bool scalar(const yaml_event_t& event, uint64_t at, uint64_t end) {
    const auto& data = event.data.scalar;
    std::string value(text_of(data.value, data.length));
    check_tag(data.tag, at);
    if (data.anchor != nullptr && value.size() <= kMaxKey) anchors_.emplace(text_of(data.anchor), value);
    if (!open_.empty() && open_.back().mapping && open_.back().at_key) {
      Open& top = open_.back();
      if (value.size() > kMaxKey) value.resize(kMaxKey);
      if (top.prefix.size() + value.size() > 8 * kMaxKey) value.clear();
      if (!top.seen.insert(value).second) {
        report("card-duplicate-key", DamageClass::suspicious, at, "each key once", value);
      }
      top.key = std::move(value);
      top.at_key = false;
      return true;
    }
    const bool plain = data.style == YAML_PLAIN_SCALAR_STYLE;
    const bool null = plain && (value.empty() || value == "~" || value == "null" || value == "Null" || value == "NULL");
    if (!null) {
      if (value.size() > limits_[LimitName::text_bytes]) {
        value.resize(static_cast<size_t>(limits_[LimitName::text_bytes]));
        report("limit-text-bytes", DamageClass::limit, at,
               "at most " + std::to_string(limits_[LimitName::text_bytes]) + " bytes", "more");
      }
      add_field(std::move(value), at, end, plain);
    }
    value_done();
    return true;
  }

  // libyaml's marks count characters; fields must point at bytes.
  uint64_t byte_offset(const yaml_mark_t& mark) {
    const auto continues = [&](size_t i) { return (static_cast<uint8_t>(text_[i]) & 0xC0) == 0x80; };
    for (; mark_characters_ > mark.index && mark_bytes_ > 0; --mark_characters_) {
      --mark_bytes_;
      while (mark_bytes_ > 0 && continues(mark_bytes_)) --mark_bytes_;
    }
    for (; mark_characters_ < mark.index && mark_bytes_ < text_.size(); ++mark_characters_) {
      ++mark_bytes_;
      while (mark_bytes_ < text_.size() && continues(mark_bytes_)) ++mark_bytes_;
    }
    return mark_bytes_;
  }

  std::string_view text_;
  uint64_t base_;
  const Limits& limits_;
  Card& card_;
  std::vector<Open> open_;
  std::map<std::string, std::string, std::less<>> anchors_;
  bool fields_limit_hit_ = false;
  size_t mark_characters_ = 0;
  size_t mark_bytes_ = 0;
};

// One line from `at`, without its end; `next` is set to the start of the line after it.
std::string_view line_at(std::string_view text, size_t at, size_t& next) {
  const size_t end = text.find('\n', at);
  next = end == std::string_view::npos ? text.size() : end + 1;
  std::string_view line = text.substr(at, (end == std::string_view::npos ? text.size() : end) - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_fence(std::string_view line) {
  while (line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
  return line == "---";
}

}  // namespace

Card read_yaml(std::string_view text, const Limits& limits) {
  Card card;
  card.has_front_matter = true;
  card.body_offset = text.size();
  FieldReader(text, 0, limits, card).run();
  return card;
}

Card read_card(std::string_view text, const Limits& limits) {
  Card card;
  size_t begin = 0;
  if (!is_fence(line_at(text, 0, begin))) return card;
  size_t at = begin;
  while (at < text.size()) {
    size_t next = 0;
    const std::string_view line = line_at(text, at, next);
    if (is_fence(line)) {
      card.has_front_matter = true;
      card.body_offset = next;
      FieldReader(text.substr(begin, at - begin), begin, limits, card).run();
      return card;
    }
    at = next;
  }
  card.problems.push_back({"front-matter-unclosed", DamageClass::damage, {}, 0, "a closing line ---", "the end of the card"});
  return card;
}

}  // namespace modelaudit::inspect
