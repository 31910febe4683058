// A term reader for tests of the verdict: it knows no license text, only what a test writes.
//
//   TEXT Apache-2.0            the whole text, identical (`TEXT ID@VERSION` for a version)
//   ALTERED MIT                the text with words inserted
//   PART Apache-2.0            the text without a section
//   TITLE Apache-2.0           a title without the body
//   URL host/path              an address, as rules/urls.xml knows it
//   NOT MIT                    a negated mention
//   SAYS gemma                 a mention by name
// Tag fields are read with the rulebook's tags, spellings and ids, and `OR` and `AND` between them.
#pragma once

#include "assess/verdict/verdict.h"

namespace modelaudit::assess {

TermReader fake_reader(const Rulebook& rulebook);

}  // namespace modelaudit::assess
