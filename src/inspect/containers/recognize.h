// Which container an artifact is, by its bytes alone.
#pragma once

#include "core/random_access.h"
#include "inventory/inventory.h"

namespace modelaudit::inspect {

struct Recognized {
  ArtifactKind kind = ArtifactKind::other;
  const char* name = "";    ///< for people
  bool opened = true;       ///< false: named, and its content is not looked into
  bool in_front = true;     ///< false: the container stands behind another beginning (a zip behind a program)
};

/// The first bytes of an artifact (64 KiB, fewer if it is shorter), by offset where that is possible (else null), and
/// the last component of its path, which decides for damaged files only.
std::optional<Recognized> recognize_container(Bytes head, RandomAccess* access, std::string_view file_name);

/// True if the bytes are a tar header whose checksum is right.
bool is_tar_header(Bytes block);

}  // namespace modelaudit::inspect
