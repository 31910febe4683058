// One file → its facts, in one read: kind by content, header, digests of the file and of every tensor, texts; the same
// of everything inside when it is a container.
#pragma once

#include <optional>
#include <vector>

#include "core/limits.h"
#include "inspect/formats/format.h"
#include "inspect/sources/file_roles.h"
#include "inspect/sources/walk.h"
#include "inspect/sources/weight_index.h"

namespace modelaudit::inspect {

constexpr size_t kSideJsonEntries = 4096;

struct FileFacts {
  Artifact artifact;
  FileRole role = FileRole::other;
  std::vector<FoundText> texts;
  std::vector<Relation> relations;
  std::vector<Damage> damages;
  std::optional<WeightIndex> index;   ///< of a sharded set's index file
  bool is_model_card = false;         ///< a README with front matter, a MODEL_CARD, a catalog entry
  std::vector<FileFacts> members;     ///< of a container file: all that is in it, nested ones too, by path; flat
};

/// Reads an open regular file to its end, once. `entry.path` names it; the descriptor stays the caller's. A store's
/// manifest may give the file another role than its name does; `json_entries` bounds what is kept of a JSON side file.
FileFacts inspect_file(int fd, const Entry& entry, const Limits& limits, std::optional<FileRole> role = std::nullopt,
                       size_t json_entries = kSideJsonEntries);

/// Facts of a file that could not be opened.
FileFacts unreadable_file(const Entry& entry, Damage why);

}  // namespace modelaudit::inspect
