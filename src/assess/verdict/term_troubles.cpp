// What is missing or unclear about the terms themselves, where no two facts contradict each other.
#include <algorithm>

#include "assess/lineage/following.h"
#include "assess/verdict/conflicts.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool any_statement(const PackageSigns& signs, Part part, bool with_signs) {
  return std::any_of(signs.statements.begin(), signs.statements.end(), [&](const Statement& statement) {
    return statement.part == part && (!with_signs || !statement.signs.empty());
  });
}

const LicenseRecord* newer_than(const Rulebook& rulebook, const LicenseRecord& record) {
  const LicenseRecord* newest = rulebook.newest(record.id);
  if (!record.replaced_by.empty()) {
    const LicenseRecord* next = rulebook.license(record.id, record.replaced_by);
    if (next != nullptr) newest = next;
  } else {
    return nullptr;
  }
  return newest;
}

void report_superseded(const ConflictInput& input, FindingSink& sink) {
  std::vector<std::string> done;
  for (const Statement& statement : input.signs.statements) {
    if (!statement.is_text()) continue;
    for (const Sign& sign : statement.signs) {
      if (sign.license.empty() || sign.version.empty() || sign.source != "text") continue;
      const LicenseRecord* record = input.rulebook.license(sign.license, sign.version);
      if (record == nullptr) continue;
      const LicenseRecord* newer = newer_than(input.rulebook, *record);
      if (newer == nullptr) continue;
      const std::string key = sign.license + '@' + sign.version;
      if (std::find(done.begin(), done.end(), key) != done.end()) continue;
      done.push_back(key);
      FindingSink::Extra extra;
      extra.artifact = statement.artifact;
      sink.add("license-superseded", &input.package,
               {{"license", sign.license}, {"version", sign.version}, {"found", sign.version}, {"newer", newer->version}}, extra);
    }
  }
}

void report_file_troubles(const ConflictInput& input, const Conclusion& conclusion, FindingSink& sink) {
  const bool text_elsewhere = std::any_of(input.signs.statements.begin(), input.signs.statements.end(), [](const Statement& s) {
    return s.is_text() && std::any_of(s.signs.begin(), s.signs.end(), [](const Sign& sign) { return sign.source == "text"; });
  });
  for (const FileTrouble& trouble : input.signs.troubles) {
    FindingSink::Extra extra;
    extra.artifact = trouble.artifact;
    if (trouble.offset > 0) extra.offset = trouble.offset;
    if (trouble.minor) extra.severity = trouble.code == "license-text-altered" ? report::Severity::low : report::Severity::medium;
    if (trouble.code == "license-text-unknown" && text_elsewhere && conclusion.stated) {
      extra.severity = report::Severity::medium;  // another file holds the whole terms; this one still wants reading
    }
    const std::string declared = trouble.license.empty() ? spoken(std::vector<std::string>{}) : trouble.license;
    Facts facts{{"license", declared}, {"found", trouble.detail.empty() ? declared : trouble.detail}};
    if (trouble.code == "license-name-unknown") facts.emplace("declared", trouble.detail);
    if (trouble.code.starts_with("terms-")) facts.emplace("expected", "plain letters");
    if (trouble.code == "license-text-altered") facts.emplace("differences", trouble.detail);
    if (trouble.code == "license-text-incomplete") facts.emplace("missing", trouble.detail);
    if (trouble.code == "terms-in-metadata") facts.emplace("key", trouble.detail);
    sink.add(trouble.code, &input.package, std::move(facts), extra);
  }
}

}  // namespace

void find_term_troubles(const ConflictInput& input, const Conclusion& conclusion, FindingSink& sink) {
  const std::string status = status_of(conclusion);
  const bool files = !input.signs.troubles.empty();
  if (status == "unresolved") {
    const bool hinted = !conclusion.terms.empty();
    Facts facts{{"declared", conclusion.declared}};
    facts.emplace("because", conclusion.declared.empty() ? "What is there names no known terms."
                                                         : "`" + conclusion.declared + "` names no known terms.");
    if (hinted) facts.emplace("hint", conclusion.terms.front().license);
    if (conclusion.ambiguous) {
      std::vector<std::string> open;
      for (const Statement& statement : input.signs.statements) {
        if (statement.part != Part::weights) continue;
        for (const std::string& id : licenses_of(statement)) open.push_back(id);
      }
      std::sort(open.begin(), open.end());
      open.erase(std::unique(open.begin(), open.end()), open.end());
      facts.emplace("candidates", spoken(open));
      sink.add("terms-ambiguous", &input.package, std::move(facts));
    } else if (conclusion.unresolved_word || files) {
      sink.add("terms-unresolved", &input.package, std::move(facts));
    } else {
      sink.add("no-terms-found", &input.package, std::move(facts));
    }
  } else if (conclusion.unresolved_word && !conclusion.stated) {
    sink.add("terms-unresolved", &input.package,
             {{"declared", conclusion.declared}, {"because", "`" + conclusion.declared + "` names no known terms."}});
  } else if (!conclusion.stated) {
    std::vector<std::string> owed;
    std::string from;
    for (const GoverningTerms& terms : conclusion.terms) {
      owed.push_back(terms.license);
      if (from.empty()) from = terms.from;
    }
    sink.add("license-not-declared", &input.package, {{"found", spoken(owed)}, {"source", from}});
  }
  if (any_statement(input.signs, Part::code, true)) {
    std::vector<std::string> code;
    const Artifact* code_file = nullptr;
    for (const Statement& statement : input.signs.statements) {
      if (statement.part != Part::code) continue;
      if (code_file == nullptr) code_file = statement.artifact;
      for (std::string& id : licenses_of(statement)) code.push_back(std::move(id));
    }
    std::sort(code.begin(), code.end());
    code.erase(std::unique(code.begin(), code.end()), code.end());
    std::vector<std::string> weights;
    for (const GoverningTerms& terms : conclusion.terms) weights.push_back(terms.license);
    FindingSink::Extra extra;
    extra.artifact = code_file;
    sink.add("code-license-only", &input.package, {{"found", spoken(code)}, {"weights", spoken(weights)}}, extra);
  }
  report_file_troubles(input, conclusion, sink);
  report_superseded(input, sink);
}

}  // namespace modelaudit::assess
