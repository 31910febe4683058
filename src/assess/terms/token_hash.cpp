#include "assess/terms/token_hash.h"

#include <array>

namespace modelaudit::assess {
namespace {

struct Spelling {
  uint32_t from;
  uint32_t to;
};

constexpr Spelling same(std::string_view from, std::string_view to) {
  return {word_hash(from), word_hash(to)};
}

// SPDX license list, equivalentwords.txt, in the forms that our word splitting gives (hyphens are
// joined before).
constexpr std::array kSpellings = {
    same("acknowledgement", "acknowledgment"),
    same("acknowledgements", "acknowledgments"),
    same("analog", "analogue"),
    same("analyze", "analyse"),
    same("artifact", "artefact"),
    same("artifacts", "artefacts"),
    same("authorization", "authorisation"),
    same("authorizations", "authorisations"),
    same("authorize", "authorise"),
    same("authorized", "authorised"),
    same("unauthorized", "unauthorised"),
    same("caliber", "calibre"),
    same("canceled", "cancelled"),
    same("capitalizations", "capitalisations"),
    same("catalog", "catalogue"),
    same("categorize", "categorise"),
    same("center", "centre"),
    same("characterize", "characterise"),
    same("emphasized", "emphasised"),
    same("favor", "favour"),
    same("favorite", "favourite"),
    same("fulfil", "fulfill"),
    same("fulfilment", "fulfillment"),
    same("https", "http"),
    same("initialize", "initialise"),
    same("judgement", "judgment"),
    same("judgements", "judgments"),
    same("labeling", "labelling"),
    same("labor", "labour"),
    same("licence", "license"),
    same("licences", "licenses"),
    same("licenced", "licensed"),
    same("sublicence", "sublicense"),
    same("sublicences", "sublicenses"),
    same("maximize", "maximise"),
    same("minimize", "minimise"),
    same("modeled", "modelled"),
    same("modeling", "modelling"),
    same("offense", "offence"),
    same("optimize", "optimise"),
    same("organization", "organisation"),
    same("organizations", "organisations"),
    same("organize", "organise"),
    same("practise", "practice"),
    same("programme", "program"),
    same("programmes", "programs"),
    same("realize", "realise"),
    same("recognize", "recognise"),
    same("recognized", "recognised"),
    same("signaling", "signalling"),
    same("utilization", "utilisation"),
    same("utilize", "utilise"),
    same("whilst", "while"),
    same("wilful", "willful"),
    same("wilfull", "willful"),
};

/// One bit per value of 11 hash bits: rejects almost every word with one load.
constexpr auto kMaybe = [] {
  std::array<uint64_t, 32> bits{};
  for (const Spelling& s : kSpellings) bits[(s.from & 2047) >> 6] |= uint64_t{1} << (s.from & 63);
  return bits;
}();

}  // namespace

uint32_t equivalent(uint32_t hash) {
  if ((kMaybe[(hash & 2047) >> 6] >> (hash & 63) & 1) == 0) return hash;
  for (const Spelling& s : kSpellings) {
    if (s.from == hash) return s.to;
  }
  return hash;
}

}  // namespace modelaudit::assess
