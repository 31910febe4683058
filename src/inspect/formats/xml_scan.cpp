#include "inspect/formats/xml_scan.h"

#include <array>
#include <charconv>

#include "core/utf8.h"

namespace modelaudit::inspect {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

bool is_name(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') || c == '_' || c == '-' || c == '.' || c == ':';
}

struct Entity {
  std::string_view name;
  char value;
};
constexpr std::array kEntities = {Entity{"lt", '<'}, Entity{"gt", '>'}, Entity{"amp", '&'},
                                  Entity{"quot", '"'}, Entity{"apos", '\''}};

// Text with the five entities and character references replaced; what is none stays as it is.
std::string unescape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t amp = std::min(text.find('&'), text.size());
    out += text.substr(0, amp);
    text.remove_prefix(amp);
    if (text.empty()) break;
    const size_t end = text.find(';');
    const std::string_view name =
        end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
    bool known = false;
    for (const Entity& entity : kEntities) {
      if (name != entity.name) continue;
      out += entity.value;
      known = true;
    }
    if (!known && name.size() > 1 && name[0] == '#') {
      const bool hex = name[1] == 'x';
      uint32_t value = 0;
      const char* const from = name.data() + (hex ? 2 : 1);
      const auto [stop, error] =
          std::from_chars(from, name.data() + name.size(), value, hex ? 16 : 10);
      known = error == std::errc() && stop == name.data() + name.size() && value > 0 &&
              value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
      if (known) append_utf8(out, value);
    }
    if (!known) out += '&';
    text.remove_prefix(known ? end + 1 : 1);
  }
  return out;
}

class Scanner {
 public:
  Scanner(std::string_view text, size_t most_depth,
          const std::function<void(const XmlTag&, const XmlPath&)>& begin)
      : text_(text), most_depth_(most_depth), begin_(begin) {}

  XmlResult run() {
    while (result_.sound && !result_.too_deep) {
      at_ = text_.find('<', at_);
      if (at_ == std::string_view::npos) break;
      step();
    }
    if (result_.sound && !result_.too_deep && !path_.empty())
      fail(text_.size(), "the end of <" + path_.back() + ">");
    return result_;
  }

 private:
  void fail(uint64_t at, std::string expected) {
    result_.sound = false;
    result_.at = at;
    result_.expected = std::move(expected);
  }
  bool skip_past(std::string_view begin, std::string_view end) {
    if (!text_.substr(at_).starts_with(begin)) return false;
    const size_t stop = text_.find(end, at_ + begin.size());
    if (stop == std::string_view::npos) {
      fail(at_, std::string(end));
    } else {
      at_ = stop + end.size();
    }
    return true;
  }
  void step() {
    if (skip_past("<!--", "-->") || skip_past("<![CDATA[", "]]>") || skip_past("<?", "?>")) return;
    if (text_.substr(at_).starts_with("<!")) return fail(at_, "no document type");
    if (text_.substr(at_).starts_with("</")) return end_tag();
    start_tag();
  }
  std::string_view take_name() {
    const size_t from = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return text_.substr(from, at_ - from);
  }
  void skip_space() { at_ = std::min(text_.find_first_not_of(kSpace, at_), text_.size()); }

  void end_tag() {
    const size_t tag_at = at_;
    at_ += 2;
    const std::string_view name = take_name();
    skip_space();
    if (at_ >= text_.size() || text_[at_] != '>' || path_.empty() || path_.back() != name) {
      return fail(tag_at, path_.empty() ? "no end tag" : "the end of <" + path_.back() + ">");
    }
    ++at_;
    path_.pop_back();
  }

  void start_tag() {
    XmlTag tag;
    tag.at = at_++;
    tag.name = take_name();
    if (tag.name.empty()) return fail(tag.at, "a tag's name");
    for (;;) {
      skip_space();
      if (at_ >= text_.size()) return fail(tag.at, "the end of the tag");
      if (text_[at_] == '>' || text_.substr(at_).starts_with("/>")) break;
      if (!attribute(tag)) return;
    }
    const bool empty = text_[at_] == '/';
    at_ += empty ? 2 : 1;
    if (path_.size() >= most_depth_) {
      result_.too_deep = true;
      result_.at = tag.at;
      return;
    }
    path_.emplace_back(tag.name);
    begin_(tag, path_);
    if (empty) path_.pop_back();
  }

  bool attribute(XmlTag& tag) {
    const size_t from = at_;
    const std::string_view name = take_name();
    skip_space();
    if (name.empty() || at_ >= text_.size() || text_[at_] != '=') {
      fail(from, "an attribute");
      return false;
    }
    ++at_;
    skip_space();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    const size_t end =
        quote == '"' || quote == '\'' ? text_.find(quote, at_ + 1) : std::string_view::npos;
    if (end == std::string_view::npos) {
      fail(from, "a quoted value");
      return false;
    }
    tag.attributes.emplace(name, unescape(text_.substr(at_ + 1, end - at_ - 1)));
    at_ = end + 1;
    return true;
  }

  std::string_view text_;
  size_t most_depth_;
  const std::function<void(const XmlTag&, const XmlPath&)>& begin_;
  size_t at_ = 0;
  XmlPath path_;
  XmlResult result_;
};

}  // namespace

XmlResult scan_xml(std::string_view text, size_t most_depth,
                   const std::function<void(const XmlTag&, const XmlPath&)>& begin) {
  return Scanner(text, most_depth, begin).run();
}

}  // namespace modelaudit::inspect
