// What part of a package a license file speaks of, by its name, its place, and what the card says of it.
//
// `LICENSE-MODEL`, `MODEL_LICENSE`, `ModelsCommunityLicenseAgreement` speak of the weights, `LICENSE-CODE` of code; a
// plain LICENSE beside one of the former is for code. `LICENSE-APACHE`, `LICENSE_GEMMA.md` name their own license. A file
// in a folder of a pipeline, or beside other weights in a subfolder, speaks of that component.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assess/verdict/signs.h"

namespace modelaudit::assess {

struct FileScope {
  Part part = Part::weights;
  std::string component;
  bool names_model = false;   ///< the name says that it is for the model
  bool plain = false;         ///< LICENSE, COPYING and nothing else
  bool labelled = false;      ///< the name holds a word for a license or a family
};

/// By name and place alone.
FileScope scope_of_license_file(std::string_view relative_path, const std::vector<std::string>& weight_folders);

/// What the card's prose says a file (or a license name at a place) is for: code, weights, or neither word stands near.
enum class Spoken { neither, code, weights, data };
Spoken spoken_of(std::string_view body, size_t offset, size_t length);

/// The same over all places where the body names the file.
Spoken spoken_of_file(std::string_view body, std::string_view file_name);

/// The sentence or line around a place of a body, at most 400 bytes to each side.
std::string_view sentence_around(std::string_view body, size_t offset, size_t length);

/// Sets parts of plain license files once all statements are known: code when a file for the model stands beside, or
/// when the card says so.
void settle_license_files(std::vector<Statement>& statements, const std::vector<FileScope>& scopes,
                          const std::vector<std::string_view>& bodies);

}  // namespace modelaudit::assess
