// Official texts → the files of licenses/. Pure: bytes come in, files to write come out; the caller
// reads and writes.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "assess/terms/spdx_import.h"

namespace modelaudit::assess {

/// A file below licenses/.
struct ImportedFile {
  std::string path;  ///< `Apache-2.0/2004-01.fp`
  std::string bytes;
  bool record = false;  ///< a minimal record (.xml): never overwrite one that is there
};

struct SpdxImport {
  std::vector<ImportedFile> files;
  std::vector<Damage> problems;
};

struct SpdxImportOptions {
  std::map<std::string, std::string> versions;  ///< id → version where it is not `undated`
  std::string source;                           ///< for the records: where the list comes from
  std::string date;                             ///< ISO date of the source
};

/// Fingerprints and minimal records of the files of the SPDX license-list-XML. Ids with the very
/// same text share one fingerprint; a deprecated id becomes an alias of its successor.
SpdxImport import_spdx(const std::vector<std::string>& xml_files, const SpdxImportOptions& options);

/// One official text of a folder.
struct TextToImport {
  std::string id;
  std::string version;
  std::string name;  ///< file name without path, for messages and the variant's name
  std::string bytes;
};

/// Fingerprints of official texts: VERSION.fp for the first text of a version, VERSION-VARIANT.fp
/// for others whose words differ. `known` are fingerprints that are there already (of the same
/// ids): a text that one of them accepts as a whole gives none.
SpdxImport import_texts(const std::vector<TextToImport>& texts,
                        const std::vector<Fingerprint>& known);

}  // namespace modelaudit::assess
