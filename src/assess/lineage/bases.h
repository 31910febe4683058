// Declared bases: what a package says it was made from, and what that names in this scan and in the rulebook.
//
// A declaration (card, GGUF keys, adapter, merge recipe, config leftover) is grade E9: somebody wrote it. It is resolved
// by name to a package of the same scan (`org/name`, else the last part if only one package has it), and to a family
// rule. Chains are followed by the caller in base-first order; a cycle is broken and named.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "assess/lineage/family.h"
#include "assess/lineage/package_view.h"

namespace modelaudit::assess {

struct BaseLink {
  const Relation* relation = nullptr;
  std::string name;                    ///< as base_name gives it
  std::optional<size_t> package;       ///< index in InventoryView::packages
  const FamilyRule* rule = nullptr;
};

struct BaseGraph {
  std::vector<std::vector<BaseLink>> bases;  ///< by package index; names once, in the order of the relations
  std::vector<size_t> base_first;            ///< all package indices, a base before what is made from it
  std::vector<std::vector<size_t>> cycles;   ///< packages whose declared bases lead back to themselves
};

BaseGraph resolve_bases(const InventoryView& view, const Families& families);

/// True for relations that make a base: base model, adapter, merge, quantisation, and the file this one came from.
bool names_base(RelationKind kind);

/// The relation in the words of the report: the author's own, else what the kind says.
std::string relation_word(const Relation& relation);

}  // namespace modelaudit::assess
