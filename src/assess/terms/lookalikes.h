// Letters of other scripts that are read as Latin ones. The pairs are the lower-case ones of
// Cyrillic, Greek and Armenian whose usual shape is that of a Latin letter (Unicode TR39 calls them
// confusable); capitals are looked up both by themselves and by their small form, because some only
// look alike as capitals (Cyrillic В, Н; Greek Β, Η, Ρ).
#pragma once

#include <string_view>

namespace modelaudit::assess {

/// The Latin letter (small) that a letter of another script looks like; 0 if it looks like none.
char look_alike(char32_t letter);

}  // namespace modelaudit::assess
