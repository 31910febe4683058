// Zip (PKWARE APPNOTE 6.3.x): both of its directories, compared.
//
// A zip says everything twice: a local header before each member, and a central directory at the end that readers find
// by searching back from the last byte. Loaders and scanners that believe different halves see different members; that
// difference hides things on purpose (facts: PyPI's refusals of 2025-08, CVE-2024-48208's kin, "A better zip bomb"). So
// members are taken from the central directory, as Python, PyTorch, Android and MediaPipe do, every local header is read
// and compared, and what only the local side has is a member as well, with a finding.
//
// Not done: decryption, methods other than stored, deflate, bzip2, xz and zstd, archives split over several disks.
#pragma once

#include "inspect/containers/container.h"

namespace modelaudit::inspect {

/// True if the artifact begins as a zip does.
bool begins_as_zip(Bytes head);

/// True if an end record that leads to a directory stands at the end of the artifact, whatever its beginning is: a zip
/// behind a program (llamafile), a flatbuffer with associated files, a picture.
bool ends_as_zip(RandomAccess& access);

/// Members in the order of the directory. `most_members` bounds their number.
Listing list_zip(RandomAccess& access, const Limits& limits, uint64_t most_members);

}  // namespace modelaudit::inspect
