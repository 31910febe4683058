// Names of models as people write them: folding, parts, and what a reference to a base names.
//
// `google/gemma-3n-E4B-it`, `https://huggingface.co/google/gemma-3n-E4B-it/tree/main`, `hf:google/gemma-3n-E4B-it@rev`
// and `gemma_3n_E4B_it-Q4_K_M.gguf` name one family; a local path (`../ckpt/Llama-3.1-8B`) names what its last part says.
#pragma once

#include <string>
#include <string_view>

namespace modelaudit::assess {

/// ASCII lower case, `_` and blanks as `-`, at most 256 bytes: what family patterns are searched in.
std::string fold_name(std::string_view name);

/// The last part of a name: after the last `/` or `\`; a trailing slash does not count.
std::string_view last_part(std::string_view name);

/// A file name without the endings of weights and without a shard suffix (`-00001-of-00002`).
std::string_view stem_of(std::string_view file_name);

/// What a declared base names: `org/name` where the reference has both, else `name`. Empty for a reference that names
/// nothing (`.`, `./`, an empty string).
std::string base_name(std::string_view reference);

}  // namespace modelaudit::assess
