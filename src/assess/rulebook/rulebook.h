// The law as data: typed records of rules/ and licenses/, with their sources. Plain values; loading is in load.h,
// the compiled form in compiled.h. Nothing here knows an artifact.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace modelaudit::assess {

/// How a fact is known. Only what was read may decide; the rest is shown with its mark.
enum class Mark { read, inferred, recalled, unread };
const char* name_of(Mark mark);

struct Source {
  std::string where;   ///< document, repository, section
  std::string date;    ///< ISO date of reading or of the document; may be empty
  Mark mark = Mark::unread;
};

/// A clause of a license: where it stands, what it says in our words, which obligation it makes.
struct Clause {
  std::string section;                            ///< the text's own number: `3.1(iv)`
  std::string obligation;                         ///< id in obligations.xml; empty for a clause that makes no duty
  std::map<std::string, std::string> parameters;  ///< by the obligation's names: `text`, `file`, `prefix`, `threshold` …
  std::string summary;
  Source source;                                  ///< `where` empty: the sources of the record
};

struct LicenseUrl {
  std::string url;     ///< without scheme, `www.` and trailing slash
  std::string note;
};

/// A text of a record: its fingerprint file (see terms/fingerprint.h). Several copies of one version may differ in layout.
struct LicenseText {
  std::string file;    ///< relative to licenses/
  std::string role;    ///< text, header, notice
  std::string language;
};

/// One license (or policy) version.
struct LicenseRecord {
  std::string id;                     ///< SPDX id, else LicenseRef-…; never holds a date
  std::string version;                ///< ISO date, year, or `undated`; unique within the id
  std::string kind;                   ///< license, exception, policy, notice, marker (tags such as `other`)
  std::string title;
  std::string licensor;
  std::string licensor_country;
  std::vector<std::string> aliases;   ///< accepted wherever an id is
  std::vector<std::string> hub_tags;
  std::vector<LicenseUrl> urls;
  std::vector<std::string> classes;   ///< open-source, permissive, copyleft, use-restricted, non-commercial, research-only, no-redistribution, …
  std::string acceptance;
  std::string acceptance_section;
  Mark acceptance_mark = Mark::unread;
  std::string governing_law;
  std::string governing_law_section;
  Mark governing_law_mark = Mark::unread;
  std::vector<std::string> incorporates;  ///< ids of policies that are part of the terms
  std::string replaced_by;            ///< version of this id that replaced this text; empty if none is known
  std::string derivatives;            ///< yes, no, unread: do the terms stay on derivatives
  std::string derivatives_section;
  Mark derivatives_mark = Mark::unread;
  std::vector<Clause> clauses;
  std::vector<LicenseText> texts;     ///< empty: the text is not held
  std::vector<Source> sources;
  std::string note;
};

/// When an obligation bites, and how a package is checked for it.
struct Obligation {
  std::string id;
  std::string title;
  std::vector<std::string> uses;         ///< redistribute, host, embed, internal; empty: every use
  std::string commercial;                ///< yes: only for commercial use; empty: either
  std::string check;                     ///< typed predicate (verdict/checks.h): license-text-present, string-in-file, …
  std::map<std::string, std::string> parameters;  ///< defaults; a clause's parameters go before them
  std::string severity;                  ///< if missing
  std::string severity_unknown;          ///< if it cannot be told
  std::string finding;                   ///< code of the finding if it is missing: `duty-ID` unless the row names another
  std::string satisfy;                   ///< what would satisfy it; {name} stands for parameters
  std::string explain;                   ///< a paragraph for people
};

/// Everything about a finding code: severity, class, a paragraph, what resolves it. Damage codes too.
struct FindingRule {
  std::string code;
  std::string finding_class;   ///< damage, limit, unreadable, suspicious, terms, conflict, duty, lineage, integrity, note
  std::string severity;        ///< none, low, medium, high, critical
  std::string message;         ///< one sentence; {name} stands for facts
  std::string why;
  std::string resolve;
};

/// An ordered name pattern: family, generation → terms.
struct FamilyRule {
  uint32_t order = 0;
  std::string family;
  std::string generation;
  std::string name_regex;              ///< case-insensitive search over the folded name (model-families: `_` and blank → `-`)
  std::string licensor;
  struct Terms {
    std::string license;               ///< id; `*` at the end: any id that begins so
    std::vector<std::string> versions; ///< empty: open
  };
  std::vector<Terms> terms;            ///< candidates or several terms; `all_apply` tells
  bool all_apply = false;
  std::vector<std::string> policies;
  std::string release_date;
  char grade = 'G';                    ///< R read, C catalog, G general knowledge: a hint, never for a clean verdict
  std::string note;
  std::string source;
};

/// What an architecture name (GGUF, transformers) or a metadata fact says about the family.
struct ArchitectureRule {
  std::string kind;                    ///< gguf, transformers, class
  std::string name;
  std::string family;                  ///< family word as in FamilyRule, or empty when several share it
  std::string generation;
  std::string licensor;
  std::string note;
};

struct TagRule {
  std::string platform;
  std::string name;                    ///< lower case
  std::string license;                 ///< empty if ambiguous
  std::string version;                 ///< empty if the tag fixes none
  std::vector<std::string> candidates;
  std::string confidence;              ///< exact, family, ambiguous, none
  std::string note;
};

struct UrlRule {
  std::string url;                     ///< folded as LicenseUrl::url
  std::string license;
  std::string version;                 ///< empty or `any`: the page changes
  std::string kind;                    ///< text, index, policy, model-page
  std::string note;
};

struct JurisdictionRule {
  std::string id;
  std::string jurisdiction;
  std::string right;                   ///< copyright, database, contract, …
  std::string license_kind;            ///< any, or a class
  std::string hand;                    ///< any, first, third
  std::string strength;                ///< none, doubtful, plausible, strong, not-researched
  std::string reason;
  std::string source;
  std::string as_of;
  std::string mark;
};

struct OpennessRow {
  std::string id, version, osi, fsf, dfsg, osaid, blue_oak, open_definition, class_hint, basis, source, as_of;
};

/// Signs by which packages of a vendor's runtime are known (Gemini Nano in Chrome, AICore …).
struct SignatureRule {
  std::string id;
  std::string license;                 ///< terms that the sign stands for
  std::string title;
  struct Sign {
    std::string kind;                  ///< path-part, file-name, manifest-name, json-value, metadata, text
    std::string pattern;
  };
  std::vector<Sign> signs;
  uint32_t needed = 2;                 ///< how many signs must be there
  std::string source;
};

struct KnownArtifact {
  Digest sha256;
  uint64_t size = 0;                   ///< 0: not published
  std::string_view name;               ///< `hf:org/name@rev`, `ollama:name` …
  std::string_view file;
  std::string_view declared_license;
  std::string_view declared_where;
  std::string_view kind;
  std::string_view source;
  std::string_view source_date;
};

/// Pairs of license classes or ids whose duties cannot both be met on one set of weights.
struct Incompatibility {
  std::string left;                    ///< id or `class:NAME`
  std::string right;
  std::string reason;
  Source source;
};

struct Rulebook {
  std::string version;                 ///< 2026.11
  Digest digest;                       ///< over all rule and license files, sorted by path
  std::vector<LicenseRecord> licenses; ///< sorted by id, then version (`undated` before any date)
  std::vector<Obligation> obligations;
  std::vector<FindingRule> findings;
  std::vector<FamilyRule> families;
  std::vector<ArchitectureRule> architectures;
  std::vector<TagRule> tags;
  std::vector<UrlRule> urls;
  std::vector<JurisdictionRule> jurisdictions;
  std::vector<OpennessRow> openness;
  std::vector<SignatureRule> signatures;
  std::vector<Incompatibility> incompatibilities;

  /// Canonical id for an id, alias or spelling (tags of platform `spelling` that are exact); empty when nobody knows it.
  /// Case-insensitive. The look-ups below take what this takes.
  std::string canonical_id(std::string_view id_or_alias) const;
  /// All versions of an id, oldest first.
  std::vector<const LicenseRecord*> versions(std::string_view id) const;
  const LicenseRecord* license(std::string_view id, std::string_view version) const;
  /// The newest version of an id.
  const LicenseRecord* newest(std::string_view id) const;
  const Obligation* obligation(std::string_view id) const;
  const FindingRule* finding(std::string_view code) const;
  const TagRule* tag(std::string_view platform, std::string_view name) const;
  bool has_class(std::string_view id, std::string_view license_class) const;

  /// The record that an alias names, where it names one version (`gemma-tou-2025-03-24`); null otherwise.
  const LicenseRecord* by_alias(std::string_view alias) const;
  /// All ids, sorted.
  std::vector<std::string_view> ids() const;

  /// Fills the private look-up tables; called by the loader after the vectors are final.
  void index();

 private:
  std::map<std::string, std::string, std::less<>> aliases_;        ///< lower case alias → id
  std::map<std::string, size_t, std::less<>> alias_records_;       ///< lower case alias of one record → record
  std::map<std::string, size_t, std::less<>> by_id_;               ///< id → first record
  std::map<std::string, size_t, std::less<>> obligations_by_id_;
  std::map<std::string, size_t, std::less<>> findings_by_code_;
  std::map<std::string, size_t, std::less<>> tags_by_name_;        ///< platform + '\n' + name
};

}  // namespace modelaudit::assess
