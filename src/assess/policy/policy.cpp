#include "assess/policy/policy.h"

#include <algorithm>
#include <array>

#include "assess/policy/toml_file.h"
#include "assess/rulebook/words.h"
#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr std::array<std::string_view, 7> kReasonCodes = {"license-acquired", "used-internally-only", "upstream-confirmed",
                                                          "terms-superseded", "cant-fix-upstream",    "false-positive",
                                                          "accepted-risk"};
constexpr std::array<std::string_view, 4> kOpennessLists = {"osi", "fsf", "dfsg", "open-definition"};
constexpr std::array<std::string_view, 12> kOutputs = {"text", "json",      "html",  "markdown", "sarif", "spdx",
                                                       "cyclonedx", "junit", "csv", "notice",   "inventory", "xml"};

std::string place_text(const std::string& file, const toml::source_region& where) {
  return file + ":" + std::to_string(where.begin.line) + ":" + std::to_string(where.begin.column);
}

// Reads policy, waiver and test tables of one file.
class PolicyReader {
 public:
  PolicyReader(std::string file, const Rulebook& rulebook) : file_(std::move(file)), rulebook_(rulebook), errors_(file_) {}

  PolicyRead read(const toml::table& root) {
    policy_.file = file_;
    TomlTable top(root, errors_, "the policy");
    if (const auto version = top.number("version"); version && *version != 1) {
      top.wrong("version", "version = 1", std::to_string(*version));
    }
    if (const toml::table* use = top.table("use")) read_use(*use);
    if (const toml::table* gate = top.table("gate")) read_gate(*gate);
    if (const toml::table* licenses = top.table("licenses")) read_licenses(*licenses);
    if (const toml::table* severity = top.table("severity")) read_severities(*severity);
    for (const toml::table* one : top.tables("exception")) read_exception(*one);
    for (const toml::table* one : top.tables("clarify")) read_clarification(*one);
    for (const toml::table* one : top.tables("waiver")) read_waiver(*one);
    for (const toml::table* one : top.tables("test")) read_test(*one);
    top.done();
    return {std::move(policy_), errors_.take()};
  }

  WaiversRead read_waiver_file(const toml::table& root) {
    TomlTable top(root, errors_, "the waiver file");
    if (const auto version = top.number("version"); version && *version != 1) {
      top.wrong("version", "version = 1", std::to_string(*version));
    }
    for (const toml::table* one : top.tables("waiver")) read_waiver(*one);
    top.done();
    return {std::move(policy_.waivers), errors_.take()};
  }

 private:
  void read_use(const toml::table& table) {
    TomlTable use(table, errors_, "[use]");
    report::IntendedUse intended;
    const auto given = [&](std::string_view field) { policy_.use_fields.emplace_back(field); };
    if (const auto word = use.word_of("use", {"redistribute", "host", "embed", "internal"})) {
      intended.use = *word;
      given("use");
    }
    if (const auto commercial = use.flag("commercial")) {
      intended.commercial = *commercial;
      given("commercial");
    }
    intended.territories = use.words("territories");
    if (!intended.territories.empty()) given("territories");
    for (const std::string& territory : intended.territories) {
      const bool code = territory.size() >= 2 && territory.size() <= 3 &&
                        std::all_of(territory.begin(), territory.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
      if (!code) use.wrong("territories", "country codes such as DE or EU", display_short(territory, 40));
    }
    if (const auto users = use.number("monthly_users")) {
      intended.monthly_users = *users;
      given("monthly_users");
    }
    if (const auto revenue = use.number("annual_revenue")) {
      intended.annual_revenue = *revenue;
      given("annual_revenue");
    }
    use.done();
    policy_.use = std::move(intended);
  }

  bool known_code(std::string_view code) const { return rulebook_.finding(code) != nullptr; }

  std::vector<std::string_view> code_words() const {
    std::vector<std::string_view> words;
    for (const FindingRule& rule : rulebook_.findings) words.push_back(rule.code);
    return words;
  }

  void read_gate(const toml::table& table) {
    TomlTable gate(table, errors_, "[gate]");
    policy_.fail_on = gate.words("fail_on");
    for (const std::string& word : policy_.fail_on) {
      if (word == "none" || report::severity_from(word) || known_code(word)) continue;
      std::vector<std::string_view> known = {"low", "medium", "high", "critical", "none"};
      for (std::string_view code : code_words()) known.push_back(code);
      gate.wrong("fail_on", with_nearest("low, medium, high, critical, none or a finding code", word, known), display_short(word, 60));
    }
    if (const auto unused = gate.word_of("unused", {"warn", "error"})) policy_.unused_is_error = *unused == "error";
    if (const auto baseline = gate.word_of("baseline", {"mark", "new-only"})) policy_.new_findings_only = *baseline == "new-only";
    policy_.require_outputs = gate.words("require_outputs");
    for (const std::string& word : policy_.require_outputs) {
      if (std::find(kOutputs.begin(), kOutputs.end(), word) != kOutputs.end()) continue;
      gate.wrong("require_outputs", with_nearest("an output format", word, kOutputs), display_short(word, 60));
    }
    gate.done();
  }

  // An id as the policy may write it: the id, an alias, a Hub tag, a spelling.
  std::string license_id(TomlTable& table, std::string_view key, const std::string& written) {
    std::string id = rulebook_.canonical_id(written);
    if (id.empty()) {
      const TagRule* tag = rulebook_.tag("huggingface", written);
      if (tag != nullptr) id = tag->license;
    }
    if (!id.empty()) return id;
    std::vector<std::string_view> known;
    for (const LicenseRecord& record : rulebook_.licenses) known.push_back(record.id);
    table.wrong(key, with_nearest("a license id that the rulebook knows", written, known), display_short(written, 60));
    return {};
  }

  void read_licenses(const toml::table& table) {
    TomlTable licenses(table, errors_, "[licenses]");
    policy_.has_allow_list = table.contains("allow");
    for (const std::string& written : licenses.words("allow")) {
      AllowEntry entry;
      entry.written = written;
      entry.place = place_text(file_, licenses.place("allow"));
      const size_t colon = written.find(':');
      const std::string_view kind = std::string_view(written).substr(0, colon == std::string::npos ? 0 : colon);
      const std::string value = colon == std::string::npos ? written : written.substr(colon + 1);
      if (kind.empty()) {
        entry.value = license_id(licenses, "allow", written);
        if (entry.value.empty()) continue;
      } else if (kind == "class") {
        entry.kind = AllowEntry::Kind::license_class;
        entry.value = value;
        if (std::find(kLicenseClasses.begin(), kLicenseClasses.end(), value) == kLicenseClasses.end()) {
          licenses.wrong("allow", with_nearest("a license class", value, kLicenseClasses), display_short(value, 60));
        }
      } else if (kind == "family") {
        entry.kind = AllowEntry::Kind::family;
        entry.value = value;
        std::vector<std::string_view> known;
        for (const FamilyRule& rule : rulebook_.families) known.push_back(rule.family);
        if (std::find(known.begin(), known.end(), value) == known.end()) {
          licenses.wrong("allow", with_nearest("a family of the rulebook", value, known), display_short(value, 60));
        }
      } else if (kind == "openness") {
        entry.kind = AllowEntry::Kind::openness;
        entry.value = value;
        if (std::find(kOpennessLists.begin(), kOpennessLists.end(), value) == kOpennessLists.end()) {
          licenses.wrong("allow", with_nearest(list_words(kOpennessLists), value, kOpennessLists), display_short(value, 60));
        }
      } else {
        constexpr std::array<std::string_view, 3> kKinds = {"class", "family", "openness"};
        licenses.wrong("allow", with_nearest("a license id, class:…, family:… or openness:…", kind, kKinds), display_short(written, 60));
        continue;
      }
      policy_.allow.push_back(std::move(entry));
    }
    licenses.done();
  }

  void read_severities(const toml::table& table) {
    TomlTable severities(table, errors_, "[severity]");
    for (const auto& [key, node] : table) {
      const std::string code(key.str());
      if (!known_code(code)) {
        const std::vector<std::string_view> known = code_words();
        errors_.add(key.source(), with_nearest("a finding code", code, known), display_short(code, 60));
        continue;
      }
      if (const auto word = severities.word_of(code, {"none", "low", "medium", "high", "critical"})) {
        policy_.severities[code] = report::severity_from(*word).value_or(report::Severity::high);
      }
    }
  }

  void read_sha256(TomlTable& table, std::string& out) {
    const auto hex = table.text("sha256");
    if (!hex) return;
    const std::string_view digits = hex->starts_with("sha256:") ? std::string_view(*hex).substr(7) : std::string_view(*hex);
    if (const auto digest = digest_from_hex(digits)) {
      out = to_hex(*digest);
    } else {
      table.wrong("sha256", "64 hexadecimal digits", display_short(*hex, 80));
    }
  }

  void read_exception(const toml::table& table) {
    TomlTable one(table, errors_, "[[exception]]");
    PolicyException exception;
    exception.place = place_text(file_, table.source());
    exception.package = one.text("package").value_or("");
    if (const auto license = one.text("license")) exception.license = license_id(one, "license", *license);
    exception.reason = one.text("reason").value_or("");
    read_sha256(one, exception.sha256);
    one.need("package", "the name of the package, or a pattern with *");
    one.need("license", "the license that is allowed for it");
    one.need("reason", "why it is allowed");
    one.done();
    policy_.exceptions.push_back(std::move(exception));
  }

  void read_clarification(const toml::table& table) {
    TomlTable one(table, errors_, "[[clarify]]");
    Clarification clarification;
    clarification.place = place_text(file_, table.source());
    std::string hex;
    read_sha256(one, hex);
    if (const auto digest = digest_from_hex(hex)) clarification.sha256 = *digest;
    if (const auto license = one.text("license")) clarification.license = license_id(one, "license", *license);
    clarification.version = one.text("version").value_or("");
    clarification.reason = one.text("reason").value_or("");
    one.need("sha256", "the digest of the file that was read");
    one.need("license", "what it is");
    one.need("reason", "how that is known");
    one.done();
    policy_.clarifications.push_back(std::move(clarification));
  }

  void read_waiver(const toml::table& table) {
    TomlTable one(table, errors_, "[[waiver]]");
    WaiverEntry waiver;
    waiver.place = place_text(file_, table.source());
    if (const auto code = one.text("code")) {
      waiver.code = *code;
      if (!known_code(*code)) {
        const std::vector<std::string_view> known = code_words();
        one.wrong("code", with_nearest("a finding code", *code, known), display_short(*code, 60));
      }
    }
    if (const auto fingerprint = one.text("fingerprint")) {
      waiver.fingerprint = *fingerprint;
      const bool whole = fingerprint->starts_with("sha256:") && fingerprint->size() == 7 + 64;
      const bool id = fingerprint->starts_with("f:") && fingerprint->size() == 2 + 16;
      if (!whole && !id) one.wrong("fingerprint", "a finding's fingerprint sha256:… or its id f:…", display_short(*fingerprint, 80));
    }
    if (waiver.code.empty() && waiver.fingerprint.empty()) {
      errors_.add(table.source(), "`code` or `fingerprint` in [[waiver]]", "neither");
    }
    waiver.package = one.text("package").value_or("");
    waiver.artifact = one.text("artifact").value_or("");
    if (!waiver.code.empty() && waiver.fingerprint.empty() && waiver.package.empty()) {
      errors_.add(table.source(), "`package` beside `code`: a waiver needs a scope (\"*\" for all)", "no scope");
    }
    read_sha256(one, waiver.sha256);
    waiver.reason = one.text("reason").value_or("");
    if (const auto code = one.text("reason_code")) {
      waiver.reason_code = *code;
      if (std::find(kReasonCodes.begin(), kReasonCodes.end(), *code) == kReasonCodes.end()) {
        one.wrong("reason_code", with_nearest(list_words(kReasonCodes), *code, kReasonCodes), display_short(*code, 60));
      }
    }
    waiver.approver = one.text("approver").value_or("");
    waiver.expires = one.date("expires").value_or("");
    for (const auto& [key, why] : {std::pair{"reason", "why the finding is accepted"},
                                   std::pair{"approver", "who accepted it"}, std::pair{"expires", "until when, YYYY-MM-DD"}}) {
      one.need(key, why);
    }
    if (table.contains("reason") && waiver.reason.empty()) one.wrong("reason", "words", "an empty string");
    if (table.contains("approver") && waiver.approver.empty()) one.wrong("approver", "a name", "an empty string");
    one.done();
    policy_.waivers.push_back(std::move(waiver));
  }

  void read_test(const toml::table& table) {
    TomlTable one(table, errors_, "[[test]]");
    PolicyTest test;
    test.place = place_text(file_, table.source());
    if (const auto license = one.text("license")) test.license = license_id(one, "license", *license);
    if (const auto expect = one.word_of("expect", {"allow", "deny"})) test.allow = *expect == "allow";
    one.need("license", "the license that is asked about");
    one.need("expect", "allow or deny");
    one.done();
    policy_.tests.push_back(std::move(test));
  }

  std::string file_;
  const Rulebook& rulebook_;
  TomlErrors errors_;
  Policy policy_;
};

}  // namespace

PolicyRead read_policy(std::string_view text, const std::string& file, const Rulebook& rulebook) {
  const Result<toml::table> parsed = parse_toml(text, file);
  if (!parsed) return {{}, {parsed.error()}};
  return PolicyReader(file, rulebook).read(*parsed);
}

WaiversRead read_waivers(std::string_view text, const std::string& file, const Rulebook& rulebook) {
  const Result<toml::table> parsed = parse_toml(text, file);
  if (!parsed) return {{}, {parsed.error()}};
  return PolicyReader(file, rulebook).read_waiver_file(*parsed);
}

std::vector<std::string_view> waiver_reason_codes() { return {kReasonCodes.begin(), kReasonCodes.end()}; }

bool allows(const Policy& policy, const Rulebook& rulebook, std::string_view license) {
  for (const AllowEntry& entry : policy.allow) {
    if (entry.kind == AllowEntry::Kind::license && entry.value == license) return true;
    if (entry.kind == AllowEntry::Kind::license_class && rulebook.has_class(license, entry.value)) return true;
    if (entry.kind != AllowEntry::Kind::openness) continue;
    for (const OpennessRow& row : rulebook.openness) {
      if (row.id != license) continue;
      const std::string& fact = entry.value == "osi" ? row.osi : entry.value == "fsf" ? row.fsf : entry.value == "dfsg" ? row.dfsg : row.open_definition;
      if (fact == "yes" || fact == "approved") return true;
    }
  }
  return false;
}

std::vector<std::string> run_policy_tests(const Policy& policy, const Rulebook& rulebook) {
  std::vector<std::string> wrong;
  for (const PolicyTest& test : policy.tests) {
    const bool allowed = allows(policy, rulebook, test.license);
    if (allowed == test.allow) continue;
    wrong.push_back(test.place + ": " + test.license + " is " + (allowed ? "allowed" : "denied") + ", expected " +
                    (test.allow ? "allow" : "deny"));
  }
  return wrong;
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  // Greedy with one point to come back to: linear for patterns that people write, never exponential.
  size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::string policy_template() {
  return R"(# modelaudit policy. Every key is optional; unknown keys are errors. `modelaudit policy check` reads it and says what is wrong.
version = 1

[use]                              # what you mean to do with the models; flags go before it
use = "redistribute"               # redistribute, host, embed, internal
# commercial = true
# territories = ["EU", "US"]
# monthly_users = 10000
# annual_revenue = 1000000         # in the currency of the terms

[gate]
fail_on = "high"                   # low, medium, high, critical, none, or a list with finding codes
unused = "warn"                    # entries below that match nothing: warn or error
# baseline = "new-only"            # with --baseline: only findings that are new fail; "mark" fails on all
# require_outputs = ["json", "spdx"]

[licenses]                         # everything that is not named here is denied; terms that are unresolved are on no list
allow = [
  "class:permissive",
  "class:public-domain",
  # "Apache-2.0", "family:gemma", "openness:osi",
]

[severity]                         # by finding code: none, low, medium, high, critical
# open-source-claim = "none"

# [[exception]]                    # one license for one package
# package = "gemma-3n-*"
# license = "LicenseRef-Gemma-Terms"
# reason = "reviewed by counsel, ticket 123"

# [[clarify]]                      # what a license file is, pinned to its bytes
# sha256 = "…"
# license = "MIT"
# reason = "compared by hand"

# [[waiver]]                       # a finding that was accepted; `modelaudit waiver add` writes one
# fingerprint = "sha256:…"         # or code = "…" with package = "…"
# reason = "…"
# reason_code = "upstream-confirmed"
# approver = "…"
# expires = 2027-01-31

# [[test]]                         # `modelaudit policy test`
# license = "CC-BY-NC-4.0"
# expect = "deny"
)";
}

}  // namespace modelaudit::assess
