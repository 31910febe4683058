// Packing of the rulebook's structs: which fields, in which order, and how each kind of value is
// written.
//
// `fields` names the members of a struct once; writing, reading and the layout's description are
// made from it, so they cannot disagree. Strings and lists carry a u32 count; integers are
// little-endian; nothing is aligned. The reader checks every count against the bytes that are left
// before it uses it. The description of the layout (`(s[(ss)]u)`) goes into the file's head as a
// hash: when a struct changes, older files are refused instead of misread.
#pragma once

#include <algorithm>
#include <concepts>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "assess/rulebook/rulebook.h"
#include "core/byte_stream.h"

namespace modelaudit::assess {

template <class S, class T>
concept Is = std::same_as<std::remove_const_t<S>, T>;

template <class S>
requires Is<S, Source>
auto fields(S& s) { return std::tie(s.where, s.date, s.mark); }
template <class S>
requires Is<S, Clause>
auto fields(S& s) { return std::tie(s.section, s.obligation, s.parameters, s.summary, s.source); }
template <class S>
requires Is<S, LicenseUrl>
auto fields(S& s) { return std::tie(s.url, s.note); }
template <class S>
requires Is<S, LicenseText>
auto fields(S& s) { return std::tie(s.file, s.role, s.language); }
template <class S>
requires Is<S, LicenseRecord>
auto fields(S& s) {
  return std::tie(s.id, s.version, s.kind, s.title, s.licensor, s.licensor_country, s.aliases,
                  s.hub_tags, s.urls, s.classes, s.acceptance, s.acceptance_section,
                  s.acceptance_mark, s.governing_law, s.governing_law_section, s.governing_law_mark,
                  s.incorporates, s.replaced_by, s.derivatives, s.derivatives_section,
                  s.derivatives_mark, s.clauses, s.texts, s.sources, s.note);
}
template <class S>
requires Is<S, Obligation>
auto fields(S& s) {
  return std::tie(s.id, s.title, s.uses, s.commercial, s.check, s.parameters, s.severity,
                  s.severity_unknown, s.finding, s.satisfy, s.explain);
}
template <class S>
requires Is<S, FindingRule>
auto fields(S& s) {
  return std::tie(s.code, s.finding_class, s.severity, s.message, s.why, s.resolve);
}
template <class S>
requires Is<S, FamilyRule::Terms>
auto fields(S& s) { return std::tie(s.license, s.versions); }
template <class S>
requires Is<S, FamilyRule>
auto fields(S& s) {
  return std::tie(s.order, s.family, s.generation, s.name_regex, s.licensor, s.terms, s.all_apply,
                  s.policies, s.release_date, s.grade, s.note, s.source);
}
template <class S>
requires Is<S, ArchitectureRule>
auto fields(S& s) { return std::tie(s.kind, s.name, s.family, s.generation, s.licensor, s.note); }
template <class S>
requires Is<S, TagRule>
auto fields(S& s) {
  return std::tie(s.platform, s.name, s.license, s.version, s.candidates, s.confidence, s.note);
}
template <class S>
requires Is<S, UrlRule>
auto fields(S& s) { return std::tie(s.url, s.license, s.version, s.kind, s.note); }
template <class S>
requires Is<S, JurisdictionRule>
auto fields(S& s) {
  return std::tie(s.id, s.jurisdiction, s.right, s.license_kind, s.hand, s.strength, s.reason,
                  s.source, s.as_of, s.mark);
}
template <class S>
requires Is<S, OpennessRow>
auto fields(S& s) {
  return std::tie(s.id, s.version, s.osi, s.fsf, s.dfsg, s.osaid, s.blue_oak, s.open_definition,
                  s.class_hint, s.basis, s.source, s.as_of);
}
template <class S>
requires Is<S, SignatureRule::Sign>
auto fields(S& s) { return std::tie(s.kind, s.pattern); }
template <class S>
requires Is<S, SignatureRule>
auto fields(S& s) { return std::tie(s.id, s.license, s.title, s.signs, s.needed, s.source); }
template <class S>
requires Is<S, Incompatibility>
auto fields(S& s) { return std::tie(s.left, s.right, s.reason, s.source); }
template <class S>
requires Is<S, Rulebook>
auto fields(S& s) {
  return std::tie(s.version, s.licenses, s.obligations, s.findings, s.families, s.architectures,
                  s.tags, s.urls, s.jurisdictions, s.openness, s.signatures, s.incompatibilities);
}

/// Appends values to a string of bytes.
class PackWriter {
 public:
  explicit PackWriter(std::string& out) : out_(out) {}

  void put(const std::string& text) {
    put(static_cast<uint32_t>(text.size()));
    out_ += text;
  }
  void put(uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) out_ += static_cast<char>(value >> shift);
  }
  void put(Mark mark) { out_ += static_cast<char>(mark); }
  void put(bool value) { out_ += value ? '\1' : '\0'; }
  void put(char value) { out_ += value; }
  template <class T>
  void put(const std::vector<T>& items) {
    put(static_cast<uint32_t>(items.size()));
    for (const T& item : items) put(item);
  }
  void put(const std::map<std::string, std::string>& items) {
    put(static_cast<uint32_t>(items.size()));
    for (const auto& [name, value] : items) {
      put(name);
      put(value);
    }
  }
  template <class T>
  requires requires(const T& t) { fields(t); }
  void put(const T& record) {
    std::apply([this](const auto&... field) { (put(field), ...); }, fields(record));
  }

 private:
  std::string& out_;
};

/// Takes values from bytes. After a value that does not fit, `ok` is false and everything reads as
/// empty.
class PackReader {
 public:
  explicit PackReader(Bytes bytes) : left_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return left_.empty(); }

  void get(std::string& text) {
    const Bytes bytes = take(count());
    text.assign(bytes.begin(), bytes.end());
  }
  void get(uint32_t& value) {
    const Bytes bytes = take(4);
    value = bytes.empty() ? 0 : load_u32(bytes, false);
  }
  void get(Mark& mark) {
    const uint8_t value = byte();
    if (value > static_cast<uint8_t>(Mark::unread)) fail();
    mark = ok_ ? static_cast<Mark>(value) : Mark::unread;
  }
  void get(bool& value) {
    const uint8_t stored = byte();
    if (stored > 1) fail();
    value = ok_ && stored == 1;
  }
  void get(char& value) { value = static_cast<char>(byte()); }
  template <class T>
  void get(std::vector<T>& items) {
    // A count is believed as far as the bytes that are left could fill; the rest grows as items
    // come.
    const uint32_t n = count();
    items.clear();
    items.reserve(std::min<size_t>(n, left_.size() / std::max<size_t>(sizeof(T) / 8, 1)));
    for (uint32_t i = 0; i < n && ok_; ++i) get(items.emplace_back());
  }
  void get(std::map<std::string, std::string>& items) {
    const uint32_t n = count();
    for (uint32_t i = 0; i < n && ok_; ++i) {
      std::string name;
      get(name);
      get(items[name]);
    }
  }
  template <class T>
  requires requires(T& t) { fields(t); }
  void get(T& record) {
    std::apply([this](auto&... field) { (get(field), ...); }, fields(record));
  }

 private:
  void fail() {
    ok_ = false;
    left_ = {};
  }
  Bytes take(size_t n) {
    if (n > left_.size()) {
      fail();
      return {};
    }
    const Bytes taken = left_.first(n);
    left_ = left_.subspan(n);
    return taken;
  }
  uint8_t byte() {
    const Bytes bytes = take(1);
    return bytes.empty() ? uint8_t{0} : bytes[0];
  }
  uint32_t count() {
    uint32_t n = 0;
    get(n);
    if (n > left_.size()) {
      fail();
      return 0;
    }
    return n;
  }

  Bytes left_;
  bool ok_ = true;
};

/// The layout of a type in letters.
template <class T>
struct Layout {
  static void describe(std::string& out) {
    if constexpr (std::same_as<T, std::string>) {
      out += 's';
    } else if constexpr (std::same_as<T, uint32_t>) {
      out += 'u';
    } else if constexpr (std::same_as<T, Mark>) {
      out += 'm';
    } else if constexpr (std::same_as<T, bool>) {
      out += 'b';
    } else if constexpr (std::same_as<T, char>) {
      out += 'c';
    } else if constexpr (std::same_as<T, std::map<std::string, std::string>>) {
      out += "{ss}";
    } else {
      T record{};
      out += '(';
      std::apply(
          [&out](const auto&... field) {
            (Layout<std::remove_cvref_t<decltype(field)>>::describe(out), ...);
          },
          fields(record));
      out += ')';
    }
  }
};

template <class T>
struct Layout<std::vector<T>> {
  static void describe(std::string& out) {
    out += '[';
    Layout<T>::describe(out);
    out += ']';
  }
};

}  // namespace modelaudit::assess
