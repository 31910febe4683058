#include "assess/verdict/notes.h"

#include <algorithm>
#include <array>

namespace modelaudit::assess {
namespace {

constexpr std::array<std::string_view, 6> kRestricting = {"use-restricted",   "community",         "non-commercial",
                                                          "research-only",    "no-redistribution", "territory-limited"};

const OpennessRow* openness_of(const Rulebook& rulebook, const GoverningTerms& terms) {
  const OpennessRow* any = nullptr;
  for (const OpennessRow& row : rulebook.openness) {
    if (row.id != terms.license) continue;
    if (row.version == terms.version) return &row;
    if (any == nullptr) any = &row;
  }
  return any;
}

}  // namespace

std::vector<std::string> notes_on(const Rulebook& rulebook, const Conclusion& conclusion) {
  std::vector<std::string> notes;
  for (const GoverningTerms& terms : conclusion.terms) {
    const OpennessRow* row = openness_of(rulebook, terms);
    if (row == nullptr) continue;
    std::string note = terms.license + ": OSI " + row->osi + ", FSF " + row->fsf + ", DFSG " + row->dfsg + "; as of " + row->as_of;
    if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(std::move(note));
    if (row->osi == "yes") continue;
    std::string act = "EU AI Act: whether the open-source exemption of article 53(2) applies depends on the terms; " + terms.license +
                      " is not on the list of the OSI (a fact for review, no verdict)";
    if (std::find(notes.begin(), notes.end(), act) == notes.end()) notes.push_back(std::move(act));
  }
  return notes;
}

void check_open_source_claim(const PackageView& package, const Rulebook& rulebook, const PackageSigns& signs,
                             const Conclusion& conclusion, FindingSink& sink) {
  for (const Phrase& phrase : signs.phrases) {
    if (phrase.what != "open-source") continue;
    for (const GoverningTerms& terms : conclusion.terms) {
      const OpennessRow* row = openness_of(rulebook, terms);
      const bool restricts = std::any_of(kRestricting.begin(), kRestricting.end(), [&](std::string_view word) {
        return rulebook.has_class(terms.license, word);
      });
      if (row == nullptr || row->osi == "yes" || (!restricts && !row->osi.starts_with("no "))) continue;
      FindingSink::Extra extra;
      extra.artifact = phrase.artifact;
      sink.add("open-source-claim", &package, {{"license", terms.license}, {"quote", phrase.quote}}, extra);
      return;
    }
  }
}

}  // namespace modelaudit::assess
