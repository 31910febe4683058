#include "assess/terms/names.h"

#include <algorithm>

#include "assess/terms/token_hash.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

bool says_license(std::string_view text) {
  const std::string folded = ascii_lower(text);
  for (const std::string_view word : {"license", "licence", "agreement", "terms of use",
                                      "terms of service", "public domain", "copyleft"})
    if (folded.find(word) != std::string::npos) return true;
  return text.find("\xE8\xAE\xB8\xE5\x8F\xAF") != std::string_view::npos ||
         text.find("\xE5\x8D\x8F\xE8\xAE\xAE") != std::string_view::npos;  // 许可, 协议
}

/// A title cut at its version number: `Academic Free License`, `2.1`, rest.
struct TitleParts {
  std::string before;
  std::string number;
  std::string after;
};

std::optional<TitleParts> cut_at_version(std::string_view title) {
  for (size_t i = 0; i < title.size(); ++i) {
    if (!digit(title[i]) || (i > 0 && title[i - 1] != ' ' && title[i - 1] != 'v' &&
                             title[i - 1] != 'V' && title[i - 1] != '-'))
      continue;
    size_t end = i;
    while (end < title.size() &&
           (digit(title[end]) ||
            (title[end] == '.' && end + 1 < title.size() && digit(title[end + 1]))))
      ++end;
    if (end < title.size() && title[end] != ' ' && title[end] != ')' && title[end] != ',') continue;
    std::string before(title.substr(0, i));
    const auto trim = [&] {
      while (!before.empty() && (before.back() == ' ' || before.back() == ',' ||
                                 before.back() == '-' || before.back() == '('))
        before.pop_back();
    };
    trim();
    const std::string folded = ascii_lower(before);
    for (const std::string_view word : {" version", " v.", " v", " ver."}) {
      if (!folded.ends_with(word)) continue;
      before.resize(before.size() - word.size());
      trim();
      break;
    }
    return TitleParts{before, std::string(title.substr(i, end - i)),
                      std::string(title.substr(end))};
  }
  return std::nullopt;
}

std::vector<std::string> number_forms(const std::string& number) {
  std::vector<std::string> forms{number};
  if (number.ends_with(".0"))
    forms.push_back(number.substr(0, number.size() - 2));
  else if (number.find('.') == std::string::npos)
    forms.push_back(number + ".0");
  return forms;
}

bool matches(std::string_view glob, std::string_view id) {
  return glob.ends_with('*') ? id.starts_with(glob.substr(0, glob.size() - 1)) : glob == id;
}

/// True if one of the words is, or ends in, a number of the version.
bool holds_number(const std::vector<uint32_t>& words, const LicenseFamily::Version& version) {
  for (const std::string& number : version.numbers)
    for (const uint32_t word : words)
      if (word == word_hash(number) || word == word_hash("v" + number)) return true;
  return false;
}

}  // namespace

Names::Names(const Rulebook& rulebook, const NoticeRules& rules) : rules_(rules) {
  add_families();
  add_records(rulebook);
  add_tags(rulebook);
}

void Names::add(const std::vector<uint32_t>& words, NameSense sense) {
  if (sense.family >= 0 && sense.family_version < 0 && !sense.bare && !sense.license.empty()) {
    const LicenseFamily& family = rules_.families[static_cast<size_t>(sense.family)];
    for (size_t v = 0; v < family.versions.size(); ++v) {
      const bool this_one = family.versions[v].license == sense.license;
      if (!this_one && family.versions[v].later != sense.license) continue;
      // The id that a bare name stands for fixes a version only where the words hold its number.
      if (sense.license == family.unversioned && !holds_number(words, family.versions[v])) break;
      sense.family_version = static_cast<int>(v);
      sense.later = !this_one;
      break;
    }
  }
  phrases_.add(words, static_cast<uint32_t>(senses_.size()));
  senses_.push_back(std::move(sense));
}

void Names::add(std::string_view words, NameSense sense) { add(words_of(words), std::move(sense)); }

int Names::family_of(std::string_view id) const {
  for (size_t i = 0; i < rules_.families.size(); ++i)
    for (const std::string& glob : rules_.families[i].members)
      if (matches(glob, id)) return static_cast<int>(i);
  return -1;
}

const NameSense* Names::of_text(std::string_view text) const {
  const std::vector<uint32_t> words = words_of(text);
  const std::optional<uint32_t> value = phrases_.exactly(words);
  return value ? &senses_[*value] : nullptr;
}

/// `gpl`, `gplv2`, `gpl-2.0+`, `gpl 2 or later` …: acronyms take their version without a blank.
void Names::add_families() {
  for (size_t f = 0; f < rules_.families.size(); ++f) {
    const LicenseFamily& family = rules_.families[f];
    for (const LicenseFamily::Name& name : family.names) {
      NameSense bare;
      bare.license = name.unversioned.empty() ? family.unversioned : name.unversioned;
      bare.candidates = family.unversioned_candidates;
      bare.grade = name.weak ? NameSense::Grade::weak : NameSense::Grade::full;
      bare.family = static_cast<int>(f);
      bare.bare = true;
      add(name.words, bare);
      if (name.words.find(' ') != std::string::npos && name.words.find(' ') + 6 < name.words.size())
        continue;
      for (size_t v = 0; v < family.versions.size(); ++v) {
        const LicenseFamily::Version& version = family.versions[v];
        for (const std::string& number : version.numbers) {
          NameSense sense = bare;
          sense.bare = false;
          sense.candidates.clear();
          sense.family_version = static_cast<int>(v);
          sense.license = version.license;
          for (const std::string_view form : {"", "v"}) {
            const std::string joined = name.words + std::string(form) + number;
            add(joined, sense);
            if (version.later == version.license) continue;
            NameSense later = sense;
            later.license = version.later;
            later.later = true;
            for (const std::string_view more : {"+", "-plus", "plus", "-or-later"})
              add(joined + std::string(more), later);
            add(joined + "-only", sense);
          }
        }
      }
    }
  }
}

void Names::add_records(const Rulebook& rulebook) {
  for (const LicenseRecord& record : rulebook.licenses) {
    if (record.kind == "marker" || record.kind == "notice") continue;
    NameSense sense;
    sense.license = record.id;
    if (rulebook.versions(record.id).size() == 1) sense.version = record.version;
    sense.family = family_of(record.id);
    const std::vector<uint32_t> id_words = words_of(record.id);
    NameSense by_id = sense;
    by_id.grade = NameSense::Grade::weak;
    const bool common = std::find(rules_.plain_words.begin(), rules_.plain_words.end(),
                                  ascii_lower(record.id)) != rules_.plain_words.end();
    if (common) by_id.grade = NameSense::Grade::plain;
    add(id_words, by_id);
    NameSense full = sense;
    full.grade = NameSense::Grade::full;
    if (record.kind != "exception") {
      std::vector<uint32_t> with_word = id_words;
      with_word.push_back(word_hash("license"));
      add(with_word, full);
    }
    for (const std::string& alias : record.aliases) {
      const bool plain_alias = std::find(rules_.plain_words.begin(), rules_.plain_words.end(),
                                         ascii_lower(alias)) != rules_.plain_words.end();
      NameSense by_alias = by_id;
      by_alias.grade = plain_alias ? NameSense::Grade::plain : NameSense::Grade::weak;
      // The full title of a vendor's terms is as good as an id; a bare product name is not.
      if (alias.find(' ') == std::string::npos || says_license(alias)) add(alias, by_alias);
    }
    full.title = true;
    if (!says_license(record.title)) full.grade = NameSense::Grade::weak;
    add(record.title, full);
    const std::string_view title = record.title;
    if (const size_t open = title.find(" ("); open != std::string_view::npos)
      add(title.substr(0, open), full);
    const std::optional<TitleParts> parts = cut_at_version(title);
    if (!parts || words_of(parts->before).size() < 2) continue;
    for (const std::string& number : number_forms(parts->number)) {
      for (const std::string_view form : {" ", " v", " version ", " v. ", " ver. "}) {
        add(parts->before + std::string(form) + number + parts->after, full);
        if (ascii_lower(parts->after).find("licen") == std::string::npos && parts->after.size() > 1)
          add(parts->before + std::string(form) + number, full);
        if (!says_license(parts->before))
          add(parts->before + " license" + std::string(form) + number, full);
        else
          add(parts->before + " agreement" + std::string(form) + number, full);
      }
    }
  }
}

void Names::add_tags(const Rulebook& rulebook) {
  for (const TagRule& tag : rulebook.tags) {
    if (tag.platform != "spelling" && tag.platform != "license_name") continue;
    const std::vector<uint32_t> words = words_of(tag.name);
    if (words.empty()) continue;
    NameSense sense;
    sense.license = tag.license;
    sense.version = tag.version;
    sense.candidates = tag.candidates;
    sense.none = tag.confidence == "none";
    sense.family = tag.license.empty() ? -1 : family_of(tag.license);
    if (tag.license.empty() && !tag.candidates.empty()) {
      // Several spellings of a family's bare name.
      sense.family = family_of(tag.candidates[0]);
      for (const std::string& candidate : tag.candidates)
        if (family_of(candidate) != sense.family) sense.family = -1;
      if (sense.family >= 0) {
        sense.license = rules_.families[static_cast<size_t>(sense.family)].unversioned;
        sense.bare = true;
      }
    }
    const bool common = std::find(rules_.plain_words.begin(), rules_.plain_words.end(), tag.name) !=
                        rules_.plain_words.end();
    sense.grade = common                   ? NameSense::Grade::plain
                  : says_license(tag.name) ? NameSense::Grade::full
                                           : NameSense::Grade::weak;
    // Names of models stand everywhere in cards; only with "license" behind them they name terms.
    if (sense.grade == NameSense::Grade::weak && sense.license.starts_with("LicenseRef-"))
      sense.grade = NameSense::Grade::plain;
    add(words, std::move(sense));
  }
}

}  // namespace modelaudit::assess
