// Name patterns of families (rules/families.xml), searched fast.
//
// The rules are ordered regular expressions, first match wins. A scan asks for hundreds of thousands of names, so each
// pattern is first reduced to the literals of which one must stand in every name that it matches (`gemma[-_ ]?3n` needs
// `gemma`); only patterns whose literal is there are searched. The reduction is by reading the pattern as text: what it
// does not understand gives no literal, and such a pattern is always searched. Patterns are compiled when first needed.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assess/rulebook/rulebook.h"

namespace modelaudit::assess {

/// One of these stands in every string that the pattern matches; empty: nothing could be told. Lower case.
std::vector<std::string> required_literals(std::string_view pattern);

/// Looks names up in the ordered rules. Not shared between threads: patterns are compiled as they are needed.
class FamilyNames {
 public:
  explicit FamilyNames(const std::vector<FamilyRule>& rules);
  ~FamilyNames();
  FamilyNames(const FamilyNames&) = delete;
  FamilyNames& operator=(const FamilyNames&) = delete;

  /// The first rule that matches the last part of the name, else the first that matches the whole; null if none does.
  const FamilyRule* find(std::string_view name) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace modelaudit::assess
