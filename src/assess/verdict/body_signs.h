// A card's prose: licenses that it names, and phrases that restrict use or claim openness.
//
// Prose is the weakest statement. A license counts as named only in a sentence that speaks of licensing and not of a
// dataset; what the sentence says it is for (code, weights) decides the part. Phrases are kept in several languages; a
// phrase in a sentence about a dataset, or one that is denied ("not limited to …"), does not count.
#pragma once

#include "assess/verdict/signs.h"

namespace modelaudit::assess {

/// Statements of kind body, from what the term reader found in a card's body.
void add_body_statements(const TextAt& place, const TermsResult& result, std::string_view package_id, PackageSigns& signs);

/// "fine-tuned on top of org/name", "continual pre-training of Llama-3.2-3B": what the prose says it was made from.
void add_prose_bases(const TextAt& place, PackageSigns& signs);

void add_phrases(const TextAt& place, PackageSigns& signs);

}  // namespace modelaudit::assess
