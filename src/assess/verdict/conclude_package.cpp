// One package: signs, family, what must hold, what is concluded, and what contradicts it.
#include <algorithm>
#include <array>

#include "assess/lineage/following.h"
#include "assess/lineage/model_name.h"
#include "assess/verdict/package_assessment.h"
#include "assess/verdict/signatures.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

void look_up_digests(const AssessState& state, PackageAssessment& package) {
  if (!state.input->known) return;
  uint64_t weights = 0, published = 0;
  for (const Artifact* artifact : package.view->artifacts) {
    const bool counts = is_weights(artifact->kind);
    weights += counts ? 1 : 0;
    if (!artifact->sha256) continue;
    bool found = false;
    for (const KnownArtifact& known : state.input->known(*artifact->sha256)) {
      KnownName name{artifact, std::string(known.name), std::string(known.source), std::string(known.declared_license), false};
      const std::string kind = ascii_lower(known.kind);
      name.companion = holds(kind, "companion") || holds(kind, "tokenizer") || holds(kind, "license") || holds(kind, "config") ||
                       holds(kind, "mmproj") || !counts;
      found = found || !name.companion;
      package.known.push_back(std::move(name));
    }
    published += counts && found ? 1 : 0;
  }
  package.published_bytes = weights > 0 && published == weights;
}

std::string published_name(const PackageAssessment& package) {
  for (const KnownName& known : package.known) {
    if (!known.companion) return known.name;
  }
  return {};
}

// Terms that one base brings: those that its own package was concluded to stand under, and those of its family.
void add_base_requirements(const AssessState& state, const BaseLink& link, PackageAssessment& package) {
  const Rulebook& rulebook = state.input->rulebook;
  if (link.package) {
    const PackageAssessment& base = state.packages[*link.package];
    for (const GoverningTerms& terms : base.conclusion.terms) {
      if (!terms.applies_to.empty()) continue;
      Requirement requirement;
      requirement.any_of.push_back({terms.license, terms.version.empty() ? std::vector<std::string>() : std::vector{terms.version}});
      requirement.follows = terms_follow(rulebook, terms.license);
      requirement.source = "base_model";
      requirement.from = link.name;
      requirement.grade = "E9";
      requirement.family = base.family.id;
      package.requirements.push_back(std::move(requirement));
    }
  }
  if (link.rule != nullptr) {
    for (Requirement& requirement : requirements_of(rulebook, *link.rule, "base_model", link.name, "E9")) {
      package.requirements.push_back(std::move(requirement));
    }
  }
}

// A folder of texts may be the licensor's own: there its own whole text says more than a name that a rule knows.
bool own_text_beats_name(const PackageAssessment& package) {
  if (package.view->package->has_weights || package.family.grade != "E9" || !package.bases->empty()) return false;
  return std::any_of(package.signs.statements.begin(), package.signs.statements.end(), [](const Statement& statement) {
    return statement.kind == Statement::Kind::license_file && statement.part == Part::weights &&
           std::any_of(statement.signs.begin(), statement.signs.end(), [](const Sign& sign) { return sign.strength == Strength::identical; });
  });
}

// Bases that only the card's prose names: "fine-tuned from Llama 3.1 8B". Terms of a family that is known by generation.
void add_prose_requirements(const AssessState& state, PackageAssessment& package) {
  for (ProseBase& base : package.signs.prose_bases) {
    base.rule = state.families->by_name(base.words);
    if (base.rule == nullptr || base.rule->generation.empty()) continue;
    const bool known = std::any_of(package.bases->begin(), package.bases->end(), [&](const BaseLink& link) { return link.rule == base.rule; });
    if (known) continue;
    for (Requirement& requirement : requirements_of(state.input->rulebook, *base.rule, "base_model", base.words, "E9")) {
      package.requirements.push_back(std::move(requirement));
    }
  }
}

void add_family_requirements(const AssessState& state, PackageAssessment& package) {
  const Rulebook& rulebook = state.input->rulebook;
  const FamilyFacts& family = package.family;
  const bool hint = own_text_beats_name(package);
  if (family.rule != nullptr) {
    const bool by_digest = family.grade == "E1";
    for (Requirement& requirement : requirements_of(rulebook, *family.rule, by_digest ? "digest" : "family",
                                                    family.rule->family + " " + family.rule->generation, family.grade)) {
      if (hint) requirement.follows = false;
      package.requirements.push_back(std::move(requirement));
    }
  }
  for (const FamilyFacts::Component& component : family.components) {
    if (component.rule == nullptr) continue;
    for (Requirement& requirement : requirements_of(rulebook, *component.rule, "family",
                                                    component.rule->family + " " + component.rule->generation, "E8")) {
      requirement.component = component.folder;
      package.requirements.push_back(std::move(requirement));
    }
  }
}

// The family of a package that says it was made from another model is that model's, unless the files point elsewhere.
void family_from_bases(PackageAssessment& package) {
  FamilyFacts& family = package.family;
  if (family.rule != nullptr || !family.id.empty()) return;
  for (const BaseLink& link : *package.bases) {
    if (link.rule == nullptr) continue;
    family.id = link.rule->family;
    family.generation = link.rule->generation;
    family.licensor = link.rule->licensor;
    family.grade = "E9";
    family.because.push_back("declared base " + display_short(link.name, 120));
    return;
  }
}

constexpr std::array<std::string_view, 16> kCodeEndings = {".py", ".ipynb", ".cc", ".cpp", ".h", ".cu", ".rs", ".go", ".js", ".ts",
                                                           ".java", ".kt", ".swift", ".sh", ".c", ".cmake"};
constexpr size_t kModelWords = 3;   // a README that says "model" as often is about one

bool holds_code(const PackageView& package) {
  return std::any_of(package.artifacts.begin(), package.artifacts.end(), [](const Artifact* artifact) {
    const std::string name = ascii_lower(file_name_in(artifact->path));
    return std::any_of(kCodeEndings.begin(), kCodeEndings.end(), [&](std::string_view ending) { return name.ends_with(ending); });
  });
}

bool prose_is_about_a_model(const PackageView& package) {
  for (const TextAt& place : package.texts) {
    if (place.at->role != TextRole::card_body) continue;
    const std::string body = ascii_lower(std::string_view(place.text->body).substr(0, 1 << 16));
    size_t count = 0;
    for (size_t at = body.find("model"); at != std::string::npos && count < kModelWords; at = body.find("model", at + 1)) ++count;
    if (count >= kModelWords) return true;
  }
  return false;
}

// A folder of texts speaks of a model when its terms are a model's, or its prose is about one. The name alone does not: a
// family's code lies in folders of that name.
bool speaks_of_model(const AssessState& state, const PackageAssessment& package) {
  const Package& facts = *package.view->package;
  if (facts.has_weights || (facts.kind != "documents" && facts.kind != "code")) return true;
  if (!package.bases->empty() || !package.family.architectures.empty()) return true;
  if (!holds_code(*package.view) && prose_is_about_a_model(*package.view)) return true;
  for (const Statement& statement : package.signs.statements) {
    if (statement.kind == Statement::Kind::card_tag && !statement.names_nothing) return true;
    if (statement.kind == Statement::Kind::body && statement.speaks_of_weights) return true;
    if (statement.part == Part::code) continue;
    for (const std::string& id : licenses_of(statement)) {
      const LicenseRecord* record = state.input->rulebook.newest(id);
      const bool general = record != nullptr && (state.input->rulebook.has_class(id, "open-source") ||
                                                 state.input->rulebook.has_class(id, "permissive") ||
                                                 state.input->rulebook.has_class(id, "copyleft") ||
                                                 state.input->rulebook.has_class(id, "weak-copyleft") ||
                                                 state.input->rulebook.has_class(id, "public-domain"));
      if (id.starts_with("LicenseRef-") && !general) return true;
    }
  }
  return std::any_of(package.signs.statements.begin(), package.signs.statements.end(),
                     [](const Statement& statement) { return statement.kind == Statement::Kind::signature; });
}

void report_unknown_bases(const PackageAssessment& package, FindingSink& sink) {
  for (const BaseLink& link : *package.bases) {
    if (link.package || link.rule != nullptr || link.relation->kind == RelationKind::source) continue;
    if (fold_name(last_part(link.name)) == fold_name(package.view->package->name)) continue;
    sink.add("base-terms-unknown", package.view, {{"base", link.name}});
  }
}

void report_redistribution(const AssessState& state, const PackageAssessment& package, FindingSink& sink) {
  // The duty `no-redistribution` of the record says it in the rulebook's words; this is for terms without a clause.
  if (state.input->use.use == "internal") return;
  for (const GoverningTerms& terms : package.conclusion.terms) {
    if (!state.input->rulebook.has_class(terms.license, "no-redistribution")) continue;
    const LicenseRecord* record = record_of(state.input->rulebook, terms);
    const bool by_clause = record != nullptr && std::any_of(record->clauses.begin(), record->clauses.end(), [&](const Clause& clause) {
      const Obligation* obligation = state.input->rulebook.obligation(clause.obligation);
      return obligation != nullptr && obligation->check == "forbidden";
    });
    if (by_clause) continue;
    sink.add("no-redistribution-right", package.view,
             {{"license", terms.license}, {"because", terms.license + " gives none"}, {"section", ""}});
  }
}

}  // namespace

bool is_derivative(const PackageAssessment& package) {
  const std::string own = fold_name(package.view->package->name);
  const bool by_prose = std::any_of(package.signs.prose_bases.begin(), package.signs.prose_bases.end(),
                                    [](const ProseBase& base) { return base.rule != nullptr && !base.rule->generation.empty(); });
  return by_prose || std::any_of(package.bases->begin(), package.bases->end(), [&](const BaseLink& link) {
    const bool catalog = link.relation->key == "urls";
    return !catalog && fold_name(last_part(link.name)) != own;
  });
}

void conclude_package(AssessState& state, size_t index, FindingSink& sink) {
  PackageAssessment& package = state.packages[index];
  const Rulebook& rulebook = state.input->rulebook;
  look_up_digests(state, package);
  package.family = state.families->identify(*package.view, published_name(package));
  family_from_bases(package);
  package.signs = collect_signs(*package.view, rulebook, *state.cache);
  add_signatures(*package.view, rulebook, package.signs);
  for (const BaseLink& link : *package.bases) add_base_requirements(state, link, package);
  add_prose_requirements(state, package);
  add_family_requirements(state, package);
  package.speaks_of_model = speaks_of_model(state, package);
  package.conclusion = conclude(*package.view, rulebook, package.signs, package.requirements);
  if (!package.speaks_of_model) return;

  const ConflictInput input{*package.view, rulebook, package.signs, package.family, package.requirements};
  find_conflicts(input, package.conclusion, sink);
  find_incompatible(input, package.conclusion, sink);
  find_term_troubles(input, package.conclusion, sink);
  report_unknown_bases(package, sink);
  report_redistribution(state, package, sink);
}

}  // namespace modelaudit::assess
