// Model cards: the YAML front matter of a README (Hub docs, docs/hub/model-cards.md) as fields, and its body.
//
// Cards are hostile input. libyaml's event API never expands an alias; an alias that names a scalar gives that scalar
// and is reported, any other alias is reported and gives nothing. Depth, number of fields and size are bounded. Tags
// outside the core schema are reported. A damaged front matter keeps the fields before the damage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace modelaudit::inspect {

struct CardField {
  std::string key;      ///< nested keys are joined by dots; a list gives one field an item under the same key
  std::string value;
  uint64_t offset = 0;  ///< of the value in the decoded card
  uint64_t length = 0;
  bool plain = false;   ///< written without quotes: `no`, `1`, `~` may mean another type to other readers

  friend bool operator==(const CardField&, const CardField&) = default;
};

struct Card {
  bool has_front_matter = false;
  std::vector<CardField> fields;
  uint64_t body_offset = 0;          ///< where the text after the front matter begins
  std::vector<Damage> problems;      ///< offsets in the card; origin is the caller's
};

/// `text` is UTF-8 without byte order mark.
Card read_card(std::string_view text, const Limits& limits);

/// A whole YAML file (catalog entry, merge recipe) as fields, by the same rules.
Card read_yaml(std::string_view text, const Limits& limits);

}  // namespace modelaudit::inspect
