// The shape of a model (vocabulary, blocks, width, heads) against the shape rows of rules/architectures.xml.
//
// Shape confirms or refutes, it proves nothing: from-scratch models copy shapes. It decides one thing only: the size of
// a model whose architecture already points to one family (36 blocks of width 2048 under qwen2 are Qwen2.5-3B).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "assess/rulebook/rulebook.h"
#include "inventory/inventory.h"

namespace modelaudit::assess {

/// Facts by the words of the shape rows: architecture, vocab, blocks, width, heads, heads-kv, experts.
using Shape = std::map<std::string, std::string, std::less<>>;

/// From GGUF metadata or a configuration file; empty for other artifacts.
Shape shape_of(const Artifact& artifact);

/// A shape row, taken apart once.
struct ShapeRow {
  const ArchitectureRule* rule = nullptr;
  Shape facts;
};
std::vector<ShapeRow> shape_rows(const std::vector<ArchitectureRule>& rules);

/// The row with the most facts that all hold; null if none does.
const ShapeRow* find_shape(const std::vector<ShapeRow>& rows, const Shape& shape);

}  // namespace modelaudit::assess
