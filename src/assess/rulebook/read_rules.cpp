#include "assess/rulebook/read_rules.h"

#include <algorithm>
#include <regex>
#include <set>

#include "assess/rulebook/shapes.h"
#include "assess/rulebook/values.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

/// Reports the second row with a key that must be unique.
void unique(RuleFile& file, pugi::xml_node node, const char* attribute, std::set<std::string>& seen,
            const std::string& key) {
  if (!seen.insert(key).second) {
    file.error(node, attribute, "each row once", "a second " + in_quotes(key));
  }
}

std::vector<std::string> read_list(RuleFile& file, pugi::xml_node node, const char* name,
                                   bool (*is_right)(std::string_view), const char* expected) {
  std::vector<std::string> all = file.list(node, name);
  for (const std::string& each : all) {
    if (!is_right(each)) file.error(node, name, expected, in_quotes(each));
  }
  return all;
}

bool is_id_or_prefix(std::string_view id) {
  if (id.ends_with('*')) id.remove_suffix(1);
  return is_license_id(id);
}

/// An ECMAScript regular expression as lineage uses it.
void check_pattern(RuleFile& file, pugi::xml_node node, const std::string& pattern) {
  try {
    const std::regex compiled(pattern, std::regex::ECMAScript | std::regex::icase);
  } catch (const std::regex_error& error) {  // std::regex has no other way to say it
    file.error(node, "pattern", "an ECMAScript regular expression", error.what());
  }
}

/// A license id, or `class:` and a word of the license classes.
std::string read_side(RuleFile& file, pugi::xml_node node, const char* name) {
  std::string side = file.attribute(node, name);
  constexpr std::string_view kClass = "class:";
  if (!side.starts_with(kClass)) return read_id(file, node, name);
  const std::string_view word = std::string_view(side).substr(kClass.size());
  if (std::ranges::find(kLicenseClasses, word) == kLicenseClasses.end()) {
    file.error(
        node, name,
        with_nearest("a license class: " + list_words(kLicenseClasses), word, kLicenseClasses),
        in_quotes(side));
  }
  return side;
}

FamilyRule read_family(RuleFile& file, pugi::xml_node node) {
  FamilyRule rule;
  rule.order = file.number(node, "order").value_or(0);
  rule.family = read_code(file, node, "id");
  rule.generation = file.attribute(node, "generation");
  rule.release_date = file.attribute(node, "released");
  const std::string grade = file.word(node, "grade", kGrades);
  rule.grade = grade.empty() ? 'G' : grade.front();
  rule.all_apply = file.word(node, "all-apply", kYesNo, "no") == "yes";
  for (const pugi::xml_node name : node.children("name")) {
    const std::string pattern = file.attribute(name, "pattern");
    check_pattern(file, name, pattern);
    if (!rule.name_regex.empty()) rule.name_regex += '|';
    rule.name_regex += pattern;
  }
  rule.licensor = file.text(node.child("licensor"));
  for (const pugi::xml_node terms : node.children("terms")) {
    FamilyRule::Terms candidate;
    candidate.license = file.attribute(terms, "license");
    if (terms.attribute("license") && !is_id_or_prefix(candidate.license)) {
      file.error(terms, "license",
                 "an SPDX id or a LicenseRef, with '*' at the end for any that begins so",
                 in_quotes(candidate.license));
    }
    candidate.versions =
        read_list(file, terms, "versions", is_version, "versions separated by blanks");
    rule.terms.push_back(std::move(candidate));
  }
  for (const pugi::xml_node policy : node.children("policy")) {
    rule.policies.push_back(read_id(file, policy, "license"));
  }
  rule.note = file.text(node.child("note"));
  rule.source = file.text(node.child("source"));
  return rule;
}

}  // namespace

std::vector<Obligation> read_obligations(RuleFile& file) {
  std::vector<Obligation> all;
  std::vector<std::string_view> checks;
  for (const CheckWord& check : kChecks) checks.push_back(check.name);
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("obligations")).children("obligation")) {
    Obligation row;
    row.id = read_code(file, node, "id");
    unique(file, node, "id", seen, row.id);
    row.check = file.word(node, "check", checks);
    row.severity = file.word(node, "severity", kSeverities);
    row.severity_unknown = file.word(node, "severity-unknown", kSeverities);
    row.finding = read_code(file, node, "finding");
    if (row.finding.empty()) row.finding = "duty-" + row.id;
    row.title = file.text(node.child("title"));
    const pugi::xml_node when = node.child("when");
    row.uses = file.list(when, "uses");
    for (const std::string& use : row.uses) {
      if (std::ranges::find(kUses, use) == kUses.end()) {
        file.error(when, "uses", with_nearest(list_words(kUses), use, kUses), in_quotes(use));
      }
    }
    row.commercial = file.attribute(when, "commercial");
    if (!row.commercial.empty() && row.commercial != "yes") {
      file.error(when, "commercial", "'yes', or empty", in_quotes(row.commercial));
    }
    row.parameters = read_parameters(file, node, row.check);
    row.satisfy = file.text(node.child("satisfy"));
    row.explain = file.text(node.child("explain"));
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<FindingRule> read_findings(RuleFile& file) {
  std::vector<FindingRule> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("findings")).children("finding")) {
    FindingRule row;
    row.code = read_code(file, node, "code");
    unique(file, node, "code", seen, row.code);
    row.finding_class = file.word(node, "class", kFindingClasses);
    row.severity = file.word(node, "severity", kSeverities);
    row.message = file.text(node.child("message"));
    row.why = file.text(node.child("why"));
    row.resolve = file.text(node.child("resolve"));
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<FamilyRule> read_families(RuleFile& file) {
  std::vector<FamilyRule> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("families")).children("family")) {
    all.push_back(read_family(file, node));
    unique(file, node, "order", seen, std::to_string(all.back().order));
  }
  std::ranges::sort(all, {}, &FamilyRule::order);
  return all;
}

std::vector<ArchitectureRule> read_architectures(RuleFile& file) {
  std::vector<ArchitectureRule> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("architectures")).children("architecture")) {
    ArchitectureRule row;
    row.kind = file.word(node, "kind", kArchitectureKinds);
    row.name = file.attribute(node, "name");
    unique(file, node, "name", seen, row.kind + " " + row.name);
    row.family = read_code(file, node, "family");
    row.generation = file.attribute(node, "generation");
    row.licensor = file.attribute(node, "licensor");
    row.note = file.attribute(node, "note");
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<TagRule> read_tags(RuleFile& file) {
  std::vector<TagRule> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("tags")).children("tag")) {
    TagRule row;
    row.platform = file.attribute(node, "platform");
    row.name = ascii_lower(file.attribute(node, "name"));
    unique(file, node, "name", seen, row.platform + " " + row.name);
    row.license = read_id(file, node, "license");
    if (!file.attribute(node, "version").empty()) row.version = read_version(file, node, "version");
    row.candidates =
        read_list(file, node, "candidates", is_license_id, "license ids separated by blanks");
    row.confidence = file.word(node, "confidence", kConfidences);
    row.note = file.attribute(node, "note");
    const bool names_one = row.confidence == "exact" || row.confidence == "family";
    if (names_one && row.license.empty()) {
      file.error(node, "confidence",
                 "a license where the confidence is " + in_quotes(row.confidence), "none");
    }
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<UrlRule> read_urls(RuleFile& file) {
  std::vector<UrlRule> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("urls")).children("url")) {
    UrlRule row;
    row.url = read_address(file, node, "address");
    row.license = read_id(file, node, "license");
    unique(file, node, "address", seen, row.url + " " + row.license);
    row.version = file.attribute(node, "version");
    if (!row.version.empty() && row.version != "any")
      row.version = read_version(file, node, "version");
    row.kind = file.word(node, "kind", kUrlKinds);
    row.note = file.attribute(node, "note");
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<JurisdictionRule> read_jurisdictions(RuleFile& file) {
  std::vector<JurisdictionRule> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("jurisdictions")).children("basis")) {
    JurisdictionRule row;
    row.id = read_code(file, node, "id");
    unique(file, node, "id", seen, row.id);
    row.jurisdiction = file.attribute(node, "jurisdiction");
    row.right = read_code(file, node, "right");
    row.license_kind = read_code(file, node, "license-kind");
    row.hand = file.attribute(node, "hand");
    row.strength = file.word(node, "strength", kStrengths);
    row.as_of = read_date(file, node, "as-of");
    row.mark = file.word(node, "mark", kMarks);
    row.reason = file.text(node.child("reason"));
    row.source = file.text(node.child("source"));
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<OpennessRow> read_openness(RuleFile& file) {
  std::vector<OpennessRow> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("openness")).children("license")) {
    OpennessRow row;
    row.id = read_id(file, node, "id");
    if (!file.attribute(node, "version").empty()) row.version = read_version(file, node, "version");
    unique(file, node, "id", seen, row.id + " " + row.version);
    row.osi = file.attribute(node, "osi");
    row.fsf = file.attribute(node, "fsf");
    row.dfsg = file.attribute(node, "dfsg");
    row.osaid = file.attribute(node, "osaid");
    row.blue_oak = file.attribute(node, "blue-oak");
    row.open_definition = file.attribute(node, "open-definition");
    row.class_hint = file.attribute(node, "class-hint");
    row.as_of = read_date(file, node, "as-of");
    row.basis = file.text(node.child("basis"));
    row.source = file.text(node.child("source"));
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<SignatureRule> read_signatures(RuleFile& file) {
  std::vector<SignatureRule> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("signatures")).children("signature")) {
    SignatureRule row;
    row.id = read_code(file, node, "id");
    unique(file, node, "id", seen, row.id);
    row.license = read_id(file, node, "license");
    row.title = file.text(node.child("title"));
    row.source = file.text(node.child("source"));
    for (const pugi::xml_node sign : node.children("sign")) {
      row.signs.push_back({file.word(sign, "kind", kSignKinds), file.attribute(sign, "pattern")});
    }
    row.needed = file.number(node, "needed").value_or(1);
    if (row.needed == 0 || row.needed > row.signs.size()) {
      file.error(node, "needed", "between 1 and the number of signs", std::to_string(row.needed));
    }
    all.push_back(std::move(row));
  }
  return all;
}

std::vector<Incompatibility> read_incompatible(RuleFile& file) {
  std::vector<Incompatibility> all;
  std::set<std::string> seen;
  for (const pugi::xml_node node : file.root(shapes_of("incompatible")).children("pair")) {
    Incompatibility row;
    row.left = read_side(file, node, "left");
    row.right = read_side(file, node, "right");
    unique(file, node, "left", seen, row.left + " " + row.right);
    row.reason = file.text(node.child("reason"));
    row.source = read_source(file, node.child("source"));
    all.push_back(std::move(row));
  }
  return all;
}

}  // namespace modelaudit::assess
