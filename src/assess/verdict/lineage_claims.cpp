// What a package says of its bases (E9), what its bytes say (E1, E8), and what neither can say.
#include <algorithm>
#include <map>

#include "assess/lineage/following.h"
#include "assess/lineage/model_name.h"
#include "assess/verdict/package_assessment.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kMostNamed = 8;        // packages of one group that a claim names
constexpr uint64_t kTellingBytes = 4096;

std::string terms_of(const PackageAssessment& package) {
  std::vector<std::string> ids;
  for (const GoverningTerms& terms : package.conclusion.terms) {
    if (terms.applies_to.empty()) ids.push_back(terms.license);
  }
  return ids.empty() ? "no known terms" : spoken(ids);
}

void add_terms(report::LineageClaim& claim, const AssessState& state, const BaseLink& link) {
  if (link.package) {
    const std::vector<GoverningTerms>& terms = state.packages[*link.package].conclusion.terms;
    if (!terms.empty()) {
      claim.license = terms.front().license;
      claim.version = terms.front().version;
    }
  } else if (link.rule != nullptr && link.rule->terms.size() == 1) {
    claim.license = link.rule->terms.front().license;
    if (link.rule->terms.front().versions.size() == 1) claim.version = link.rule->terms.front().versions.front();
  }
}

}  // namespace

void claim_lineage(AssessState& state, size_t index, FindingSink& sink) {
  PackageAssessment& package = state.packages[index];
  for (const BaseLink& link : *package.bases) {
    report::LineageClaim claim;
    claim.base = link.name;
    claim.relation = relation_word(*link.relation);
    claim.grade = "E9";
    claim.says = "declared by " + (link.relation->key.empty() ? std::string("the package") : link.relation->key);
    if (link.package) claim.says += "; a package of this name is in the scan";
    claim.cannot_say = "whether the weights come from it";
    add_terms(claim, state, link);
    package.claims.push_back(std::move(claim));
  }
  for (const KnownName& known : package.known) {
    FindingSink::Extra extra;
    extra.artifact = known.artifact;
    sink.add("known-artifact", package.view, {{"name", known.name}, {"source", known.source}, {"declared", known.declared_license}}, extra);
    if (known.companion) continue;
    report::LineageClaim claim;
    claim.base = known.name;
    claim.relation = "identical";
    claim.grade = "E1";
    claim.measured.emplace("sha256", known.artifact->sha256 ? to_hex(*known.artifact->sha256) : std::string());
    claim.says = "the same bytes were published under this name";
    claim.cannot_say = "who made them first, and which terms govern";
    package.claims.push_back(std::move(claim));
  }
  if (package.family.grade == "E8") {
    report::LineageClaim claim;
    claim.base = package.family.id + (package.family.generation.empty() ? "" : " " + package.family.generation);
    claim.relation = "family";
    claim.grade = "E8";
    for (const std::string& fact : package.family.because) {
      const size_t split = fact.find(" = ");
      if (split != std::string::npos) claim.measured.emplace(fact.substr(0, split), fact.substr(split + 3));
    }
    claim.says = "the architecture is one that this family writes; the family's terms are candidates";
    claim.cannot_say = "that the weights come from the family's own models";
    package.claims.push_back(std::move(claim));
  } else if (package.family.shape != nullptr && package.family.rule == nullptr) {
    report::LineageClaim claim;
    claim.base = package.family.shape->family + " " + package.family.shape->generation;
    claim.relation = "shape";
    claim.grade = "E8";
    claim.measured.emplace("shape", package.family.shape->name);
    claim.says = "the shape is that of this model";
    claim.cannot_say = "that the weights come from it: models trained from scratch copy shapes";
    package.claims.push_back(std::move(claim));
  }
}

void compare_tensors(AssessState& state, FindingSink& sink) {
  const TensorSharing sharing = shared_tensors(state.view);
  // What each package shares with each of the others of its groups, summed over the groups.
  struct Shared {
    uint64_t tensors = 0, bytes = 0;
  };
  std::vector<std::map<size_t, Shared>> with(state.packages.size());
  std::vector<std::map<std::string, size_t>> brought(state.packages.size());  // license → package that brings it
  std::vector<bool> mostly(state.packages.size(), false);
  for (const SharedTensors& group : sharing.groups) {
    if (group.bytes < kTellingBytes) continue;
    std::map<std::string, size_t> following;
    for (size_t member : group.packages) {
      for (const GoverningTerms& terms : state.packages[member].conclusion.terms) {
        if (terms.applies_to.empty() && terms_follow(state.input->rulebook, terms.license)) following.emplace(terms.license, member);
      }
    }
    for (size_t member : group.packages) {
      size_t named = 0;
      for (size_t other : group.packages) {
        if (other == member || named++ >= kMostNamed) continue;
        Shared& shared = with[member][other];
        shared.tensors += group.tensors;
        shared.bytes += group.bytes;
      }
      brought[member].insert(following.begin(), following.end());
      if (group.bytes * 2 >= sharing.bytes_of[member]) mostly[member] = true;
    }
  }

  for (size_t i = 0; i < state.packages.size(); ++i) {
    PackageAssessment& package = state.packages[i];
    for (const auto& [other, shared] : with[i]) {
      const PackageView& view = *state.packages[other].view;
      report::LineageClaim claim;
      claim.base = view.package->store_name.empty() ? view.package->name : view.package->store_name;
      claim.relation = shared.tensors == sharing.tensors_of[i] ? "identical" : "shares tensors";
      claim.grade = "E1";
      claim.measured = {{"identical_tensors", std::to_string(shared.tensors)},
                        {"tensors", std::to_string(sharing.tensors_of[i])},
                        {"identical_bytes", std::to_string(shared.bytes)}};
      claim.says = std::to_string(shared.tensors) + " of " + std::to_string(sharing.tensors_of[i]) +
                   " comparable tensors have the same bytes";
      claim.cannot_say = "who made them first, and who copied whom";
      package.claims.push_back(std::move(claim));
    }
    if (!package.speaks_of_model) continue;
    std::map<size_t, std::vector<std::string>> missing;  // by the package that brings them
    for (const auto& [license, from] : brought[i]) {
      if (from != i && !package.conclusion.governs(license)) missing[from].push_back(license);
    }
    for (const auto& [from, licenses] : missing) {
      const PackageAssessment& other = state.packages[from];
      const bool high = mostly[i];
      sink.add(high ? "identical-tensors-different-terms" : "shared-tensors-different-terms", package.view,
               {{"other_package", other.view->package->name},
                {"declared", terms_of(package)},
                {"other", terms_of(other)},
                {"count", std::to_string(with[i].contains(from) ? with[i].at(from).tensors : 0)}});
      if (!high) continue;
      package.conclusion.contested = true;
      for (const std::string& license : licenses) {
        GoverningTerms terms;
        terms.license = license;
        terms.strength = Strength::implied;
        terms.from = other.view->package->name;
        const auto source = std::find_if(other.conclusion.terms.begin(), other.conclusion.terms.end(),
                                         [&](const GoverningTerms& t) { return t.license == license; });
        if (source != other.conclusion.terms.end()) terms.version = source->version;
        report::Evidence evidence;
        evidence.id = evidence_id(package.view->package->id, "digest", license, other.view->package->id, {});
        evidence.source = "digest";
        evidence.license = license;
        evidence.version = terms.version;
        evidence.strength = name_of(Strength::implied);
        evidence.says = "the same tensors lie in " + display_short(terms.from, 120) + ", which stands under these terms";
        terms.evidence.push_back(evidence.id);
        package.conclusion.evidence.push_back(std::move(evidence));
        package.conclusion.terms.push_back(std::move(terms));
      }
    }
  }
}

}  // namespace modelaudit::assess
