#include "assess/terms/spdx_import.h"

#include <algorithm>
#include <pugixml.hpp>

#include "assess/terms/sections.h"
#include "assess/terms/spdx_pattern.h"
#include "assess/terms/tokens.h"

namespace modelaudit::assess {
namespace {

using Kind = VariableSpan::Kind;

/// A span in characters of the flattened text.
struct Stretch {
  Kind kind;
  size_t begin;
  size_t end;
  std::string pattern;  ///< any and choice
};

struct Flat {
  std::string text;
  std::vector<Stretch> stretches;
  size_t header_begin = 0;
  size_t header_end = 0;
};

void append_collapsed(Flat& flat, std::string_view raw) {
  for (const char c : raw) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      flat.text += c;
    else if (!flat.text.empty() && flat.text.back() != ' ' && flat.text.back() != '\n')
      flat.text += ' ';
  }
}

void flatten(const pugi::xml_node& parent, Flat& flat, int depth) {
  if (depth > 64) return;
  for (const pugi::xml_node& node : parent) {
    if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
      append_collapsed(flat, node.value());
      continue;
    }
    if (node.type() != pugi::node_element) continue;
    const std::string_view name = node.name();
    if (name == "alt" || name == "optional") {
      const std::string_view spacing = node.attribute("spacing").value();
      const bool before = spacing.empty() || spacing == "both" || spacing == "before";
      const bool after = spacing.empty() || spacing == "both" || spacing == "after";
      if (before) append_collapsed(flat, " ");
      const size_t slot = flat.stretches.size();
      flat.stretches.push_back({name == "alt" ? Kind::choice : Kind::optional, flat.text.size(), 0,
                                name == "alt" ? node.attribute("match").value() : ""});
      flatten(node, flat, depth + 1);
      flat.stretches[slot].end = flat.text.size();
      if (after) append_collapsed(flat, " ");
      continue;
    }
    flat.text += name == "p" || name == "list" || name == "titleText" || name == "copyrightText"
                     ? "\n\n"
                     : "\n";
    const size_t begin = flat.text.size();
    const size_t slot = flat.stretches.size();
    const bool varies = name == "bullet" || name == "titleText" || name == "copyrightText" ||
                        name == "standardLicenseHeader";
    if (varies) {
      const Kind kind = name == "bullet"          ? Kind::mark
                        : name == "titleText"     ? Kind::title
                        : name == "copyrightText" ? Kind::copyright
                                                  : Kind::optional;
      flat.stretches.push_back({kind, begin, 0, ""});
    }
    flatten(node, flat, depth + 1);
    if (varies) flat.stretches[slot].end = flat.text.size();
    if (name == "standardLicenseHeader") {
      flat.header_begin = begin;
      flat.header_end = flat.text.size();
    }
    flat.text += name == "bullet" ? " " : "\n";
  }
}

uint32_t add_alternative(Fingerprint& f, const std::vector<uint32_t>& words) {
  const auto at = std::find(f.alternatives.begin(), f.alternatives.end(), words);
  if (at != f.alternatives.end()) return static_cast<uint32_t>(at - f.alternatives.begin());
  f.alternatives.push_back(words);
  return static_cast<uint32_t>(f.alternatives.size() - 1);
}

void add_alt(Fingerprint& f, VariableSpan span, const std::string& pattern) {
  PatternWords unfolded = unfold_pattern(pattern);
  const uint32_t length = span.end - span.begin;
  if (unfolded.any) {
    span.kind = Kind::any;
    span.least = unfolded.least;
    span.most = unfolded.most != 0 ? unfolded.most : std::max<uint32_t>(20, 4 * length);
    f.spans.push_back(std::move(span));
    return;
  }
  const std::vector<uint32_t> original(f.words.begin() + span.begin, f.words.begin() + span.end);
  for (const std::vector<uint32_t>& phrase : unfolded.phrases)
    if (phrase != original) span.alternatives.push_back(add_alternative(f, phrase));
  if (!span.alternatives.empty()) f.spans.push_back(std::move(span));
}

Fingerprint fingerprint_of(const Flat& flat, size_t begin, size_t end) {
  Fingerprint f;
  f.made_from = "spdx-xml";
  const std::string_view text = std::string_view(flat.text).substr(begin, end - begin);
  const TokenStream stream = tokenize(text, {.plain = true});
  const std::vector<Token>& tokens = stream.tokens;
  for (const Token& token : tokens) {
    f.words.push_back(token.hash);
    f.punctuation.push_back(token.punct);
  }
  const auto position = [&](size_t at) {
    return static_cast<uint32_t>(
        std::partition_point(tokens.begin(), tokens.end(),
                             [&](const Token& t) { return begin + t.offset < at; }) -
        tokens.begin());
  };
  std::vector<uint8_t> taken(tokens.size(), 0);
  for (const Stretch& s : flat.stretches) {
    if (s.begin < begin || s.end > end) continue;
    VariableSpan span{s.kind, position(s.begin), position(s.end), 0, 0, {}};
    if (s.begin == begin && s.end == end && s.kind == Kind::optional)
      continue;  // the header itself
    if (s.kind == Kind::choice) {
      add_alt(f, std::move(span), s.pattern);
    } else if (s.kind == Kind::mark) {
      for (uint32_t i = span.begin; i < span.end; ++i) {
        f.spans.push_back({Kind::mark, i, i + 1, 0, 0, {}});
        taken[i] = 1;
      }
    } else if (span.begin < span.end) {
      if (s.kind != Kind::optional)
        std::fill(taken.begin() + span.begin, taken.begin() + span.end, 1);
      f.spans.push_back(std::move(span));
    }
  }
  // Marks and copyright lines that the XML gives as plain text.
  for (uint32_t i = 0; i < tokens.size();) {
    if (taken[i] != 0) {
      ++i;
    } else if (tokens[i].is(Token::copyright)) {
      uint32_t e = i;
      while (e < tokens.size() && tokens[e].is(Token::copyright) && taken[e] == 0) ++e;
      bool crosses = false;
      for (const VariableSpan& span : f.spans)
        crosses |= (span.begin < i && span.end > i && span.end < e) ||
                   (span.begin > i && span.begin < e && span.end > e);
      if (!crosses) f.spans.push_back({Kind::copyright, i, e, 0, 0, {}});
      i = e;
    } else {
      if (tokens[i].is(Token::marker)) f.spans.push_back({Kind::mark, i, i + 1, 0, 0, {}});
      ++i;
    }
  }
  std::stable_sort(f.spans.begin(), f.spans.end(),
                   [](const VariableSpan& a, const VariableSpan& b) {
                     return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
                   });
  f.sections = sections_of(tokens, text);
  return f;
}

std::string trimmed(std::string_view s) {
  while (!s.empty() && static_cast<unsigned char>(s.front()) <= ' ') s.remove_prefix(1);
  while (!s.empty() && static_cast<unsigned char>(s.back()) <= ' ') s.remove_suffix(1);
  return std::string(s);
}

}  // namespace

Result<SpdxLicense> import_spdx_xml(std::string_view xml) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(
      xml.data(), xml.size(),
      (pugi::parse_default | pugi::parse_ws_pcdata) & ~static_cast<unsigned>(pugi::parse_doctype));
  if (!parsed)
    return Damage{"spdx-xml-malformed",
                  DamageClass::damage,
                  "",
                  static_cast<uint64_t>(std::max<ptrdiff_t>(parsed.offset, 0)),
                  "well-formed XML",
                  parsed.description()};
  const pugi::xml_node collection = document.child("SPDXLicenseCollection");
  pugi::xml_node node = collection.child("license");
  SpdxLicense license;
  if (!node) {
    node = collection.child("exception");
    license.exception = true;
  }
  license.id = trimmed(node.attribute("licenseId").value());
  if (license.id.empty())
    return Damage{"spdx-xml-malformed",
                  DamageClass::damage,
                  "",
                  0,
                  "<license licenseId=…> or <exception licenseId=…>",
                  "neither"};
  license.name = trimmed(node.attribute("name").value());
  license.osi_approved = std::string_view(node.attribute("isOsiApproved").value()) == "true";
  license.deprecated = !node.attribute("deprecatedVersion").empty();
  for (const pugi::xml_node& by : node.child("obsoletedBys").children("obsoletedBy"))
    license.obsoleted_by.push_back(trimmed(by.child_value()));
  for (const pugi::xml_node& reference : node.child("crossRefs").children("crossRef"))
    license.urls.push_back(trimmed(reference.child_value()));
  Flat flat;
  flatten(node.child("text"), flat, 0);
  license.text = fingerprint_of(flat, 0, flat.text.size());
  if (license.text.words.empty())
    return Damage{"spdx-xml-malformed",
                  DamageClass::damage,
                  "",
                  0,
                  "a text with words in " + license.id,
                  "none"};
  license.text.license = license.id;
  license.text.version = "undated";
  if (flat.header_end > flat.header_begin) {
    license.header = fingerprint_of(flat, flat.header_begin, flat.header_end);
    license.header->role = "header";
    license.header->license = license.id;
    license.header->version = "undated";
    if (license.header->words.empty()) license.header.reset();
  }
  return license;
}

}  // namespace modelaudit::assess
