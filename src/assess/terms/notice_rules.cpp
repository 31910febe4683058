#include "assess/terms/notice_rules.h"

#include <algorithm>
#include <pugixml.hpp>

namespace modelaudit::assess {
namespace {

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

/// Parts between `by`; a `|` inside braces belongs to a pattern.
std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> parts;
  int depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size()) {
      depth += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
      if (text[i] != by || depth > 0) continue;
    }
    std::string part = collapsed(text.substr(begin, i - begin));
    if (!part.empty()) parts.push_back(std::move(part));
    begin = i + 1;
  }
  return parts;
}

Result<pugi::xml_document> parsed(std::string_view xml, const char* root) {
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_buffer(xml.data(), xml.size());
  if (!result || !document.child(root))
    return Damage{"rule-error",
                  DamageClass::damage,
                  "",
                  static_cast<uint64_t>(std::max<ptrdiff_t>(result.offset, 0)),
                  std::string("well-formed XML with the root <") + root + ">",
                  result ? "another root" : result.description()};
  return document;
}

std::vector<std::string> list_of(const pugi::xml_node& root, const char* name) {
  std::vector<std::string> all;
  for (const pugi::xml_node& node : root.children(name))
    for (std::string& part : split(node.child_value(), '|')) all.push_back(std::move(part));
  return all;
}

}  // namespace

Result<NoticeRules> read_notice_rules(std::string_view xml) {
  Result<pugi::xml_document> document = parsed(xml, "notices");
  if (!document) return document.error();
  const pugi::xml_node root = document->child("notices");
  NoticeRules rules;
  for (const pugi::xml_node& node : root.children("family")) {
    LicenseFamily family;
    family.id = node.attribute("id").value();
    family.unversioned = node.attribute("unversioned").value();
    family.unversioned_candidates = split(node.attribute("candidates").value(), ' ');
    family.members = split(node.attribute("members").value(), ' ');
    for (const pugi::xml_node& name : node.children("name"))
      for (std::string& words : split(name.child_value(), '|'))
        family.names.push_back({std::move(words), name.attribute("weak").as_bool(),
                                name.attribute("unversioned").value()});
    for (const pugi::xml_node& version : node.children("version")) {
      LicenseFamily::Version v{split(version.attribute("number").value(), ' '),
                               version.attribute("license").value(),
                               version.attribute("later").value()};
      if (v.later.empty()) v.later = v.license;
      family.versions.push_back(std::move(v));
    }
    rules.families.push_back(std::move(family));
  }
  for (const pugi::xml_node& node : root.children("phrase"))
    rules.phrases.push_back({collapsed(node.child_value()),
                             split(node.attribute("license").value(), ' '),
                             node.attribute("weak").as_bool(), node.attribute("field").as_bool()});
  for (const pugi::xml_node& node : root.children("url"))
    rules.urls.push_back({node.attribute("prefix").value(), node.attribute("tail").value()});
  rules.grants = list_of(root, "grant");
  rules.keys = list_of(root, "key");
  rules.later = list_of(root, "later");
  rules.only = list_of(root, "only");
  rules.fillers = list_of(root, "filler");
  rules.negations = list_of(root, "negation");
  rules.mentions = list_of(root, "mention");
  rules.reservations = list_of(root, "reservation");
  rules.plain_words = list_of(root, "plain-word");
  return rules;
}

Result<std::vector<Separator>> read_separators(std::string_view xml) {
  Result<pugi::xml_document> document = parsed(xml, "separators");
  if (!document) return document.error();
  std::vector<Separator> all;
  for (const pugi::xml_node& node : document->child("separators").children("separator")) {
    Separator separator;
    separator.id = node.attribute("id").value();
    separator.says = collapsed(node.child_value("says"));
    for (const pugi::xml_node& side : node.children("side"))
      separator.sides.push_back({side.attribute("license").value(),
                                 side.attribute("version").value(), list_of(side, "words")});
    all.push_back(std::move(separator));
  }
  return all;
}

}  // namespace modelaudit::assess
