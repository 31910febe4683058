// Targets by the name that their user knows: ollama:gemma3n:e4b, hf:google/gemma-3n-E4B-it@REV.
//
// hf: the snapshot in the Hub cache (HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME/hub, ~/.cache/huggingface/hub); without a
//     revision the one that refs/main names.
// ollama: one manifest of the store (OLLAMA_MODELS, ~/.ollama/models, /usr/share/ollama/.ollama/models) with the blobs that
//     it names; tag `latest`, namespace `library` and host `registry.ollama.ai` where they are left out.
// Nothing is fetched: a name that is not on this machine is an error that says where it was looked for.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace modelaudit::inspect {

struct StoreTarget {
  std::string path;       ///< folder to open
  std::string manifest;   ///< ollama: the manifest below it; empty otherwise
};

bool is_store_name(std::string_view target);

Result<StoreTarget> resolve_store_name(const std::string& target);

}  // namespace modelaudit::inspect
