// The closed vocabularies of rules/ and licenses/: one table each, used by the loader and compared
// with the XSDs by a test. Checks carry the parameters that they understand (docs/rules-format.md,
// table of checks).
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace modelaudit::assess {

using Words = std::span<const std::string_view>;

inline constexpr std::array<std::string_view, 4> kMarks = {"read", "inferred", "recalled",
                                                           "unread"};
inline constexpr std::array<std::string_view, 5> kSeverities = {"none", "low", "medium", "high",
                                                                "critical"};
inline constexpr std::array<std::string_view, 2> kYesNo = {"yes", "no"};
inline constexpr std::array<std::string_view, 5> kLicenseKinds = {"license", "exception", "policy",
                                                                  "notice", "marker"};
inline constexpr std::array<std::string_view, 19> kLicenseClasses = {"open-source",
                                                                     "permissive",
                                                                     "copyleft",
                                                                     "weak-copyleft",
                                                                     "public-domain",
                                                                     "open-model",
                                                                     "use-restricted",
                                                                     "community",
                                                                     "non-commercial",
                                                                     "research-only",
                                                                     "no-derivatives",
                                                                     "share-alike",
                                                                     "no-redistribution",
                                                                     "territory-limited",
                                                                     "data",
                                                                     "code-only",
                                                                     "policy",
                                                                     "proprietary",
                                                                     "unknown"};
inline constexpr std::array<std::string_view, 3> kFollow = {"yes", "no", "unread"};
inline constexpr std::array<std::string_view, 3> kTextRoles = {"text", "header", "notice"};
inline constexpr std::array<std::string_view, 4> kUses = {"redistribute", "host", "embed",
                                                          "internal"};
inline constexpr std::array<std::string_view, 10> kFindingClasses = {
    "damage",   "limit", "unreadable", "suspicious", "terms",
    "conflict", "duty",  "lineage",    "integrity",  "note"};
inline constexpr std::array<std::string_view, 3> kGrades = {"R", "C", "G"};
inline constexpr std::array<std::string_view, 5> kArchitectureKinds = {
    "gguf", "transformers", "class", "diffusers", "shape"};
inline constexpr std::array<std::string_view, 4> kConfidences = {"exact", "family", "ambiguous",
                                                                 "none"};
inline constexpr std::array<std::string_view, 4> kUrlKinds = {"text", "index", "policy",
                                                              "model-page"};
inline constexpr std::array<std::string_view, 5> kStrengths = {"none", "doubtful", "plausible",
                                                               "strong", "not-researched"};
inline constexpr std::array<std::string_view, 6> kSignKinds = {
    "path-part", "file-name", "manifest-name", "json-value", "metadata", "text"};

/// A typed predicate of obligations.xml, and the names of the parameters that it reads.
struct CheckWord {
  std::string_view name;
  std::array<std::string_view, 5> parameters{};
};

inline constexpr std::array<CheckWord, 22> kChecks = {{
    {"license-text-present", {"license"}},
    {"license-text-or-link", {"license", "url"}},
    {"string-in-file", {"file", "text"}},
    {"notices-retained", {"file"}},
    {"modification-declared", {}},
    {"name-begins-with", {"text"}},
    {"name-contains", {"text"}},
    {"policy-present-or-linked", {"license", "url"}},
    {"restrictions-flowed-down", {"license"}},
    {"same-license", {"license"}},
    {"attribution-present", {}},
    {"forbidden", {"reason"}},
    {"derivative-forbidden", {"reason"}},
    {"commercial-forbidden", {}},
    {"research-only", {}},
    {"threshold", {"measure", "limit", "relation", "currency", "when"}},
    {"territory-excluded", {"territories", "only"}},
    {"registration", {"url"}},
    {"outside-files", {}},
    {"display-line", {"text", "only"}},
    {"informational", {}},
    {"keep-latest-version", {}},
}};

/// Parameters whose values are words of their own.
inline constexpr std::array<std::string_view, 4> kFileWords = {"notice", "card", "license", "any"};
inline constexpr std::array<std::string_view, 3> kMeasures = {"monthly-users", "annual-revenue",
                                                              "monthly-revenue"};
inline constexpr std::array<std::string_view, 2> kRelations = {"gt", "ge"};
inline constexpr std::array<std::string_view, 2> kOnly = {"multimodal", "derivatives"};

}  // namespace modelaudit::assess
