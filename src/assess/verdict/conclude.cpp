#include "assess/verdict/conclude.h"

#include <algorithm>

#include "assess/lineage/following.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kMostHints = 3;   // candidates of a hint; more say nothing

std::string id_part(std::string_view id_at_version) { return std::string(id_at_version.substr(0, id_at_version.find('@'))); }

std::vector<std::string> candidate_ids(const Sign& sign) {
  std::vector<std::string> ids;
  for (const std::string& candidate : sign.candidates) ids.push_back(id_part(candidate));
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

bool states_terms(const Statement& statement) {
  switch (statement.kind) {
    case Statement::Kind::notice:
    case Statement::Kind::body:
    case Statement::Kind::digest: return false;
    default: return statement.part == Part::weights;
  }
}

class Concluder {
 public:
  Concluder(const PackageView& package, const Rulebook& rulebook, PackageSigns& signs,
            const std::vector<Requirement>& requirements)
      : package_(package), rulebook_(rulebook), signs_(signs), requirements_(requirements) {}

  Conclusion conclude() {
    set_components_apart();
    take_statements();
    if (!result_.stated) take_prose();
    take_notices();
    take_components();
    take_requirements();
    settle_versions();
    collect_evidence();
    std::sort(result_.terms.begin(), result_.terms.end(), [](const GoverningTerms& a, const GoverningTerms& b) {
      return std::tie(a.applies_to, a.license, a.version) < std::tie(b.applies_to, b.license, b.version);
    });
    return std::move(result_);
  }

 private:
  // A file whose own name says which license it holds, beside other terms of the package, speaks of a component
  // (LICENSE_GEMMA.md beside an audio model's own license); so does a whole license in a document.
  void set_components_apart() {
    std::vector<std::string> main;
    for (const Statement& statement : signs_.statements) {
      const bool apart = statement.labelled || statement.kind == Statement::Kind::document;
      if (!states_terms(statement) || apart || statement.names_nothing) continue;
      for (std::string& id : licenses_of(statement)) main.push_back(std::move(id));
    }
    if (main.empty()) return;
    for (Statement& statement : signs_.statements) {
      const bool apart = (statement.labelled && statement.kind == Statement::Kind::license_file) ||
                         (statement.kind == Statement::Kind::document && statement.artifact != nullptr &&
                          !is_weights(statement.artifact->kind) && statement.artifact->kind != ArtifactKind::card);
      if (!states_terms(statement) || !apart || statement.names_nothing) continue;
      const std::vector<std::string> ids = licenses_of(statement);
      const bool shared = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return names(main, id); });
      if (shared || required(ids)) continue;
      statement.part = Part::component;
      statement.component = package_.relative_path(*statement.artifact);
    }
  }

  static bool names(const std::vector<std::string>& ids, std::string_view id) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& known) { return same_license(known, id); });
  }

  bool required(const std::vector<std::string>& ids) const {
    return std::any_of(requirements_.begin(), requirements_.end(), [&](const Requirement& requirement) {
      return requirement.component.empty() &&
             std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return brings(requirement, id); });
    });
  }

  GoverningTerms& term(const std::string& license, const std::string& applies_to) {
    for (GoverningTerms& known : result_.terms) {
      if (known.license == license && known.applies_to == applies_to) return known;
    }
    result_.terms.emplace_back();
    result_.terms.back().license = license;
    result_.terms.back().applies_to = applies_to;
    result_.terms.back().strength = Strength::implied;
    return result_.terms.back();
  }

  void add_sign(const Sign& sign, const std::string& license, const std::string& applies_to, bool choice) {
    GoverningTerms& terms = term(license, applies_to);
    const bool stronger = sign.strength < terms.strength;
    if (stronger || terms.evidence.empty()) terms.strength = std::min(terms.strength, sign.strength);
    if (!sign.version.empty() && (stronger || terms.version.empty())) terms.version = sign.version;
    terms.own = true;
    terms.choice = terms.choice || choice;
    if (std::find(terms.evidence.begin(), terms.evidence.end(), sign.id) == terms.evidence.end()) {
      terms.evidence.push_back(sign.id);
    }
  }

  // A sign that leaves several licenses open, narrowed by what else the package states or must keep.
  std::vector<std::string> narrow(const Sign& sign) const {
    std::vector<std::string> open = candidate_ids(sign);
    if (open.size() <= 1) return open;
    std::vector<std::string> stated, must;
    for (const std::string& id : open) {
      for (const Statement& statement : signs_.statements) {
        if (!states_terms(statement)) continue;
        for (const Sign& other : statement.signs) {
          if (other.license == id) stated.push_back(id);
        }
      }
      for (const Requirement& requirement : requirements_) {
        if (requirement.component.empty() && brings(requirement, id)) must.push_back(id);
      }
    }
    std::vector<std::string>& known = stated.empty() ? must : stated;
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    return known.empty() ? open : known;
  }

  // A name is not a text: `flux-1-dev-non-commercial-license` names whichever of a licensor's alike texts the family may
  // stand under. All of them are then kept as alternatives, unless a text in the package decides.
  void add_named(const Sign& sign, bool choice) {
    if (sign.source != "text") {
      for (const Requirement& requirement : requirements_) {
        std::vector<std::string> ids;
        for (const Requirement::Terms& terms : requirement.any_of) ids.push_back(terms.license);
        const bool alike = requirement.component.empty() && ids.size() > 1 && names(ids, sign.license) && all_alike(ids);
        if (!alike || has_text_of(ids)) continue;
        for (const std::string& id : ids) {
          add_sign(sign, id, {}, choice);
          term(id, {}).alternative = true;
        }
        return;
      }
    }
    add_sign(sign, sign.license, {}, choice);
  }

  bool has_text_of(const std::vector<std::string>& ids) const {
    return std::any_of(signs_.statements.begin(), signs_.statements.end(), [&](const Statement& statement) {
      return statement.is_text() && std::any_of(statement.signs.begin(), statement.signs.end(),
                                                [&](const Sign& sign) { return names(ids, sign.license); });
    });
  }

  void take_statements() {
    bool ambiguous = false;
    for (const Statement& statement : signs_.statements) {
      if (!states_terms(statement)) continue;
      if (statement.names_nothing) {
        result_.unresolved_word = true;
        if (!statement.declared.empty() && result_.declared.empty()) result_.declared = statement.declared;
        continue;
      }
      for (const Sign& sign : statement.signs) {
        if (!sign.license.empty()) {
          add_named(sign, statement.choice);
          result_.stated = true;
          continue;
        }
        const std::vector<std::string> ids = narrow(sign);
        if (ids.size() == 1) {
          add_sign(sign, ids.front(), {}, statement.choice);
          result_.stated = true;
        } else if (all_alike(ids)) {
          for (const std::string& id : ids) {
            add_sign(sign, id, {}, false);
            term(id, {}).alternative = true;
          }
          result_.stated = true;
        } else {
          ambiguous = true;
          if (result_.declared.empty()) result_.declared = statement.declared;
        }
      }
    }
    result_.ambiguous = ambiguous && !result_.stated;
  }

  // Candidates that are versions of one license under several ids (FLUX.1 dev 1.0, 1.1, 1.1.1): which one is open, what
  // kind of terms they are is not.
  bool all_alike(const std::vector<std::string>& ids) const {
    if (ids.empty() || ids.size() > 4) return false;
    const LicenseRecord* first = rulebook_.newest(ids.front());
    if (first == nullptr) return false;
    return std::all_of(ids.begin(), ids.end(), [&](const std::string& id) {
      const LicenseRecord* record = rulebook_.newest(id);
      return record != nullptr && record->licensor == first->licensor && record->classes == first->classes &&
             !record->licensor.empty();
    });
  }

  void take_prose() {
    for (const Statement& statement : signs_.statements) {
      if (statement.kind != Statement::Kind::body || statement.part != Part::weights) continue;
      for (const Sign& sign : statement.signs) {
        const std::vector<std::string> ids = sign.license.empty() ? narrow(sign) : std::vector{sign.license};
        if (ids.size() != 1) continue;
        if (sign.license.empty()) {
          add_sign(sign, ids.front(), {}, false);
        } else {
          add_named(sign, false);
        }
        result_.stated = true;
      }
    }
  }

  void take_notices() {
    for (const Statement& statement : signs_.statements) {
      if (statement.kind != Statement::Kind::notice || statement.part != Part::weights) continue;
      for (const Sign& sign : statement.signs) {
        // A permission named in a notice is most often a third party's; terms that stay on derivatives are the weights'.
        if (!result_.governs(sign.license) && !terms_follow(rulebook_, sign.license)) continue;
        add_sign(sign, sign.license, {}, false);
        if (!result_.stated) result_.stated = true;
      }
    }
  }

  void take_components() {
    for (const Statement& statement : signs_.statements) {
      if (statement.part != Part::component || statement.names_nothing || statement.kind == Statement::Kind::body) continue;
      for (const Sign& sign : statement.signs) {
        if (!sign.license.empty() && !result_.governs(sign.license)) add_sign(sign, sign.license, statement.component, false);
      }
    }
  }

  void take_requirements() {
    const auto add = [&](const Requirement& requirement, const Requirement::Terms& terms) {
      GoverningTerms& governing = term(terms.license, requirement.component);
      if (governing.from.empty()) governing.from = requirement.from;
      if (!governing.own && requirement.any_of.size() > 1) governing.alternative = true;
      const std::string id = evidence_id(package_.package->id, requirement.source, terms.license, requirement.from, {});
      if (std::find(governing.evidence.begin(), governing.evidence.end(), id) == governing.evidence.end()) {
        governing.evidence.push_back(id);
      }
    };
    const auto covered = [&](const Requirement& requirement) {
      return std::any_of(result_.terms.begin(), result_.terms.end(), [&](const GoverningTerms& terms) {
        const bool place = terms.applies_to.empty() || terms.applies_to == requirement.component;
        return place && brings(requirement, terms.license);
      });
    };
    for (const Requirement& requirement : requirements_) {
      const bool known = covered(requirement);
      for (const Requirement::Terms& terms : requirement.any_of) {
        if (known ? result_.governs(terms.license) : requirement.follows) add(requirement, terms);
      }
    }
    if (!result_.terms.empty()) return;
    // Nothing stated and nothing that must stay: the terms of the first base or family that is known, as a hint.
    for (const Requirement& requirement : requirements_) {
      if (!requirement.component.empty() || requirement.any_of.size() > kMostHints) continue;
      for (const Requirement::Terms& terms : requirement.any_of) {
        add(requirement, terms);
        result_.terms.back().hint = true;
      }
      if (!result_.terms.empty()) return;
    }
  }

  // A version that no sign of the package fixes may be fixed by what brings the terms.
  void settle_versions() {
    for (GoverningTerms& terms : result_.terms) {
      if (!terms.version.empty()) continue;
      std::vector<std::string> versions;
      bool open = false;
      for (const Requirement& requirement : requirements_) {
        for (const Requirement::Terms& brought : requirement.any_of) {
          if (brought.license != terms.license) continue;
          if (brought.versions.empty()) open = true;
          versions.insert(versions.end(), brought.versions.begin(), brought.versions.end());
        }
      }
      std::sort(versions.begin(), versions.end());
      versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
      if (!open && versions.size() == 1 && versions.front() != "*") {
        terms.version = versions.front();
      } else if (const std::vector<const LicenseRecord*> all = rulebook_.versions(terms.license); all.size() == 1) {
        terms.version = all.front()->version;
      }
    }
  }

  void collect_evidence() {
    for (const Statement& statement : signs_.statements) {
      for (report::Evidence& evidence : evidence_of(statement)) result_.evidence.push_back(std::move(evidence));
    }
    for (const Requirement& requirement : requirements_) {
      for (const Requirement::Terms& terms : requirement.any_of) {
        report::Evidence evidence;
        evidence.id = evidence_id(package_.package->id, requirement.source, terms.license, requirement.from, {});
        evidence.source = requirement.source;
        evidence.license = terms.license;
        if (terms.versions.size() == 1) evidence.version = terms.versions.front();
        if (requirement.any_of.size() > 1) {
          for (const Requirement::Terms& other : requirement.any_of) evidence.candidates.push_back(other.license);
        }
        evidence.strength = name_of(Strength::implied);
        evidence.says = (requirement.source == "base_model" ? "terms of the base " : "terms of the family ") +
                        display_short(requirement.from, 120) + " (" + requirement.grade + ")" +
                        (requirement.follows ? "; they stay on derivatives" : "");
        result_.evidence.push_back(std::move(evidence));
      }
    }
    std::sort(result_.evidence.begin(), result_.evidence.end(),
              [](const report::Evidence& a, const report::Evidence& b) { return a.id < b.id; });
    result_.evidence.erase(std::unique(result_.evidence.begin(), result_.evidence.end(),
                                       [](const report::Evidence& a, const report::Evidence& b) { return a.id == b.id; }),
                           result_.evidence.end());
  }

  const PackageView& package_;
  const Rulebook& rulebook_;
  PackageSigns& signs_;
  const std::vector<Requirement>& requirements_;
  Conclusion result_;
};

}  // namespace

bool Conclusion::governs(std::string_view license) const {
  return std::any_of(terms.begin(), terms.end(), [&](const GoverningTerms& known) { return same_license(known.license, license); });
}

std::vector<std::string> licenses_of(const Statement& statement) {
  std::vector<std::string> ids;
  for (const Sign& sign : statement.signs) {
    if (!sign.license.empty()) {
      ids.push_back(sign.license);
    } else {
      for (std::string& id : candidate_ids(sign)) ids.push_back(std::move(id));
    }
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::string status_of(const Conclusion& conclusion) {
  const bool following = std::any_of(conclusion.terms.begin(), conclusion.terms.end(),
                                     [](const GoverningTerms& terms) { return !terms.own && !terms.hint && !terms.from.empty(); });
  if (conclusion.ambiguous) return "unresolved";
  if (conclusion.unresolved_word && !conclusion.stated) return "unresolved";
  if (!conclusion.stated && !following) return "unresolved";
  if (conclusion.contested) return "contested";
  return "concluded";
}

Conclusion conclude(const PackageView& package, const Rulebook& rulebook, PackageSigns& signs,
                    const std::vector<Requirement>& requirements) {
  return Concluder(package, rulebook, signs, requirements).conclude();
}

std::vector<report::Evidence> evidence_of(const Statement& statement) {
  std::vector<report::Evidence> all;
  for (const Sign& sign : statement.signs) {
    report::Evidence evidence;
    evidence.id = sign.id;
    evidence.source = sign.source;
    evidence.license = sign.license;
    evidence.version = sign.version;
    evidence.candidates = sign.candidates;
    evidence.strength = name_of(sign.strength);
    if (statement.artifact != nullptr) evidence.artifact = statement.artifact->path;
    evidence.says = sign.says;
    if (statement.part == Part::code) evidence.says += "; for the code";
    if (statement.part == Part::third_party) evidence.says += "; for third parties' work";
    if (statement.part == Part::component) evidence.says += "; for " + display_short(statement.component, 80);
    evidence.quote = statement.is_text() ? std::string() : statement.declared;
    if (sign.match != nullptr) {
      const TermsMatch& match = *sign.match;
      const bool in_text = statement.is_text() || statement.kind == Statement::Kind::notice;
      for (const ByteSpan& span : match.spans) {
        if (!in_text || evidence.where.size() >= 8) break;
        evidence.where.push_back({statement.offset + span.offset, span.length, statement.key});
      }
      if (match.kind == MatchKind::text) {
        evidence.coverage_official = match.coverage_official;
        evidence.coverage_found = match.coverage_found;
      }
      for (const Difference& difference : match.differences) {
        const char* kind = difference.kind == Difference::Kind::inserted   ? "inserted"
                           : difference.kind == Difference::Kind::deleted ? "deleted"
                                                                          : "changed";
        evidence.differences.push_back({kind, difference.section, difference.found, difference.official_words,
                                        statement.offset + difference.where.offset, difference.where.length});
      }
      evidence.missing_sections = match.missing_sections;
      for (const Twin& twin : match.twins) evidence.twins.push_back({twin.license, twin.version, twin.separated_by});
    }
    if (evidence.where.empty()) evidence.where.push_back({statement.offset, statement.length, statement.key});
    all.push_back(std::move(evidence));
  }
  return all;
}

}  // namespace modelaudit::assess
