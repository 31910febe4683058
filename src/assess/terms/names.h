// Names of licenses as people write them, made from what the rulebook knows: titles and ids of
// records, aliases, hub tags and spellings (rules/tags.xml), and the families of rules/notices.xml,
// whose version stands before or behind the name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "assess/rulebook/rulebook.h"
#include "assess/terms/notice_rules.h"
#include "assess/terms/phrases.h"

namespace modelaudit::assess {

/// What a name stands for.
struct NameSense {
  enum class Grade : uint8_t {
    full,   ///< says itself that it is a license: `Academic Free License v2.1`
    weak,   ///< an id or an acronym: `GPL-2.0`, `MIT`
    plain,  ///< a word that means other things too: `fair`, `intel`
  };
  std::string license;
  std::string version;  ///< of the record, where the name fixes one
  std::vector<std::string> candidates;
  Grade grade = Grade::weak;
  int family = -1;          ///< in NoticeRules::families: a version may follow
  int family_version = -1;  ///< the version that the name holds
  bool later = false;       ///< the name says "or later"
  bool title = false;       ///< an official title
  bool bare = false;   ///< a family's name without a version
  bool none = false;        ///< names no terms (`other`, `proprietary`)
};

class Names {
 public:
  Names(const Rulebook& rulebook, const NoticeRules& rules);

  /// The longest name that begins at a token.
  std::optional<PhraseSet::Hit> at(std::span<const Token> tokens, uint32_t token) const {
    return phrases_.longest(tokens, token);
  }
  const NameSense& sense(uint32_t value) const { return senses_[value]; }
  /// The sense of a text that is a name and nothing else.
  const NameSense* of_text(std::string_view text) const;
  const NoticeRules& rules() const { return rules_; }
  /// The family that an id belongs to, or -1.
  int family_of(std::string_view id) const;

 private:
  const NoticeRules& rules_;
  PhraseSet phrases_;
  std::vector<NameSense> senses_;

  void add(std::string_view words, NameSense sense);
  void add(const std::vector<uint32_t>& words, NameSense sense);
  void add_families();
  void add_records(const Rulebook& rulebook);
  void add_tags(const Rulebook& rulebook);
};

}  // namespace modelaudit::assess
