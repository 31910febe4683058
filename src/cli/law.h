// The rulebook in force: the compiled one that came with the program, or the XML below --rules DIR.
#pragma once

#include <memory>
#include <string>

#include "assess/rulebook/rulebook.h"
#include "assess/terms/matcher.h"
#include "assess/verdict/verdict.h"
#include "cli/flags.h"
#include "core/result.h"

namespace modelaudit::cli {

class Law {
 public:
  virtual ~Law() = default;
  virtual const assess::Rulebook& rulebook() const = 0;
  virtual const assess::Matcher& matcher() const = 0;
  virtual assess::KnownLookup known() const = 0;
};

/// Loads the rulebook; the error says what to do.
Result<std::unique_ptr<Law>> load_law(const Arguments& arguments);

}  // namespace modelaudit::cli
