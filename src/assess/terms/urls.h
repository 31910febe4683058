// License URLs: folding to the one form that rules and records use, finding them in text, and what
// they stand for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "assess/rulebook/rulebook.h"
#include "assess/terms/notice_rules.h"

namespace modelaudit::assess {

/// Without scheme, `www.`, default port, query, fragment, trailing slashes and blanks; host in
/// lower case. Empty for what is no http(s) or scheme-less address, and for one with a user name
/// before the host (a disguise).
std::string fold_url(std::string_view url);

/// An address in a text.
struct FoundUrl {
  uint64_t offset = 0;
  uint64_t length = 0;
};

/// Every http(s) address, and scheme-less ones whose host is in `hosts`. Linear; an address is at
/// most 2,048 bytes long (what is longer is no license address).
std::vector<FoundUrl> find_urls(std::string_view text,
                                const std::unordered_set<std::string>& hosts);

struct UrlSense {
  std::string license;
  std::string version;  ///< empty if the page changes or fixes none
  std::string kind;     ///< text, index, policy, model-page
};

class UrlTable {
 public:
  UrlTable(const Rulebook& rulebook, const NoticeRules& rules);
  /// What a (raw) address stands for.
  std::optional<UrlSense> sense(std::string_view url) const;
  const std::unordered_set<std::string>& hosts() const { return hosts_; }

 private:
  const Rulebook& rulebook_;
  const NoticeRules& rules_;
  std::unordered_map<std::string, UrlSense> table_;  ///< folded, path in lower case
  std::unordered_set<std::string> hosts_;

  std::optional<UrlSense> by_prefix(const std::string& folded) const;
};

}  // namespace modelaudit::assess
