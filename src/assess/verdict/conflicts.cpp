#include "assess/verdict/conflicts.h"

#include <algorithm>

#include "assess/lineage/following.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& left) {
    return std::any_of(b.begin(), b.end(), [&](const std::string& right) { return same_license(left, right); });
  });
}

bool is_declaration(const Statement& statement) {
  return statement.kind == Statement::Kind::card_tag || statement.kind == Statement::Kind::card_link ||
         statement.kind == Statement::Kind::metadata || statement.kind == Statement::Kind::sidecar;
}

// Where a statement stands, for people: the card, a metadata key, a file.
std::string place_of(const PackageView& package, const Statement& statement) {
  if (statement.artifact == nullptr) return name_of(statement.kind);
  std::string place(package.relative_path(*statement.artifact));
  if (!statement.key.empty()) place += " (" + statement.key + ")";
  return place;
}

class Conflicts {
 public:
  Conflicts(const ConflictInput& input, Conclusion& conclusion, FindingSink& sink)
      : in_(input), conclusion_(conclusion), sink_(sink) {
    for (const Statement& statement : in_.signs.statements) {
      if (statement.part != Part::weights || statement.names_nothing || statement.signs.empty()) continue;
      if (is_declaration(statement)) declared_.push_back(&statement);
      if (statement.is_text()) texts_.push_back(&statement);
    }
  }

  void find() {
    against_texts();
    among_declarations();
    among_texts();
    against_prose();
    against_notices();
    against_requirements();
    against_name();
    of_components();
  }

 private:
  void report(std::string_view code, const Statement* at, Facts facts, bool terms_contradict = true) {
    FindingSink::Extra extra;
    if (at != nullptr) extra.artifact = at->artifact;
    sink_.add(code, &in_.package, std::move(facts), extra);
    if (terms_contradict) conclusion_.contested = true;
  }

  // The first declaration, the card's before a file's.
  const Statement* main_declaration() const {
    for (const Statement* statement : declared_) {
      if (statement->kind == Statement::Kind::card_tag) return statement;
    }
    return declared_.empty() ? nullptr : declared_.front();
  }

  void against_texts() {
    const Statement* tag = main_declaration();
    if (tag == nullptr) return;
    const std::vector<std::string> said = licenses_of(*tag);
    for (const Statement* text : texts_) {
      const std::vector<std::string> found = licenses_of(*text);
      const bool more = share(said, found) && text->kind == Statement::Kind::license_file && holds_more(said, *text);
      if (share(said, found) && !more) continue;
      report("tag-contradicts-text", tag,
             {{"declared", tag->declared.empty() ? spoken(said) : tag->declared},
              {"declared_license", spoken(said)},
              {"found", spoken(found)},
              {"text_artifact", place_of(in_.package, *text)}});
    }
  }

  // The file holds another whole text, beside what the tag names, whose terms stay on derivatives.
  bool holds_more(const std::vector<std::string>& said, const Statement& text) const {
    return std::any_of(text.signs.begin(), text.signs.end(), [&](const Sign& sign) {
      return !sign.license.empty() && sign.source == "text" && !share(said, {sign.license}) &&
             terms_follow(in_.rulebook, sign.license);
    });
  }

  void among_declarations() {
    const Statement* tag = main_declaration();
    if (tag == nullptr) return;
    const std::vector<std::string> said = licenses_of(*tag);
    for (const Statement* other : declared_) {
      if (other == tag) continue;
      const std::vector<std::string> also = licenses_of(*other);
      if (share(said, also)) continue;
      const bool link = other->kind == Statement::Kind::card_link;
      report(link ? "tag-contradicts-link" : "tag-contradicts-metadata", tag,
             {{"declared", tag->declared},
              {"declared_license", spoken(said)},
              {"found", spoken(also)},
              {"other_artifact", place_of(in_.package, *other)}});
    }
  }

  void among_texts() {
    const Statement* tag = main_declaration();
    const std::vector<std::string> said = tag == nullptr ? std::vector<std::string>() : licenses_of(*tag);
    const auto plain = [](const Statement& text) {
      return !text.labelled && (text.kind == Statement::Kind::license_file || text.kind == Statement::Kind::gate_text);
    };
    for (size_t i = 0; i < texts_.size(); ++i) {
      if (!plain(*texts_[i])) continue;
      for (size_t j = i + 1; j < texts_.size() && j < i + 16; ++j) {
        if (!plain(*texts_[j])) continue;
        const std::vector<std::string> left = licenses_of(*texts_[i]), right = licenses_of(*texts_[j]);
        if (share(left, right) || (share(said, left) && share(said, right))) continue;
        report("license-files-contradict", texts_[i],
               {{"found", spoken(left)},
                {"other", spoken(right)},
                {"other_artifact", place_of(in_.package, *texts_[j])}});
      }
    }
  }

  bool restricts(std::string_view what) const {
    return std::any_of(conclusion_.terms.begin(), conclusion_.terms.end(), [&](const GoverningTerms& terms) {
      const LicenseRecord* record = in_.rulebook.newest(terms.license);
      if (record == nullptr) return true;  // nobody knows what these terms allow
      return in_.rulebook.has_class(terms.license, what) || in_.rulebook.has_class(terms.license, "non-commercial") ||
             in_.rulebook.has_class(terms.license, "research-only") || in_.rulebook.has_class(terms.license, "no-redistribution") ||
             in_.rulebook.has_class(terms.license, "unknown");
    });
  }

  void against_prose() {
    const Statement* stated = main_declaration() != nullptr ? main_declaration() : texts_.empty() ? nullptr : texts_.front();
    if (stated == nullptr) return;
    for (const Phrase& phrase : in_.signs.phrases) {
      if (phrase.what == "open-source" || restricts(phrase.what)) continue;
      if (phrase.what == "denied") {
        const std::vector<std::string> licenses = licenses_of(*stated);
        if (std::find(licenses.begin(), licenses.end(), phrase.quote) == licenses.end()) continue;
      }
      FindingSink::Extra extra;
      extra.artifact = phrase.artifact;
      sink_.add("card-body-contradicts-tag", &in_.package,
                {{"declared", spoken(licenses_of(*stated))}, {"found", phrase.quote}, {"restriction", phrase.what}}, extra);
      conclusion_.contested = true;
      return;
    }
    for (const Statement& body : in_.signs.statements) {
      if (body.kind != Statement::Kind::body || body.part != Part::weights) continue;
      for (const Sign& sign : body.signs) {
        if (sign.license.empty() || conclusion_.governs(sign.license) || !terms_follow(in_.rulebook, sign.license)) continue;
        if (governs_kin(sign.license)) continue;
        report("card-body-contradicts-tag", &body,
               {{"declared", spoken(licenses_of(*stated))}, {"found", sign.license}, {"quote", body.declared}});
        return;
      }
    }
  }

  // Prose names a licensor's terms loosely: "the FLUX.1 [dev] license" is whichever version lies there.
  bool governs_kin(std::string_view license) const {
    const LicenseRecord* named = in_.rulebook.newest(license);
    return named != nullptr && !named->licensor.empty() &&
           std::any_of(conclusion_.terms.begin(), conclusion_.terms.end(), [&](const GoverningTerms& terms) {
             const LicenseRecord* record = in_.rulebook.newest(terms.license);
             return record != nullptr && record->licensor == named->licensor;
           });
  }

  void against_notices() {
    std::vector<std::string> said;
    for (const std::vector<const Statement*>* list : {&declared_, &texts_}) {
      for (const Statement* statement : *list) {
        for (std::string& id : licenses_of(*statement)) said.push_back(std::move(id));
      }
    }
    if (said.empty()) return;
    // Terms of a component that the package names are named.
    for (const Statement& statement : in_.signs.statements) {
      if (statement.part != Part::component) continue;
      for (std::string& id : licenses_of(statement)) said.push_back(std::move(id));
    }
    for (const Statement& notice : in_.signs.statements) {
      if (notice.kind != Statement::Kind::notice || notice.part != Part::weights) continue;
      for (const Sign& sign : notice.signs) {
        if (sign.license.empty() || share(said, {sign.license}) || !terms_follow(in_.rulebook, sign.license)) continue;
        const bool required = std::any_of(in_.requirements.begin(), in_.requirements.end(),
                                          [&](const Requirement& requirement) { return brings(requirement, sign.license); });
        if (required) continue;  // the requirement's own conflict says it
        report("notice-names-other-terms", &notice, {{"declared", spoken(said)}, {"found", sign.license}}, false);
      }
    }
  }

  std::vector<std::string> own_licenses() const {
    std::vector<std::string> own;
    for (const GoverningTerms& terms : conclusion_.terms) {
      if (terms.own && terms.applies_to.empty()) own.push_back(terms.license);
    }
    for (const std::vector<const Statement*>* list : {&declared_, &texts_}) {
      for (const Statement* statement : *list) {
        // Candidates count as said where nothing narrower was concluded from them.
        for (const Sign& sign : statement->signs) {
          if (sign.license.empty()) {
            for (std::string& id : licenses_of(*statement)) own.push_back(std::move(id));
          }
        }
      }
    }
    return own;
  }

  void against_requirements() {
    const std::vector<std::string> own = own_licenses();
    if (own.empty()) return;
    const Statement* tag = main_declaration();
    const Statement* at = tag != nullptr ? tag : texts_.empty() ? nullptr : texts_.front();
    std::vector<std::string> reported;
    for (const Requirement& requirement : in_.requirements) {
      if (!requirement.component.empty()) continue;
      std::vector<std::string> brought;
      for (const Requirement::Terms& terms : requirement.any_of) brought.push_back(terms.license);
      if (share(own, brought) || share(reported, brought)) continue;
      const bool of_base = requirement.source == "base_model";
      std::vector<std::string> siblings = family_licenses(in_.rulebook, requirement.family);
      std::erase_if(siblings, [&](const std::string& id) { return !terms_follow(in_.rulebook, id); });
      const bool sibling = share(own, siblings);
      std::string_view code;
      if (requirement.follows) {
        if (sibling) {
          code = of_base ? "base-version-mismatch" : "tag-contradicts-generation";
        } else if (tag != nullptr) {
          code = of_base ? "tag-contradicts-base" : "tag-contradicts-family";
        } else {
          code = of_base ? "text-contradicts-base" : "text-contradicts-family";
        }
      } else if (sibling && requirement.rule_grade != 'G' && !brought_elsewhere(own, siblings)) {
        code = "tag-contradicts-generation";  // Gemma 4 left the Gemma Terms
      } else {
        continue;
      }
      const std::string version = requirement.any_of.front().versions.empty() ? "" : requirement.any_of.front().versions.front();
      report(code, at,
             {{"declared", tag != nullptr && !tag->declared.empty() ? tag->declared : spoken(own)},
              {"declared_license", spoken(own)},
              {"found_license", spoken(own)},
              {"found_version", spoken(own)},
              {"base", requirement.from},
              {"family", of_base ? requirement.family : requirement.from},
              {"generation", ""},
              {"license", spoken(brought)},
              {"version", version},
              {"found", spoken(brought)}});
      reported.insert(reported.end(), brought.begin(), brought.end());
    }
  }

  // The family's other terms may rightly stand there when another base brings them.
  bool brought_elsewhere(const std::vector<std::string>& own, const std::vector<std::string>& siblings) const {
    return std::any_of(in_.requirements.begin(), in_.requirements.end(), [&](const Requirement& requirement) {
      return std::any_of(requirement.any_of.begin(), requirement.any_of.end(), [&](const Requirement::Terms& terms) {
        return share(own, {terms.license}) && share(siblings, {terms.license});
      });
    });
  }

  void against_name() {
    const FamilyFacts& family = in_.family;
    if (family.contradicted == nullptr || family.contradicted_by == nullptr || family.rule == nullptr) return;
    FindingSink::Extra extra;
    extra.artifact = family.contradicted_by->artifact;
    sink_.add("name-contradicts-metadata", &in_.package,
              {{"name", family.contradicted->name},
               {"name_from", family.contradicted->from},
               {"name_family", family.contradicted->rule->family + " " + family.contradicted->rule->generation},
               {"key", family.contradicted_by->from},
               {"found", family.contradicted_by->name},
               {"metadata_family", family.rule->family + " " + family.rule->generation}},
              extra);
  }

  void of_components() {
    for (const Requirement& requirement : in_.requirements) {
      if (requirement.component.empty() || !requirement.follows) continue;
      std::vector<std::string> brought;
      for (const Requirement::Terms& terms : requirement.any_of) brought.push_back(terms.license);
      const bool named = std::any_of(in_.signs.statements.begin(), in_.signs.statements.end(), [&](const Statement& statement) {
        return share(licenses_of(statement), brought);
      });
      if (named) continue;
      report("component-terms-not-named", nullptr,
             {{"component", requirement.component}, {"family", requirement.from}, {"found", spoken(brought)}});
    }
  }

  const ConflictInput& in_;
  Conclusion& conclusion_;
  FindingSink& sink_;
  std::vector<const Statement*> declared_, texts_;
};

bool side_matches(const Rulebook& rulebook, std::string_view side, std::string_view license) {
  if (side.starts_with("class:")) return rulebook.has_class(license, side.substr(6));
  return same_license(side, license);
}

}  // namespace

std::string spoken(const std::vector<std::string>& ids) {
  std::string text;
  for (size_t i = 0; i < ids.size(); ++i) {
    if (i > 0) text += i + 1 == ids.size() ? " and " : ", ";
    text += ids[i];
  }
  return text;
}

void find_conflicts(const ConflictInput& input, Conclusion& conclusion, FindingSink& sink) {
  Conflicts(input, conclusion, sink).find();
}

void find_incompatible(const ConflictInput& input, Conclusion& conclusion, FindingSink& sink) {
  const std::vector<GoverningTerms>& terms = conclusion.terms;
  for (size_t i = 0; i < terms.size(); ++i) {
    for (size_t j = i + 1; j < terms.size(); ++j) {
      const GoverningTerms& a = terms[i];
      const GoverningTerms& b = terms[j];
      if (a.applies_to != b.applies_to || (a.choice && b.choice) || (a.alternative && b.alternative)) continue;
      for (const Incompatibility& pair : input.rulebook.incompatibilities) {
        const bool met = (side_matches(input.rulebook, pair.left, a.license) && side_matches(input.rulebook, pair.right, b.license)) ||
                         (side_matches(input.rulebook, pair.left, b.license) && side_matches(input.rulebook, pair.right, a.license));
        if (!met) continue;
        sink.add("bases-incompatible", &input.package,
                 {{"left", a.license},
                  {"right", b.license},
                  {"left_from", a.from.empty() ? "the package itself" : a.from},
                  {"right_from", b.from.empty() ? "the package itself" : b.from},
                  {"reason", pair.reason}});
        conclusion.contested = true;
        break;
      }
    }
  }
}

}  // namespace modelaudit::assess
