// The rules of this repository: they load, fit together, and the pages made from them are current.
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>

#include "assess/rulebook/codes_page.h"
#include "assess/rulebook/compiled.h"
#include "assess/rulebook/licenses_check.h"
#include "assess/rulebook/load.h"
#include "assess/rulebook/locate.h"
#include "small_rules.h"

using namespace modelaudit;
using namespace modelaudit::assess;
using namespace modelaudit::test;

namespace {

const std::filesystem::path kRoot = MODELAUDIT_SOURCE_DIR;

const LoadReport& rules() {
  static const LoadReport report = read_rule_sources(kRoot / "rules", kRoot / "licenses");
  return report;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rules_of_this_repository)

BOOST_AUTO_TEST_CASE(they_load_without_an_error) { BOOST_TEST(lines(rules().errors) == ""); }

BOOST_AUTO_TEST_CASE(they_fit_together) {
  BOOST_TEST(lines(check_records(rules().sources.rulebook, kRoot / "licenses")) == "");
  BOOST_TEST(lines(check_known(rules().sources.rulebook, rules().sources.known)) == "");
  BOOST_TEST(lines(check_term_rules(rules().sources.rulebook, rules().sources.term_rules)) == "");
}

BOOST_AUTO_TEST_CASE(every_kind_of_duty_has_its_obligation) {
  for (const char* id : {"copy-of-agreement",  "copy-or-link",
                         "notice-file",        "notice-line",
                         "retain-notices",     "mark-modified",
                         "name-prefix",        "name-word",
                         "display-line",       "flow-down",
                         "use-policy",         "share-alike",
                         "attribution",        "no-redistribution",
                         "non-commercial",     "research-only",
                         "no-derivatives",     "threshold-users",
                         "threshold-revenue",  "territory",
                         "registration",       "keep-latest-version",
                         "no-training-others", "distillation",
                         "remote-restriction", "competing-product-ban",
                         "no-trademark",       "disclose-source",
                         "output-disclosure",  "indemnity",
                         "patent-termination", "health-authorization",
                         "policy-retained",    "no-hosting"}) {
    BOOST_TEST(rules().sources.rulebook.obligation(id) != nullptr, id);
  }
}

BOOST_AUTO_TEST_CASE(severities_are_at_least_those_of_the_design) {
  const auto severity = [](std::string_view code) {
    const FindingRule* rule = rules().sources.rulebook.finding(code);
    return rule == nullptr ? std::string("no row") : rule->severity;
  };
  BOOST_TEST(severity("no-redistribution-right") == "critical");
  BOOST_TEST(severity("tag-contradicts-text") == "high");
  BOOST_TEST(severity("tag-contradicts-base") == "high");
  BOOST_TEST(severity("terms-unresolved") == "high");
  BOOST_TEST(severity("no-terms-found") == "high");
  BOOST_TEST(severity("duty-copy-of-agreement") == "medium");
  BOOST_TEST(severity("duty-notice-file") == "medium");
  for (const FindingRule& rule : rules().sources.rulebook.findings) {
    // Damage and limits are never a pass; a note never raises a risk above low.
    if (rule.finding_class == "damage" || rule.finding_class == "limit" ||
        rule.finding_class == "unreadable" || rule.finding_class == "suspicious") {
      BOOST_TEST((rule.severity == "medium" || rule.severity == "high"), rule.code);
    }
    if (rule.finding_class == "note")
      BOOST_TEST((rule.severity == "none" || rule.severity == "low"), rule.code);
  }
}

BOOST_AUTO_TEST_CASE(what_only_informs_never_raises_a_risk) {
  for (const Obligation& obligation : rules().sources.rulebook.obligations) {
    if (obligation.check != "informational") continue;
    BOOST_TEST(obligation.severity == "none", obligation.id);
    BOOST_TEST(obligation.severity_unknown == "none", obligation.id);
  }
}

// A package whose files are in order must come out clean or low while nobody said what it is for.
BOOST_AUTO_TEST_CASE(what_cannot_be_told_is_low_at_most_unless_nothing_is_allowed) {
  for (const Obligation& obligation : rules().sources.rulebook.obligations) {
    if (obligation.id == "no-redistribution") continue;
    BOOST_TEST((obligation.severity_unknown == "none" || obligation.severity_unknown == "low"),
               obligation.id);
  }
}

BOOST_AUTO_TEST_CASE(the_compiled_rulebook_is_the_loaded_one) {
  const RuleSources& sources = rules().sources;
  const Result<CompiledRulebook> opened =
      open_compiled_bytes(compile(sources.rulebook, sources.known, {}));
  BOOST_REQUIRE(bool(opened));
  BOOST_TEST(compile(opened->rulebook(), sources.known, {}) ==
             compile(sources.rulebook, sources.known, {}));
  BOOST_TEST(opened->known_count() == sources.known.artifacts.size());
  for (const KnownRow& row : sources.known.artifacts) {
    bool found = false;
    for (const KnownArtifact& artifact : opened->known(row.sha256)) {
      found = found || (artifact.name == row.fields[0] && artifact.size == row.size);
    }
    if (!found) BOOST_TEST_FAIL(row.fields[0]);
  }
}

BOOST_AUTO_TEST_CASE(the_pages_of_codes_are_current) {
  const std::map<std::string, std::string> pages = codes_pages(rules().sources.rulebook);
  for (const auto& [name, text] : pages) {
    BOOST_TEST((read(kRoot / "docs" / "codes" / name) == text),
               name << ": run `ninja codes_pages`");
  }
  for (const auto& entry : std::filesystem::directory_iterator(kRoot / "docs" / "codes")) {
    BOOST_TEST(pages.contains(entry.path().filename().string()), entry.path().filename().string());
  }
}

BOOST_AUTO_TEST_CASE(every_code_has_an_anchor_on_the_page_of_its_class) {
  const std::map<std::string, std::string> pages = codes_pages(rules().sources.rulebook);
  for (const FindingRule& rule : rules().sources.rulebook.findings) {
    BOOST_TEST((pages.at(rule.finding_class + ".md").find("\n## " + rule.code + "\n") !=
                std::string::npos),
               rule.code);
  }
}

BOOST_AUTO_TEST_CASE(data_lies_beside_the_program_or_in_share) {
  const auto shown = [](const std::filesystem::path& program, const std::string& environment) {
    std::string all;
    for (const auto& place : data_places(program, environment)) all += place.string() + " ";
    return all;
  };
  BOOST_TEST(shown("/opt/ma/bin/modelaudit", "") ==
             "/opt/ma/bin/share/modelaudit/rulebook.bin /opt/ma/share/modelaudit/rulebook.bin ");
  BOOST_TEST(shown("/opt/ma/bin/modelaudit", "/data/rules.bin") == "/data/rules.bin ");
  BOOST_TEST(shown("", "") == "");
}

BOOST_AUTO_TEST_SUITE_END()
