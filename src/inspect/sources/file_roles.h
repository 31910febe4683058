// What a file is for, by its name: the one table of names that people give to side files of models.
#pragma once

#include <string_view>

#include "inventory/inventory.h"

namespace modelaudit::inspect {

enum class FileRole {
  weights,            ///< a name that weights have; content decides what it is
  index,              ///< *.index.json
  config,             ///< config.json
  generation_config, adapter_config, model_index, tokenizer, merge_recipe, manifest, json,
  card,               ///< README*, MODEL_CARD*
  license, notice, policy, chain,
  sidecar_license,    ///< REUSE: NAME.license, REUSE.toml
  document,           ///< other readable text
  other,
};

/// By the last path component, in any case and extension.
FileRole file_role(std::string_view file_name);

/// True for names of weights only (`model.safetensors`, `weights.bin`), whatever is inside.
bool has_weights_name(std::string_view file_name);

/// The last component of a path.
std::string_view file_name_of(std::string_view path);
/// The directory part; empty for a bare name.
std::string_view directory_of(std::string_view path);

}  // namespace modelaudit::inspect
