// One file of the SPDX license-list-XML → its identity and fingerprints.
//
// Source: spdx/license-list-XML, schema/ListedLicense.xsd and DOCS/xml-fields.md. <optional>,
// <alt>, <bullet>, <titleText> and <copyrightText> become variable spans; <standardLicenseHeader>
// becomes a fingerprint of its own (role header) and stays an optional part of the text. Notes are
// not read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assess/terms/fingerprint.h"

namespace modelaudit::assess {

struct SpdxLicense {
  std::string id;
  std::string name;
  bool exception = false;
  bool osi_approved = false;
  bool deprecated = false;
  std::vector<std::string> obsoleted_by;  ///< ids or expressions, the first is the plain successor
  std::vector<std::string> urls;          ///< as the cross references give them
  Fingerprint text;
  std::optional<Fingerprint> header;
};

Result<SpdxLicense> import_spdx_xml(std::string_view xml);

}  // namespace modelaudit::assess
