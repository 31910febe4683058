#include "assess/verdict/findings.h"

#include <algorithm>

#include "assess/verdict/codes.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

struct Words {
  std::string finding_class, message, why, resolve;
  report::Severity severity = report::Severity::high;
};

Words words_of(const Rulebook& rulebook, std::string_view code) {
  Words words;
  if (const FindingRule* rule = rulebook.finding(code)) {
    words = {rule->finding_class, rule->message, rule->why, rule->resolve,
             report::severity_from(rule->severity).value_or(report::Severity::high)};
    return words;
  }
  for (const CodeRow& row : kVerdictCodes) {
    if (row.code != code) continue;
    words.finding_class = row.finding_class;
    words.severity = report::severity_from(row.severity).value_or(report::Severity::high);
  }
  return words;
}

// Without a rule the facts speak for themselves.
std::string plain_message(std::string_view code, const Facts& facts) {
  std::string message(code);
  for (const auto& [name, value] : facts) {
    if (value.empty()) continue;
    message += message.size() == code.size() ? ": " : ", ";
    message += name;
    message += ' ';
    message += display_short(value, 200);
  }
  return message;
}

void hash_field(Sha256& hash, std::string_view field) {
  hash.update_u64(field.size());
  hash.update(field);
}

}  // namespace

std::string fill_template(std::string_view words, const Facts& facts) {
  std::string out;
  for (size_t at = 0; at < words.size();) {
    const size_t open = words.find('{', at);
    if (open == std::string_view::npos) return out.append(words.substr(at));
    const size_t close = words.find('}', open);
    if (close == std::string_view::npos) return out.append(words.substr(at));
    out.append(words.substr(at, open - at));
    const auto fact = facts.find(std::string(words.substr(open + 1, close - open - 1)));
    if (fact == facts.end()) {
      out.append(words.substr(open, close - open + 1));
    } else {
      out.append(display_short(fact->second, 300));
    }
    at = close + 1;
  }
  return out;
}

void FindingSink::push(report::Finding finding, const PackageView* package, std::string_view relative_path) {
  Sha256 hash;
  hash_field(hash, finding.code);
  hash_field(hash, package != nullptr ? std::string_view(package->package->name) : std::string_view());
  hash_field(hash, relative_path);
  hash.update_u64(finding.facts.size());
  for (const auto& [name, value] : finding.facts) {
    hash_field(hash, name);
    hash_field(hash, value);
  }
  std::string hex = to_hex(hash.finish());
  const uint64_t number = seen_[hex]++;
  if (number > 0) {
    Sha256 again;
    hash_field(again, hex);
    again.update_u64(number);
    hex = to_hex(again.finish());
  }
  finding.id = "f:" + hex.substr(0, 16);
  finding.fingerprint = "sha256:" + hex;
  findings_.push_back(std::move(finding));
}

void FindingSink::add(std::string_view code, const PackageView* package, Facts facts, const Extra& extra) {
  const Words words = words_of(*rulebook_, code);
  report::Finding finding;
  finding.code = code;
  finding.finding_class = !extra.finding_class.empty()   ? extra.finding_class
                          : !words.finding_class.empty() ? words.finding_class
                                                         : "terms";
  finding.severity = extra.severity.value_or(words.severity);
  std::string_view relative;
  if (package != nullptr) {
    finding.package = package->package->id;
    facts.emplace("package", package->package->name);
  }
  if (extra.artifact != nullptr) {
    finding.artifact = extra.artifact->path;
    finding.artifact_id = extra.artifact->id;
    relative = package != nullptr ? package->relative_path(*extra.artifact) : std::string_view(extra.artifact->path);
    facts.emplace("artifact", relative);
  } else if (package != nullptr) {
    facts.emplace("artifact", package->package->name);
  }
  finding.offset = extra.offset;
  const std::string_view message = extra.message.empty() ? std::string_view(words.message) : extra.message;
  finding.message = message.empty() ? plain_message(code, facts) : fill_template(message, facts);
  finding.why = fill_template(extra.why.empty() ? std::string_view(words.why) : extra.why, facts);
  finding.resolve = fill_template(extra.resolve.empty() ? std::string_view(words.resolve) : extra.resolve, facts);
  finding.facts = std::move(facts);
  push(std::move(finding), package, relative);
}

void FindingSink::add_problem(const Problem& problem, const PackageView* package, const Artifact* artifact) {
  const Damage& damage = problem.damage;
  Extra extra;
  extra.artifact = artifact;
  extra.offset = damage.offset;
  const FindingRule* rule = rulebook_->finding(damage.code);
  // One code can be damage in weights and a note in a side file that nobody needs: who met it says which.
  extra.finding_class = name_of(damage.damage_class);
  if (rule == nullptr || rule->finding_class != extra.finding_class) {
    extra.severity = damage.damage_class == DamageClass::note ? report::Severity::none : report::Severity::high;
  }
  if (rule == nullptr) extra.message = "{artifact}: expected {expected}, found {found} ({code}).";
  Facts facts{{"code", damage.code}, {"expected", damage.expected}, {"found", damage.found}};
  if (artifact == nullptr) facts.emplace("artifact", damage.origin);
  if (artifact != nullptr || package != nullptr) {
    add(damage.code, package, std::move(facts), extra);
    return;
  }
  add(damage.code, nullptr, std::move(facts), extra);
  findings_.back().artifact = damage.origin;
}

std::vector<report::Finding> FindingSink::take() {
  std::sort(findings_.begin(), findings_.end(),
            [](const report::Finding& a, const report::Finding& b) { return a.id < b.id; });
  seen_.clear();
  return std::move(findings_);
}

}  // namespace modelaudit::assess
