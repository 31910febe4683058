#include "assess/verdict/text_checks.h"

#include <algorithm>
#include <array>

#include "assess/verdict/lines.h"
#include "assess/verdict/term_cache.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

std::string_view file_name(const ReadText& text) { return file_name_in(text.place->artifact->path); }

bool is_notice_file(const ReadText& text) {
  return text.place->at->role == TextRole::notice_file || ascii_lower(file_name(text)).starts_with("notice");
}

bool is_card(const ReadText& text) {
  return text.place->at->role == TextRole::card_body || text.place->at->role == TextRole::card_field;
}

bool is_license_place(const ReadText& text) {
  const TextRole role = text.place->at->role;
  return role == TextRole::license_file || role == TextRole::license_layer;
}

bool in_files(const ReadText& text, std::string_view file) {
  if (file == "notice") return is_notice_file(text);
  if (file == "card") return is_card(text);
  if (file == "license") return is_license_place(text);
  return true;
}

// The best text of a license that stands in the package: identical, else near with all sections.
struct FoundCopy {
  const ReadText* text = nullptr;
  bool whole = false;
  bool altered = false;
  std::string version;
};

FoundCopy find_copy(const CheckContext& context, std::string_view license) {
  FoundCopy best;
  for (const ReadText& text : context.facts.signs->texts) {
    if (text.result == nullptr) continue;
    for (const TermsMatch& match : text.result->matches) {
      if (match.kind != MatchKind::text || match.negated) continue;
      const bool named = same_license(match.license, license) ||
                         std::any_of(match.candidates.begin(), match.candidates.end(), [&](const std::string& candidate) {
                           return same_license(std::string_view(candidate).substr(0, candidate.find('@')), license);
                         });
      if (!named) continue;
      const bool identical = match.strength == Strength::identical;
      const bool whole = identical || (match.strength == Strength::near && match.missing_sections.empty());
      const bool better = best.text == nullptr || (whole && !best.whole) ||
                          (whole && identical && best.altered);
      if (!better) continue;
      best = {&text, whole, !identical && match.differences_total > 0, match.version};
    }
  }
  return best;
}

std::string place_name(const CheckContext& context, const ReadText& text) {
  std::string place(context.facts.package->relative_path(*text.place->artifact));
  if (!text.place->at->key.empty()) place += " (" + text.place->at->key + ")";
  return place;
}

bool holds_url(const CheckContext& context, std::string_view url, std::string* where) {
  if (url.empty()) return false;
  const std::string folded = ascii_lower(fold_url(url));
  const auto in = [&](std::string_view body) { return holds(ascii_lower(body), folded); };
  for (const ReadText& text : context.facts.signs->texts) {
    if (!in(text.place->text->body)) continue;
    if (where != nullptr) *where = place_name(context, text);
    return true;
  }
  for (const TextAt& place : context.facts.package->texts) {
    if (place.at->role != TextRole::card_field || !in(place.text->body)) continue;
    if (where != nullptr) *where = place.at->key;
    return true;
  }
  for (const Artifact* artifact : context.facts.package->artifacts) {
    for (const MetadataEntry& entry : artifact->metadata) {
      if (entry.value.kind != Value::Kind::text || !holds(ascii_lower(entry.key), "licen") || !in(entry.value.text)) continue;
      if (where != nullptr) *where = entry.key;
      return true;
    }
  }
  return false;
}

std::string asked_license(const CheckContext& context) {
  const std::string asked = context.parameter("license");
  const std::string id = asked.empty() ? context.license : context.facts.rulebook->canonical_id(asked);
  return id.empty() ? asked : id;
}

CheckResult copy_result(const CheckContext& context, const FoundCopy& copy, const std::string& license) {
  CheckResult result;
  result.evidence.push_back(copy.text->place->artifact->id);
  if (!copy.whole) {
    result.state = DutyState::missing;
    result.because = place_name(context, *copy.text) + " holds parts of " + license + " only";
    return result;
  }
  result.state = DutyState::met;
  result.because = "the text of " + license + " stands in " + place_name(context, *copy.text);
  if (copy.altered) result.because += ", with changes";
  return result;
}

// Words that say that weights were changed, in cards and change files.
constexpr std::array<std::string_view, 26> kChangeWords = {
    "fine-tun", "finetun",  "fine tun", "quantiz",  "quantis", "merged",    "merge of", "modified",  "modification",
    "converted", "distill", "pruned",   "trained on top", "adapter", "lora",  "further trained", "continued pre", "derived from",
    "abliterat", "uncensored version", "微调", "量化", "ファインチューニング", "量子化", "파인튜닝", "양자화"};

}  // namespace

CheckResult check_license_text(const CheckContext& context) {
  const std::string license = asked_license(context);
  const FoundCopy copy = find_copy(context, license);
  if (copy.text != nullptr) return copy_result(context, copy, license);
  return {DutyState::missing, "no text of " + license + " stands in the package", {}};
}

CheckResult check_license_text_or_link(const CheckContext& context) {
  const std::string license = asked_license(context);
  const FoundCopy copy = find_copy(context, license);
  if (copy.text != nullptr && copy.whole) return copy_result(context, copy, license);
  std::string where;
  std::vector<std::string> urls;
  if (std::string url = context.parameter("url"); !url.empty()) urls.push_back(std::move(url));
  for (const LicenseRecord* record : context.facts.rulebook->versions(license)) {
    for (const LicenseUrl& url : record->urls) urls.push_back(url.url);
  }
  for (const std::string& url : urls) {
    if (holds_url(context, url, &where)) return {DutyState::met, "the address of " + license + " stands in " + where, {}};
  }
  // Any address that the rules know for this license will do.
  for (const Statement& statement : context.facts.signs->statements) {
    for (const Sign& sign : statement.signs) {
      if (sign.source == "url" && same_license(sign.license, license)) {
        return {DutyState::met, "an address of " + license + " stands in the package", {sign.id}};
      }
    }
  }
  return {DutyState::missing, "neither the text nor an address of " + license + " stands in the package", {}};
}

CheckResult check_string_in_file(const CheckContext& context) {
  const std::string file = context.parameter("file"), line = context.parameter("text");
  const ReadText* elsewhere = nullptr;
  for (const ReadText& text : context.facts.signs->texts) {
    const Wording wording = find_line(text.place->text->body, line);
    if (wording == Wording::absent) continue;
    if (!in_files(text, file)) {
      // The agreement itself quotes the line that it asks for: that is no notice.
      if (!is_license_place(text)) elsewhere = &text;
      continue;
    }
    if (file != "license" && file != "notice" && is_license_place(text)) continue;
    CheckResult result{DutyState::met, "the line stands in " + place_name(context, text), {text.place->artifact->id}};
    if (wording == Wording::other) result.because += "; met, wording differs";
    return result;
  }
  CheckResult result{DutyState::missing, "no " + (file == "any" ? std::string("text") : file + " file") + " holds the line", {}};
  if (elsewhere != nullptr) result.because += "; it stands in " + place_name(context, *elsewhere);
  return result;
}

CheckResult check_display_line(const CheckContext& context) {
  const std::string line = context.parameter("text");
  for (const ReadText& text : context.facts.signs->texts) {
    const TextRole role = text.place->at->role;
    const bool shown = is_card(text) || is_notice_file(text) || role == TextRole::document;
    if (!shown || find_line(text.place->text->body, line) == Wording::absent) continue;
    return {DutyState::met, "the line stands in " + place_name(context, text), {text.place->artifact->id}};
  }
  return {DutyState::missing, "neither card nor notice shows the line", {}};
}

CheckResult check_notices_retained(const CheckContext& context) {
  if (!context.facts.derivative) return {DutyState::not_triggered, "no base is declared", {}};
  const auto notice_of = [](const PackageView& package) -> const TextAt* {
    for (const TextAt& text : package.texts) {
      if (text.at->role == TextRole::notice_file) return &text;
    }
    return nullptr;
  };
  if (context.facts.base_packages.empty()) {
    return {DutyState::cannot_tell, "the base " + display_short(context.facts.base, 120) + " is not in this scan", {}};
  }
  for (const PackageView* base : context.facts.base_packages) {
    const TextAt* wanted = notice_of(*base);
    if (wanted == nullptr) continue;
    const std::string asked = fold_space(wanted->text->body);
    bool kept = false;
    for (const ReadText& text : context.facts.signs->texts) {
      const bool place = is_notice_file(text) || is_card(text) || text.place->at->role == TextRole::document;
      if (place && holds(fold_space(text.place->text->body), asked)) kept = true;
    }
    if (!kept) {
      return {DutyState::missing, "the base " + base->package->name + " ships " + std::string(file_name_in(wanted->artifact->path)) +
              ", the package does not", {wanted->artifact->id}};
    }
  }
  return {DutyState::met, "what the bases in this scan ship as notices is here", {}};
}

CheckResult check_modification_declared(const CheckContext& context) {
  if (context.facts.published_bytes) return {DutyState::not_triggered, "the bytes are those of a known publication", {}};
  if (!context.facts.derivative) return {DutyState::not_triggered, "no base is declared", {}};
  for (const ReadText& text : context.facts.signs->texts) {
    const std::string name = ascii_lower(file_name(text));
    if (name.starts_with("modif") || name.starts_with("change")) {
      return {DutyState::met, place_name(context, text) + " is there", {text.place->artifact->id}};
    }
  }
  for (const Relation* relation : context.facts.package->relations) {
    if (!relation->relation.empty() && relation->key.find("base_model") != std::string::npos &&
        relation->kind == RelationKind::base_model) {
      return {DutyState::met, "the card declares the relation " + display_short(relation->relation, 40), {}};
    }
  }
  for (const TextAt& place : context.facts.package->texts) {
    if (place.at->role == TextRole::card_field && place.at->key == "base_model_relation" && !place.text->body.empty()) {
      return {DutyState::met, "the card declares base_model_relation", {place.artifact->id}};
    }
    if (place.at->role == TextRole::card_field && place.at->key == "quantized_by") {
      return {DutyState::met, "the card declares quantized_by", {place.artifact->id}};
    }
  }
  for (const Artifact* artifact : context.facts.package->artifacts) {
    if (!metadata_text(*artifact, "general.quantized_by").empty() || !metadata_text(*artifact, "general.finetune").empty()) {
      return {DutyState::met, "the file's metadata says who changed it", {artifact->id}};
    }
  }
  for (const ReadText& text : context.facts.signs->texts) {
    if (!is_card(text) && !is_notice_file(text)) continue;
    const std::string body = ascii_lower(text.place->text->body);
    for (std::string_view word : kChangeWords) {
      if (holds(body, word)) {
        return {DutyState::met, place_name(context, text) + " speaks of the change", {text.place->artifact->id}};
      }
    }
  }
  return {DutyState::cannot_tell, "a base is declared, but nothing says what was changed", {}};
}

CheckResult check_policy(const CheckContext& context) {
  const std::string asked = context.parameter("license");
  std::string policy = context.facts.rulebook->canonical_id(asked);
  if (policy.empty()) policy = asked;
  for (const ReadText& text : context.facts.signs->texts) {
    if (text.result != nullptr && !policy.empty()) {
      for (const TermsMatch& match : text.result->matches) {
        if (match.license == policy && (match.kind == MatchKind::text || match.kind == MatchKind::url)) {
          return {DutyState::met, policy + " stands or is linked in " + place_name(context, text), {text.place->artifact->id}};
        }
      }
    }
  }
  std::string where;
  std::vector<std::string> urls;
  if (std::string url = context.parameter("url"); !url.empty()) urls.push_back(std::move(url));
  for (const LicenseRecord* record : context.facts.rulebook->versions(policy)) {
    for (const LicenseUrl& url : record->urls) urls.push_back(url.url);
  }
  for (const std::string& url : urls) {
    if (holds_url(context, url, &where)) return {DutyState::met, "the policy is linked in " + where, {}};
  }
  const FoundCopy copy = find_copy(context, context.license);
  if (copy.text != nullptr && copy.whole) {
    return {DutyState::met, "the whole agreement, which names the policy, stands in " + place_name(context, *copy.text), {}};
  }
  for (const ReadText& text : context.facts.signs->texts) {
    if (text.place->at->role == TextRole::policy_file) {
      return {DutyState::cannot_tell, place_name(context, text) + " is a policy, but not known as the one asked for",
              {text.place->artifact->id}};
    }
  }
  return {DutyState::missing, "the policy is neither there nor linked", {}};
}

CheckResult check_flow_down(const CheckContext& context) {
  const std::string license = asked_license(context);
  const FoundCopy copy = find_copy(context, license);
  if (copy.text != nullptr && copy.whole) {
    return {DutyState::met, "the agreement stands in " + place_name(context, *copy.text), {copy.text->place->artifact->id}};
  }
  std::string where;
  for (const LicenseRecord* record : context.facts.rulebook->versions(license)) {
    for (const std::string& policy : record->incorporates) {
      for (const ReadText& text : context.facts.signs->texts) {
        if (text.result == nullptr || !is_license_place(text)) continue;
        for (const TermsMatch& match : text.result->matches) {
          if (match.license == policy) {
            return {DutyState::met, "the package's own terms name " + policy, {text.place->artifact->id}};
          }
        }
      }
    }
  }
  for (const Statement& statement : context.facts.signs->statements) {
    if (!statement.is_text()) continue;
    for (const Sign& sign : statement.signs) {
      if (sign.source == "url" && same_license(sign.license, license)) {
        return {DutyState::met, "the license file names the agreement by its address", {sign.id}};
      }
    }
  }
  return {DutyState::missing, "no terms in the package hold or name the use restrictions of " + license, {}};
}

CheckResult check_attribution(const CheckContext& context) {
  std::vector<std::string> names;
  if (context.record != nullptr && !context.record->licensor.empty()) names.push_back(ascii_lower(context.record->licensor));
  for (const ReadText& text : context.facts.signs->texts) {
    const std::string body = ascii_lower(text.place->text->body);
    for (std::string_view mark : {"copyright", "©", "(c) "}) {
      for (size_t at = body.find(mark); at != std::string::npos; at = body.find(mark, at + 1)) {
        // A line that names a year or a holder; the form to be filled in of a license text names none.
        size_t end = body.find('\n', at);
        if (end == std::string::npos) end = body.size();
        const std::string_view line = std::string_view(body).substr(at, std::min<size_t>(end - at, 200));
        const bool form = holds(line, "[yyyy]") || holds(line, "<year>") || holds(line, "[name of") || holds(line, "{yyyy}");
        bool year = false;
        for (size_t i = 0; i + 4 <= line.size(); ++i) {
          year = year || ((line.substr(i, 2) == "19" || line.substr(i, 2) == "20") && line[i + 2] >= '0' && line[i + 2] <= '9' &&
                          line[i + 3] >= '0' && line[i + 3] <= '9');
        }
        if (form || !year) continue;
        return {DutyState::met, "a copyright line stands in " + place_name(context, text), {text.place->artifact->id}};
      }
    }
    for (const std::string& name : names) {
      if (holds(body, name)) {
        return {DutyState::met, "the licensor is named in " + place_name(context, text), {text.place->artifact->id}};
      }
    }
  }
  for (const Artifact* artifact : context.facts.package->artifacts) {
    for (std::string_view key : {"general.author", "general.organization", "modelspec.author", "author"}) {
      if (!metadata_text(*artifact, key).empty()) return {DutyState::met, std::string(key) + " names an author", {artifact->id}};
    }
  }
  if (context.facts.derivative) return {DutyState::met, "the card names the base model", {}};
  return {DutyState::missing, "no copyright line and no licensor is named", {}};
}

}  // namespace modelaudit::assess
