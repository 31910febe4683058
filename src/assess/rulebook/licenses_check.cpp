#include "assess/rulebook/licenses_check.h"

#include <algorithm>
#include <set>

#include "assess/rulebook/rule_file.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

namespace fs = std::filesystem;

/// Parameters without which a check cannot be made. `license` and `url` have defaults: those of the
/// record.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> kNeeded = {{
    {"string-in-file", "file"},
    {"string-in-file", "text"},
    {"name-begins-with", "text"},
    {"name-contains", "text"},
    {"display-line", "text"},
    {"threshold", "measure"},
    {"threshold", "limit"},
    {"territory-excluded", "territories"},
}};

class RecordCheck {
 public:
  RecordCheck(const Rulebook& rulebook, std::vector<Damage>& errors)
      : rulebook_(rulebook), errors_(errors) {
    ids_ = rulebook.ids();
  }

  void check_record(const LicenseRecord& record) {
    at_ = "licenses/" + record.id + "/" + record.version + ".xml";
    for (const std::string& policy : record.incorporates) known_id(policy);
    for (const Clause& clause : record.clauses) check_clause(clause);
    for (const std::string& tag : record.hub_tags) check_hub_tag(record, tag);
    if (record.kind == "policy" &&
        std::ranges::find(record.classes, "policy") == record.classes.end()) {
      error("the class 'policy' on a record of kind 'policy'", "other classes");
    }
  }

  void check_rules() {
    at_ = "rules/obligations.xml";
    for (const Obligation& obligation : rulebook_.obligations) check_words(obligation);
    at_ = "rules/families.xml";
    for (const FamilyRule& family : rulebook_.families) {
      for (const FamilyRule::Terms& terms : family.terms) check_terms(terms);
      for (const std::string& policy : family.policies) known_id(policy);
    }
    at_ = "rules/architectures.xml";
    check_architectures();
    at_ = "rules/tags.xml";
    for (const TagRule& tag : rulebook_.tags) check_tag(tag);
    at_ = "rules/urls.xml";
    for (const UrlRule& url : rulebook_.urls)
      known_version(url.license, url.version == "any" ? "" : url.version);
    at_ = "rules/openness.xml";
    for (const OpennessRow& row : rulebook_.openness) known_version(row.id, row.version);
    at_ = "rules/signatures.xml";
    for (const SignatureRule& signature : rulebook_.signatures) known_id(signature.license);
    at_ = "rules/incompatible.xml";
    for (const Incompatibility& pair : rulebook_.incompatibilities) {
      for (const std::string& side : {pair.left, pair.right}) {
        if (!side.starts_with("class:")) known_id(side);
      }
    }
  }

  void check_known_rows(const KnownFacts& known) {
    at_ = "rules/known/license-texts.tsv";
    for (const KnownRow& row : known.texts) known_version(row.fields[0], row.fields[1]);
  }

  void check_term_rule(const std::string& name, const std::string& bytes) {
    at_ = "rules/" + name + ".xml";
    pugi::xml_document document;
    if (!document.load_buffer(bytes.data(), bytes.size())) return;  // reported when it was loaded
    // Every attribute of these names holds ids; `tail` may be a word of its own besides.
    for (const pugi::xpath_node& found :
         document.select_nodes("//@license|//@later|//@unversioned|//@candidates")) {
      for (const std::string_view id : split_blanks(found.attribute().value()))
        known_id(std::string(id));
    }
  }

  void check_files(const fs::path& licenses_dir) {
    std::set<std::string> named;
    for (const LicenseRecord& record : rulebook_.licenses) {
      at_ = "licenses/" + record.id + "/" + record.version + ".xml";
      for (const LicenseText& text : record.texts) {
        named.insert(text.file);
        std::error_code ignored;
        if (!fs::is_regular_file(licenses_dir / text.file, ignored)) {
          error("the fingerprint licenses/" + text.file, "no such file");
        }
      }
    }
    std::set<std::string> unnamed;
    std::error_code failed;
    fs::recursive_directory_iterator walk(licenses_dir, failed);
    for (const fs::recursive_directory_iterator end; !failed && walk != end;
         walk.increment(failed)) {
      const std::string file = walk->path().lexically_relative(licenses_dir).generic_string();
      if (file.ends_with(".fp") && !named.contains(file)) unnamed.insert(file);
    }
    for (const std::string& file : unnamed) {
      at_ = "licenses/" + file;
      error("a record that names this fingerprint", "none");
    }
  }

 private:
  void error(std::string expected, std::string found) {
    errors_.push_back(rule_error(at_, std::move(expected), std::move(found)));
  }

  void known_id(const std::string& id) { known_version(id, ""); }

  void known_version(const std::string& id, const std::string& version) {
    if (std::ranges::find(ids_, id) == ids_.end()) {
      error(with_nearest("the id of a record in licenses/", id, ids_), in_quotes(id));
      return;
    }
    if (version.empty() || rulebook_.license(id, version) != nullptr) return;
    std::vector<std::string_view> versions;
    for (const LicenseRecord* record : rulebook_.versions(id)) versions.push_back(record->version);
    error("a version of " + id + ": " + list_words(versions), in_quotes(version));
  }

  void check_terms(const FamilyRule::Terms& terms) {
    if (!terms.license.ends_with('*')) {
      known_id(terms.license);
      if (rulebook_.newest(terms.license) == nullptr) return;
      for (const std::string& version : terms.versions) known_version(terms.license, version);
      return;
    }
    const std::string_view prefix =
        std::string_view(terms.license).substr(0, terms.license.size() - 1);
    const bool any =
        std::ranges::any_of(ids_, [prefix](std::string_view id) { return id.starts_with(prefix); });
    if (!any) error("a prefix of ids in licenses/", in_quotes(terms.license));
  }

  void check_architectures() {
    std::set<std::string_view> families;
    for (const FamilyRule& family : rulebook_.families) families.insert(family.family);
    const std::vector<std::string_view> known(families.begin(), families.end());
    for (const ArchitectureRule& row : rulebook_.architectures) {
      if (row.family.empty() || families.contains(row.family)) continue;
      error(with_nearest("a family of rules/families.xml for " + row.kind + " " + row.name,
                         row.family, known),
            in_quotes(row.family));
    }
  }

  void check_tag(const TagRule& tag) {
    if (!tag.license.empty()) known_version(tag.license, tag.version);
    for (const std::string& candidate : tag.candidates) known_id(candidate);
    if (tag.platform != "spelling" || tag.confidence != "exact") return;
    const std::string meant = rulebook_.canonical_id(tag.name);
    if (meant != tag.license) {
      error("the spelling '" + tag.name + "' for one license",
            tag.license + " here, an alias of " + meant + " elsewhere");
    }
  }

  void check_hub_tag(const LicenseRecord& record, const std::string& name) {
    const TagRule* tag = rulebook_.tag("huggingface", name);
    if (tag == nullptr) tag = rulebook_.tag("huggingface license_name", name);
    if (tag == nullptr || tag->license.empty() || tag->license == record.id) return;
    if (std::ranges::find(tag->candidates, record.id) != tag->candidates.end()) return;
    error("the Hub tag '" + name + "' for one license",
          record.id + " here, " + tag->license + " in rules/tags.xml");
  }

  void check_clause(const Clause& clause) {
    const Obligation* obligation = rulebook_.obligation(clause.obligation);
    if (obligation == nullptr) return;
    for (const auto& [check, name] : kNeeded) {
      const std::string parameter(name);
      if (obligation->check != check || clause.parameters.contains(parameter) ||
          obligation->parameters.contains(parameter)) {
        continue;
      }
      error("the parameter '" + parameter + "' for " + obligation->id + " in section " +
                clause.section,
            "none");
    }
    const auto named = clause.parameters.find("license");
    if (named != clause.parameters.end()) known_id(named->second);
  }

  /// `{name}` in what satisfies an obligation must be something that can be filled in.
  void check_words(const Obligation& obligation) {
    const std::vector<std::string_view> known = {"license",     "url",   "title", "text",
                                                 "territories", "limit", "name"};
    std::string_view words = obligation.satisfy;
    for (size_t open = words.find('{'); open != std::string_view::npos; open = words.find('{')) {
      const size_t close = words.find('}', open);
      const std::string_view name = words.substr(
          open + 1, (close == std::string_view::npos ? words.size() : close) - open - 1);
      if (close == std::string_view::npos || std::ranges::find(known, name) == known.end()) {
        error(with_nearest("in {} of " + obligation.id + ": " + list_words(known), name, known),
              in_quotes(name));
      }
      if (close == std::string_view::npos) return;
      words.remove_prefix(close + 1);
    }
  }

  const Rulebook& rulebook_;
  std::vector<Damage>& errors_;
  std::vector<std::string_view> ids_;
  std::string at_;
};

}  // namespace

std::vector<Damage> check_records(const Rulebook& rulebook, const fs::path& licenses_dir) {
  std::vector<Damage> errors;
  RecordCheck check(rulebook, errors);
  for (const LicenseRecord& record : rulebook.licenses) check.check_record(record);
  check.check_rules();
  check.check_files(licenses_dir);
  return errors;
}

std::vector<Damage> check_known(const Rulebook& rulebook, const KnownFacts& known) {
  std::vector<Damage> errors;
  RecordCheck(rulebook, errors).check_known_rows(known);
  return errors;
}

std::vector<Damage> check_term_rules(const Rulebook& rulebook,
                                     const std::map<std::string, std::string>& term_rules) {
  std::vector<Damage> errors;
  RecordCheck check(rulebook, errors);
  for (const auto& [name, bytes] : term_rules) check.check_term_rule(name, bytes);
  return errors;
}

}  // namespace modelaudit::assess
