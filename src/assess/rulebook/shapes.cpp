#include "assess/rulebook/shapes.h"

#include <array>

namespace modelaudit::assess {
namespace {

constexpr std::array kLicense = {
    ElementShape{"license", "id! version! kind!",
                 "title! licensor? alias* hub-tag* url* class+ acceptance? governing-law? "
                 "incorporates* replaced-by? "
                 "derivatives? clause* text* source+ note*"},
    ElementShape{"title", "", "#"},
    ElementShape{"licensor", "country", "#"},
    ElementShape{"alias", "", "#"},
    ElementShape{"hub-tag", "", "#"},
    ElementShape{"url", "note", "#"},
    ElementShape{"class", "", "#"},
    ElementShape{"acceptance", "section mark", "#"},
    ElementShape{"governing-law", "section mark", "#"},
    ElementShape{"incorporates", "license! section mark", ""},
    ElementShape{"replaced-by", "version!", ""},
    ElementShape{"derivatives", "follow! section mark", ""},
    ElementShape{"clause", "section! obligation mark!", "parameter* summary! source?"},
    ElementShape{"parameter", "name!", "#"},
    ElementShape{"summary", "", "#"},
    ElementShape{"text", "file! role language", ""},
    ElementShape{"source", "mark date", "#"},
    ElementShape{"note", "", "#"},
};

constexpr std::array kObligations = {
    ElementShape{"obligations", "", "obligation+"},
    ElementShape{"obligation", "id! check! severity! severity-unknown! finding",
                 "title! when! parameter* satisfy! explain!"},
    ElementShape{"title", "", "#"},
    ElementShape{"when", "uses! commercial!", ""},
    ElementShape{"parameter", "name!", "#"},
    ElementShape{"satisfy", "", "#"},
    ElementShape{"explain", "", "#"},
};

constexpr std::array kFindings = {
    ElementShape{"findings", "", "finding+"},
    ElementShape{"finding", "code! class! severity!", "message! why! resolve!"},
    ElementShape{"message", "", "#"},
    ElementShape{"why", "", "#"},
    ElementShape{"resolve", "", "#"},
};

constexpr std::array kFamilies = {
    ElementShape{"families", "", "family+"},
    ElementShape{"family", "order! id! generation grade! released all-apply",
                 "name+ example* licensor? terms* policy* note? source?"},
    ElementShape{"name", "pattern!", ""},
    ElementShape{"example", "", "#"},
    ElementShape{"licensor", "", "#"},
    ElementShape{"terms", "license! versions", ""},
    ElementShape{"policy", "license!", ""},
    ElementShape{"note", "", "#"},
    ElementShape{"source", "", "#"},
};

constexpr std::array kArchitectures = {
    ElementShape{"architectures", "", "architecture+"},
    ElementShape{"architecture", "kind! name! family generation licensor note", ""},
};

constexpr std::array kTags = {
    ElementShape{"tags", "", "tag+"},
    ElementShape{"tag", "platform! name! license version confidence! candidates note", ""},
};

constexpr std::array kUrls = {
    ElementShape{"urls", "", "url+"},
    ElementShape{"url", "address! license! version kind! note", ""},
};

constexpr std::array kJurisdictions = {
    ElementShape{"jurisdictions", "", "basis+"},
    ElementShape{"basis", "id! jurisdiction! right! license-kind! hand! strength! as-of! mark!",
                 "reason! source!"},
    ElementShape{"reason", "", "#"},
    ElementShape{"source", "", "#"},
};

constexpr std::array kOpenness = {
    ElementShape{"openness", "", "license+"},
    ElementShape{"license",
                 "id! version osi! fsf! dfsg! osaid! blue-oak! open-definition! class-hint as-of!",
                 "basis! source!"},
    ElementShape{"basis", "", "#"},
    ElementShape{"source", "", "#"},
};

constexpr std::array kSignatures = {
    ElementShape{"signatures", "", "signature+"},
    ElementShape{"signature", "id! license! needed!", "title! sign+ source!"},
    ElementShape{"title", "", "#"},
    ElementShape{"sign", "kind! pattern!", ""},
    ElementShape{"source", "", "#"},
};

constexpr std::array kIncompatible = {
    ElementShape{"incompatible", "", "pair+"},
    ElementShape{"pair", "left! right!", "reason! source!"},
    ElementShape{"reason", "", "#"},
    ElementShape{"source", "mark date", "#"},
};

// Words are read by the terms room; their shape is checked with the others, so that no misspelt
// rule is ignored.
constexpr std::array kNotices = {
    ElementShape{"notices", "",
                 "family* grant* key* later* only* filler* negation* mention* reservation* "
                 "plain-word* phrase* url*"},
    ElementShape{"family", "id! unversioned candidates members", "name+ version*"},
    ElementShape{"name", "weak unversioned", "#"},
    ElementShape{"version", "number! license! later", ""},
    ElementShape{"grant", "", "#"},
    ElementShape{"key", "", "#"},
    ElementShape{"later", "", "#"},
    ElementShape{"only", "", "#"},
    ElementShape{"filler", "", "#"},
    ElementShape{"negation", "", "#"},
    ElementShape{"mention", "", "#"},
    ElementShape{"reservation", "", "#"},
    ElementShape{"plain-word", "", "#"},
    ElementShape{"phrase", "license! weak field", "#"},
    ElementShape{"url", "prefix! tail!", ""},
};

constexpr std::array kSeparators = {
    ElementShape{"separators", "", "separator*"},
    ElementShape{"separator", "id!", "says! side+"},
    ElementShape{"says", "", "#"},
    ElementShape{"side", "license! version", "words*"},
    ElementShape{"words", "", "#"},
};

}  // namespace

std::span<const ElementShape> shapes_of(std::string_view root) {
  const std::array<std::span<const ElementShape>, 13> files = {
      kLicense,       kObligations, kFindings,   kFamilies,     kArchitectures, kTags,      kUrls,
      kJurisdictions, kOpenness,    kSignatures, kIncompatible, kNotices,       kSeparators};
  for (const std::span<const ElementShape> shapes : files) {
    if (shapes.front().name == root) return shapes;
  }
  return {};
}

}  // namespace modelaudit::assess
