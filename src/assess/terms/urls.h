// License URLs: folding to the one form that rules and records use, and finding them in text.
#pragma once

#include <string>
#include <string_view>

namespace modelaudit::assess {

/// Without scheme, `www.`, user, default port, query of trackers, fragment, trailing slashes and
/// blanks; host in lower case. Empty for what is no http(s) or scheme-less address.
std::string fold_url(std::string_view url);

}  // namespace modelaudit::assess
