// Signs of terms: everything in a package that says something about its license, before anything is concluded.
//
// A statement is what one place says (a card field, a license file, a metadata key); its signs are the licenses that the
// term reader found there. Each statement speaks of a part of the package: the weights (also: the whole), code, a
// component, or third parties' work that lies beside them.
#pragma once

#include <string>
#include <vector>

#include "assess/lineage/package_view.h"
#include "assess/verdict/term_cache.h"
#include "report/report.h"

namespace modelaudit::assess {

enum class Part { weights, code, component, third_party };

struct Sign {
  std::string id;                        ///< ev:…
  std::string source;                    ///< word of the report: text, tag, url, expression, metadata, notice, …
  std::string license, version;
  std::vector<std::string> candidates;   ///< ids that the sign cannot tell apart
  Strength strength = Strength::declared;
  const TermsMatch* match = nullptr;     ///< lives in the TermCache
  bool weak = false;                     ///< a near text that differs much: it may be another text of the same make
  std::string says;
};

struct Statement {
  enum class Kind {
    card_tag,       ///< license, or license_name where the tag names nothing
    card_link,      ///< license_link
    metadata,       ///< general.license and its kin, in a weights file
    license_file, license_layer, gate_text,
    document,       ///< another text that holds a whole license
    notice,         ///< a notice file
    sidecar,        ///< REUSE: NAME.license, REUSE.toml
    body,           ///< a card's prose
    signature,      ///< signs of a vendor's runtime
    digest,         ///< a published digest
  };
  Kind kind = Kind::card_tag;
  Part part = Part::weights;
  std::string component;                 ///< folder or file of the component
  bool labelled = false;                 ///< the file's own name says which license it holds
  bool speaks_of_weights = false;        ///< prose: the sentence itself speaks of the model or its weights
  bool choice = false;                   ///< an OR expression: one of the signs suffices
  bool names_nothing = false;            ///< `other`, `unknown`, a name that nobody knows, a text without terms
  std::string declared;                  ///< as written: tag, address, file name
  const Artifact* artifact = nullptr;
  std::string key;
  uint64_t offset = 0, length = 0;
  std::vector<Sign> signs;

  bool is_text() const {
    return kind == Kind::license_file || kind == Kind::license_layer || kind == Kind::gate_text || kind == Kind::document;
  }
};
const char* name_of(Statement::Kind kind);

/// A text of the package with what was read in it: what duties are checked on.
struct ReadText {
  const TextAt* place = nullptr;
  const TermsResult* result = nullptr;   ///< null if it was not worth reading
  Part part = Part::weights;
};

/// What is wrong with a license file itself.
struct FileTrouble {
  std::string code;
  const Artifact* artifact = nullptr;
  std::string license, detail;
  uint64_t offset = 0;
  bool minor = false;                    ///< only addresses differ
};

/// A phrase of the card that restricts use, or claims openness.
struct Phrase {
  std::string what;                      ///< non-commercial, research-only, open-source; denied: `quote` is the license
  std::string quote;
  const Artifact* artifact = nullptr;
  uint64_t offset = 0;
};

/// A base that only prose names.
struct ProseBase {
  std::string words;                     ///< what stands after "fine-tuned from", bounded
  const Artifact* artifact = nullptr;
  uint64_t offset = 0;
  const FamilyRule* rule = nullptr;      ///< set when the families are asked
};

struct PackageSigns {
  std::vector<Statement> statements;
  std::vector<ReadText> texts;
  std::vector<FileTrouble> troubles;
  std::vector<Phrase> phrases;
  std::vector<ProseBase> prose_bases;
  bool has_card = false;
};

PackageSigns collect_signs(const PackageView& package, const Rulebook& rulebook, TermCache& cache);

/// The report's form of a statement's signs.
std::vector<report::Evidence> evidence_of(const Statement& statement);

/// An evidence id: `ev:` + 16 hex digits over what makes the sign.
std::string evidence_id(std::string_view package, std::string_view source, std::string_view license,
                        std::string_view place, std::string_view key);

}  // namespace modelaudit::assess
