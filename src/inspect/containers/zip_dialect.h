// What a zip is for, by the names of its members: zip is the frame of a dozen formats, none of which has a magic of its
// own. Sources: facts on APK, AAB (bundletool), JAR, torch.save, keras saving_lib, TorchServe, NumPy, MediaPipe, llamafile.
#pragma once

#include "inspect/containers/zip_members.h"

namespace modelaudit::inspect::zip {

/// Sets kind and dialect. `program_in_front`: an executable stands before the archive.
void take_dialect(const std::vector<Placed>& placed, bool program_in_front, Listing& listing);

}  // namespace modelaudit::inspect::zip
