// One package on its way through the verdict: what was found, what was concluded, what is left to check.
#pragma once

#include <memory>

#include "assess/lineage/bases.h"
#include "assess/lineage/shared_tensors.h"
#include "assess/verdict/conflicts.h"
#include "assess/verdict/duties.h"
#include "assess/verdict/signs.h"

namespace modelaudit::assess {

struct KnownName {
  const Artifact* artifact = nullptr;
  std::string name, source, declared_license;
  bool companion = false;          ///< a shared part (tokenizer, projector, autoencoder): its name is not the package's
};

struct PackageAssessment {
  const PackageView* view = nullptr;
  const std::vector<BaseLink>* bases = nullptr;
  bool speaks_of_model = true;     ///< false: documents or code, no model here
  FamilyFacts family;
  PackageSigns signs;
  std::vector<Requirement> requirements;
  Conclusion conclusion;
  std::vector<KnownName> known;
  bool published_bytes = false;    ///< every weights artifact is known by digest
  std::vector<report::LineageClaim> claims;
};

/// What all packages of a run share.
struct AssessState {
  const AssessInput* input = nullptr;
  InventoryView view;
  std::unique_ptr<Families> families;
  std::unique_ptr<TermCache> cache;
  BaseGraph graph;
  std::vector<PackageAssessment> packages;   ///< by package index
};

/// Signs, family, requirements and conclusion of one package; its bases in this scan are done already.
void conclude_package(AssessState& state, size_t index, FindingSink& sink);

/// Claims of lineage, declared and measured, and findings where they contradict each other.
void claim_lineage(AssessState& state, size_t index, FindingSink& sink);

/// Equal tensors across the packages: claims, findings, and the terms that they bring.
void compare_tensors(AssessState& state, FindingSink& sink);

/// The duty facts of a package: what its checks look at.
DutyFacts duty_facts(const AssessState& state, size_t index);

/// True when the package was made from another model, by its own word.
bool is_derivative(const PackageAssessment& package);

}  // namespace modelaudit::assess
