// The codes of findings that the verdict makes itself. rules/findings.xml says what each means, how severe it is and what
// resolves it; class and severity here stand in only where a rulebook has no row (a test compares the two tables).
#pragma once

#include <array>
#include <string_view>

namespace modelaudit::assess {

struct CodeRow {
  std::string_view code, finding_class, severity;
};

inline constexpr std::array kVerdictCodes = {
    // terms: what is known of them
    CodeRow{"no-terms-found", "terms", "high"},
    CodeRow{"terms-unresolved", "terms", "high"},
    CodeRow{"terms-ambiguous", "terms", "high"},
    CodeRow{"license-not-declared", "terms", "high"},
    CodeRow{"license-text-unknown", "terms", "high"},
    CodeRow{"license-text-altered", "terms", "high"},
    CodeRow{"license-text-incomplete", "terms", "medium"},
    CodeRow{"license-title-without-body", "suspicious", "high"},
    CodeRow{"license-file-is-web-page", "terms", "high"},
    CodeRow{"license-file-is-pointer", "terms", "low"},
    CodeRow{"license-file-not-downloaded", "terms", "high"},
    CodeRow{"license-superseded", "terms", "none"},
    CodeRow{"license-layer-missing", "terms", "medium"},
    CodeRow{"no-redistribution-right", "terms", "critical"},
    CodeRow{"terms-in-metadata", "note", "none"},
    CodeRow{"code-license-only", "note", "none"},
    CodeRow{"component-terms", "note", "low"},
    // conflict: two facts that cannot both be right
    CodeRow{"tag-contradicts-text", "conflict", "high"},
    CodeRow{"tag-contradicts-metadata", "conflict", "high"},
    CodeRow{"tag-contradicts-link", "conflict", "high"},
    CodeRow{"tag-contradicts-base", "conflict", "high"},
    CodeRow{"tag-contradicts-family", "conflict", "high"},
    CodeRow{"tag-contradicts-generation", "conflict", "high"},
    CodeRow{"text-contradicts-base", "conflict", "high"},
    CodeRow{"text-contradicts-family", "conflict", "high"},
    CodeRow{"card-body-contradicts-tag", "conflict", "high"},
    CodeRow{"notice-names-other-terms", "conflict", "medium"},
    CodeRow{"license-files-contradict", "conflict", "high"},
    CodeRow{"base-version-mismatch", "conflict", "high"},
    CodeRow{"bases-incompatible", "conflict", "high"},
    CodeRow{"component-terms-not-named", "conflict", "medium"},
    CodeRow{"name-contradicts-metadata", "conflict", "high"},
    CodeRow{"open-source-claim", "conflict", "low"},
    CodeRow{"identical-tensors-different-terms", "conflict", "high"},
    CodeRow{"shared-tensors-different-terms", "conflict", "low"},
    // lineage
    CodeRow{"declared-base-differs", "lineage", "medium"},
    CodeRow{"base-terms-unknown", "lineage", "low"},
    CodeRow{"base-cycle", "lineage", "medium"},
    // notes
    CodeRow{"no-weights", "note", "none"},
    CodeRow{"vocabulary-only", "note", "none"},
    CodeRow{"no-model-found", "note", "none"},
};

}  // namespace modelaudit::assess
