#include "assess/lineage/shape.h"

#include <array>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

struct KeyWord {
  std::string_view key, word;
};

// GGUF: after `ARCHITECTURE.` (ggml docs/gguf.md, "LLM").
constexpr std::array<KeyWord, 6> kGgufKeys = {{{"vocab_size", "vocab"},
                                               {"block_count", "blocks"},
                                               {"embedding_length", "width"},
                                               {"attention.head_count", "heads"},
                                               {"attention.head_count_kv", "heads-kv"},
                                               {"expert_count", "experts"}}};

// transformers configuration; multimodal models keep the language half under `text_config`.
constexpr std::array<KeyWord, 7> kConfigKeys = {{{"vocab_size", "vocab"},
                                                 {"num_hidden_layers", "blocks"},
                                                 {"hidden_size", "width"},
                                                 {"num_attention_heads", "heads"},
                                                 {"num_key_value_heads", "heads-kv"},
                                                 {"num_local_experts", "experts"},
                                                 {"n_routed_experts", "experts"}}};

std::string number_of(const Value& value) {
  switch (value.kind) {
    case Value::Kind::unsigned_integer: return std::to_string(value.unsigned_integer);
    case Value::Kind::signed_integer: return std::to_string(value.signed_integer);
    case Value::Kind::array: return std::to_string(value.count);
    case Value::Kind::real: {
      const bool whole = value.real >= 0 && value.real < 1e15;
      return whole ? std::to_string(static_cast<uint64_t>(value.real)) : std::string();
    }
    case Value::Kind::json: return value.text;
    default: return {};
  }
}

void add_fact(Shape& shape, std::string_view word, std::string value) {
  if (!value.empty()) shape.emplace(word, std::move(value));
}

}  // namespace

Shape shape_of(const Artifact& artifact) {
  Shape shape;
  if (artifact.kind == ArtifactKind::gguf) {
    std::string architecture;
    for (const MetadataEntry& entry : artifact.metadata) {
      if (entry.key == "general.architecture") architecture = entry.value.text.substr(0, 128);
    }
    if (architecture.empty()) return shape;
    add_fact(shape, "architecture", ascii_lower(architecture));
    for (const MetadataEntry& entry : artifact.metadata) {
      const std::string_view key = entry.key;
      if (key == "tokenizer.ggml.tokens" && entry.value.kind == Value::Kind::array) {
        add_fact(shape, "vocab", std::to_string(entry.value.count));
      }
      if (!key.starts_with(architecture) || key.size() <= architecture.size() + 1) continue;
      for (const KeyWord& row : kGgufKeys) {
        if (key.substr(architecture.size() + 1) == row.key) add_fact(shape, row.word, number_of(entry.value));
      }
    }
  } else if (artifact.kind == ArtifactKind::config) {
    for (std::string_view prefix : {"", "text_config."}) {
      for (const MetadataEntry& entry : artifact.metadata) {
        const std::string_view key = entry.key;
        if (!key.starts_with(prefix)) continue;
        if (key.substr(prefix.size()) == "model_type" && prefix.empty()) {
          add_fact(shape, "architecture", ascii_lower(entry.value.text.substr(0, 128)));
        }
        for (const KeyWord& row : kConfigKeys) {
          if (key.substr(prefix.size()) == row.key) add_fact(shape, row.word, number_of(entry.value));
        }
      }
    }
  }
  return shape;
}

std::vector<ShapeRow> shape_rows(const std::vector<ArchitectureRule>& rules) {
  std::vector<ShapeRow> rows;
  for (const ArchitectureRule& rule : rules) {
    if (rule.kind != "shape") continue;
    ShapeRow row{&rule, {}};
    std::string_view rest = rule.name;
    while (!rest.empty()) {
      const size_t blank = rest.find(' ');
      const std::string_view fact = rest.substr(0, blank);
      const size_t equals = fact.find('=');
      if (equals != std::string_view::npos) row.facts.emplace(fact.substr(0, equals), fact.substr(equals + 1));
      rest = blank == std::string_view::npos ? std::string_view() : rest.substr(blank + 1);
    }
    if (!row.facts.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

const ShapeRow* find_shape(const std::vector<ShapeRow>& rows, const Shape& shape) {
  const ShapeRow* best = nullptr;
  if (shape.size() < 2) return best;
  for (const ShapeRow& row : rows) {
    bool holds = true;
    for (const auto& [word, value] : row.facts) {
      const auto found = shape.find(word);
      if (found == shape.end() || found->second != value) {
        holds = false;
        break;
      }
    }
    if (holds && (best == nullptr || row.facts.size() > best->facts.size())) best = &row;
  }
  return best;
}

}  // namespace modelaudit::assess
