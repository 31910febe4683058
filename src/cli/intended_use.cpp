#include "cli/intended_use.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/nearest.h"
#include "core/utf8.h"

namespace modelaudit::cli {

std::optional<uint64_t> parse_number(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<std::string> intended_use(const Arguments& arguments, report::IntendedUse& use) {
  constexpr std::array<std::string_view, 4> uses = {"redistribute", "host", "embed", "internal"};
  use.use = arguments.value("use", "redistribute");
  if (std::find(uses.begin(), uses.end(), use.use) == uses.end()) {
    return with_nearest("--use wants " + list_words(uses) + ", not " + display_short(use.use), use.use, uses);
  }
  if (arguments.has("commercial")) {
    const std::string word = arguments.value("commercial");
    if (word != "yes" && word != "no") return "--commercial wants yes or no, not " + display_short(word);
    use.commercial = word == "yes";
  }
  for (const std::string& word : arguments.all("territory")) {
    std::string code = word;
    const bool form = code.size() == 2 && std::all_of(code.begin(), code.end(), [](unsigned char c) { return std::isalpha(c); });
    if (!form) return "--territory wants a two-letter code (ISO 3166, or EU), not " + display_short(word);
    std::transform(code.begin(), code.end(), code.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    use.territories.push_back(code);
  }
  std::sort(use.territories.begin(), use.territories.end());
  for (const auto& [flag, target] : {std::pair{"monthly-users", &use.monthly_users}, {"annual-revenue", &use.annual_revenue}}) {
    if (!arguments.has(flag)) continue;
    *target = parse_number(arguments.value(flag));
    if (!*target) return std::string("--") + flag + " wants a whole number";
  }
  return std::nullopt;
}

}  // namespace modelaudit::cli
