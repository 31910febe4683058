#include "assess/verdict/duties.h"

#include <algorithm>
#include <set>

#include "core/sha256.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

struct Checked {
  report::Duty duty;
  const Obligation* obligation = nullptr;
  std::map<std::string, std::string> parameters;
  report::Severity risk = report::Severity::none;   ///< of its finding; none: no finding
};

report::Severity severity_of(const std::string& word, report::Severity otherwise) {
  return report::severity_from(word).value_or(otherwise);
}

bool bites(const Obligation& obligation, const report::IntendedUse& use, std::string* reason) {
  if (!obligation.uses.empty() && std::find(obligation.uses.begin(), obligation.uses.end(), use.use) == obligation.uses.end()) {
    *reason = "the duty does not concern the use `" + use.use + "`";
    return false;
  }
  if (obligation.commercial == "yes" && use.commercial == std::optional(false)) {
    *reason = "the duty concerns commercial use only";
    return false;
  }
  return true;
}

std::string duty_id(const DutyFacts& facts, const GoverningTerms& terms, const Clause& clause, std::string_view text) {
  Sha256 hash;
  for (std::string_view field : {std::string_view(facts.package->package->id), std::string_view(terms.license),
                                 std::string_view(terms.version), std::string_view(terms.applies_to),
                                 std::string_view(clause.section), std::string_view(clause.obligation), text}) {
    hash.update_u64(field.size());
    hash.update(field);
  }
  return "duty:" + to_hex(hash.finish()).substr(0, 16);
}

Checked check_clause(const DutyFacts& facts, const GoverningTerms& terms, const LicenseRecord& record, const Clause& clause,
                     const Obligation& obligation) {
  Checked checked;
  checked.obligation = &obligation;
  checked.parameters = clause.parameters;
  checked.parameters.insert(obligation.parameters.begin(), obligation.parameters.end());
  const CheckContext context{facts, &record, terms.license, checked.parameters};

  report::Duty& duty = checked.duty;
  duty.obligation = obligation.id;
  duty.title = obligation.title;
  duty.license = terms.license;
  duty.version = terms.version.empty() ? record.version : terms.version;
  duty.section = clause.section;
  duty.id = duty_id(facts, terms, clause, context.parameter("text"));

  Facts words(checked.parameters.begin(), checked.parameters.end());
  words.emplace("license", terms.license);
  words.emplace("url", record.urls.empty() ? std::string() : record.urls.front().url);
  duty.satisfy = fill_template(obligation.satisfy, words);

  std::string reason;
  if (!bites(obligation, *facts.use, &reason)) {
    duty.state = name_of(DutyState::not_triggered);
    duty.because = std::move(reason);
    return checked;
  }
  CheckResult result = run_check(obligation.check, context);
  // A clause nobody read cannot be found missing.
  if (result.state == DutyState::missing && clause.source.mark == Mark::unread && record.sources.empty()) {
    result.state = DutyState::cannot_tell;
    result.because += "; the clause was not read";
  }
  duty.state = name_of(result.state);
  duty.because = std::move(result.because);
  duty.evidence = std::move(result.evidence);
  if (result.state == DutyState::missing) {
    duty.severity = severity_of(obligation.severity, report::Severity::medium);
  } else if (result.state == DutyState::cannot_tell) {
    duty.severity = severity_of(obligation.severity_unknown, report::Severity::none);
  }
  checked.risk = duty.severity;
  return checked;
}

void report_duty(const DutyFacts& facts, const Checked& checked, FindingSink& sink) {
  const report::Duty& duty = checked.duty;
  if (checked.risk == report::Severity::none) return;
  const bool missing = duty.state == name_of(DutyState::missing);
  std::string code = missing ? checked.obligation->finding : "duty-cannot-tell";
  if (code.empty()) code = "duty-" + checked.obligation->id;
  FindingSink::Extra extra;
  extra.severity = checked.risk;
  extra.finding_class = "duty";
  extra.resolve = duty.satisfy;
  if (facts.rulebook->finding(code) == nullptr) {
    extra.message = "{package}: {title}: {state} ({license}, section {section}).";
    extra.why = checked.obligation->explain;
  }
  Facts words{{"license", duty.license},   {"version", duty.version}, {"section", duty.section},
              {"title", duty.title},       {"state", duty.state},     {"because", duty.because},
              {"obligation", duty.obligation}};
  for (const auto& [name, value] : checked.parameters) words.emplace(name, value);
  sink.add(code, facts.package, std::move(words), extra);
}

}  // namespace

const LicenseRecord* record_of(const Rulebook& rulebook, const GoverningTerms& terms) {
  const LicenseRecord* record = terms.version.empty() ? nullptr : rulebook.license(terms.license, terms.version);
  return record != nullptr ? record : rulebook.newest(terms.license);
}

std::vector<report::Duty> check_duties(const DutyFacts& facts, FindingSink& sink) {
  std::vector<report::Duty> duties;
  std::vector<std::vector<Checked>> of_terms;
  size_t best = 0;
  std::optional<report::Severity> mildest;
  std::set<std::string> alternatives_seen;

  for (const GoverningTerms& terms : facts.conclusion->terms) {
    std::vector<Checked> checked;
    const LicenseRecord* record = record_of(*facts.rulebook, terms);
    if (record != nullptr) {
      for (const Clause& clause : record->clauses) {
        const Obligation* obligation = clause.obligation.empty() ? nullptr : facts.rulebook->obligation(clause.obligation);
        if (obligation == nullptr) continue;
        Checked one = check_clause(facts, terms, *record, clause, *obligation);
        // Of several texts of which one governs, a duty that all of them have makes one finding.
        if (terms.alternative) {
          const auto text = one.parameters.find("text");
          const std::string key = obligation->id + '\n' + (text == one.parameters.end() ? std::string() : text->second);
          if (!alternatives_seen.insert(key).second) one.risk = report::Severity::none;
        }
        checked.push_back(std::move(one));
      }
    }
    if (terms.choice) {
      report::Severity worst = report::Severity::none;
      for (const Checked& one : checked) worst = std::max(worst, one.risk);
      if (!mildest || worst < *mildest) {
        mildest = worst;
        best = of_terms.size();
      }
    }
    of_terms.push_back(std::move(checked));
  }

  for (size_t i = 0; i < of_terms.size(); ++i) {
    const GoverningTerms& terms = facts.conclusion->terms[i];
    const bool other_choice = terms.choice && mildest && i != best;
    for (Checked& checked : of_terms[i]) {
      if (other_choice && checked.risk != report::Severity::none) {
        checked.duty.because += "; the choice of " + facts.conclusion->terms[best].license + " does not need it";
        checked.duty.severity = report::Severity::none;
      } else {
        report_duty(facts, checked, sink);
      }
      duties.push_back(std::move(checked.duty));
    }
  }
  return duties;
}

}  // namespace modelaudit::assess
