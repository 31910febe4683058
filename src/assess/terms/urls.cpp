#include "assess/terms/urls.h"

#include <algorithm>

#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kLongestUrl = 2048;

bool ends_address(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u <= ' ' || u >= 0x7F || c == '"' || c == '\'' || c == '<' || c == '>' || c == '`' ||
         c == '\\' || c == '|' || c == '{' || c == '}' || c == '[' || c == ']' || c == '(' ||
         c == ')' || c == '*' || c == ',' || c == ';';
}

bool host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-';
}

bool drop_suffix(std::string& s, std::string_view suffix) {
  if (!s.ends_with(suffix) || s.size() == suffix.size()) return false;
  s.resize(s.size() - suffix.size());
  return true;
}

}  // namespace

std::string fold_url(std::string_view url) {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= ' ') url.remove_prefix(1);
  while (!url.empty() && static_cast<unsigned char>(url.back()) <= ' ') url.remove_suffix(1);
  if (url.size() > kLongestUrl) return {};
  const std::string head = ascii_lower(url.substr(0, 8));
  if (head.starts_with("https://"))
    url.remove_prefix(8);
  else if (head.starts_with("http://"))
    url.remove_prefix(7);
  else if (url.find("://") != std::string_view::npos)
    return {};
  url = url.substr(0, url.find('#'));
  url = url.substr(0, url.find('?'));
  const size_t slash = std::min(url.find('/'), url.size());
  std::string host = ascii_lower(url.substr(0, slash));
  if (host.starts_with("www.")) host.erase(0, 4);
  if (!drop_suffix(host, ":80")) drop_suffix(host, ":443");
  if (host.find('@') != std::string::npos || host.find('.') == std::string::npos) return {};
  for (const char c : host)
    if (static_cast<unsigned char>(c) <= ' ') return {};
  std::string_view path = url.substr(slash);
  while (!path.empty() && (path.back() == '/' || path.back() == '.')) path.remove_suffix(1);
  for (const char c : path)
    if (static_cast<unsigned char>(c) <= ' ') return {};
  return host + std::string(path);
}

std::vector<FoundUrl> find_urls(std::string_view text,
                                const std::unordered_set<std::string>& hosts) {
  std::vector<FoundUrl> found;
  size_t after = 0;  // end of the last address
  for (size_t at = text.find('/'); at != std::string_view::npos; at = text.find('/', at + 1)) {
    if (at < after) {
      at = after - 1;
      continue;
    }
    size_t begin = at;
    if (at >= 5 && text[at - 1] == ':' && text.substr(at, 2) == "//") {
      const size_t back = at >= 6 && ascii_lower(text.substr(at - 6, 5)) == "https" ? 6 : 5;
      if (back == 5 && ascii_lower(text.substr(at - 5, 4)) != "http") continue;
      begin = at - back;
    } else {
      while (begin > after && at - begin < 64 && host_character(text[begin - 1])) --begin;
      if (begin == at) continue;
      std::string host = ascii_lower(text.substr(begin, at - begin));
      if (host.starts_with("www.")) host.erase(0, 4);
      if (!hosts.contains(host)) continue;
    }
    size_t end = at;
    while (end < text.size() && !ends_address(text[end]) && end - begin <= kLongestUrl) ++end;
    if (end - begin > kLongestUrl) {
      while (end < text.size() && !ends_address(text[end])) ++end;
      after = end;
      continue;
    }
    after = end;
    while (end > begin && (text[end - 1] == '.' || text[end - 1] == ':' || text[end - 1] == '!' ||
                           text[end - 1] == '?'))
      --end;
    if (end > begin) found.push_back({begin, end - begin});
  }
  return found;
}

UrlTable::UrlTable(const Rulebook& rulebook, const NoticeRules& rules)
    : rulebook_(rulebook), rules_(rules) {
  const auto add = [&](std::string_view url, UrlSense sense) {
    const std::string key = ascii_lower(url);
    const size_t slash = std::min(key.find('/'), key.size());
    // A host alone (a company's front page) fixes nothing.
    if (slash == key.size()) return;
    hosts_.insert(key.substr(0, slash));
    table_.try_emplace(key, std::move(sense));
  };
  for (const UrlRule& rule : rulebook.urls)
    add(rule.url, {rule.license, rule.version == "any" ? "" : rule.version, rule.kind});
  for (const UrlPattern& pattern : rules.urls)
    hosts_.insert(pattern.prefix.substr(0, pattern.prefix.find('/')));
  for (const LicenseRecord& record : rulebook.licenses) {
    if (record.kind == "exception" || record.kind == "marker") continue;
    const bool dated = rulebook.versions(record.id).size() > 1;
    for (const LicenseUrl& url : record.urls)
      add(url.url,
          {record.id, dated ? "" : record.version, record.kind == "policy" ? "policy" : "record"});
  }
}

/// Addresses whose last part is an id or a code.
std::optional<UrlSense> UrlTable::by_prefix(const std::string& folded) const {
  for (const UrlPattern& pattern : rules_.urls) {
    if (!folded.starts_with(pattern.prefix)) continue;
    std::string rest = ascii_lower(folded.substr(pattern.prefix.size()));
    if (pattern.tail == "id") {
      rest = rest.substr(0, rest.find('/'));
      while (drop_suffix(rest, ".php") || drop_suffix(rest, ".html") || drop_suffix(rest, ".txt") ||
             drop_suffix(rest, "-license")) {
      }
      if (const std::string id = rulebook_.canonical_id(rest); !id.empty())
        return UrlSense{id, "", "text"};
      continue;
    }
    if (pattern.tail == "cc") {
      const size_t slash = rest.find('/');
      if (slash == std::string::npos) continue;
      const std::string code = rest.substr(0, slash);
      std::string number = rest.substr(slash + 1);
      number = number.substr(0, number.find('/'));
      if (const std::string id = rulebook_.canonical_id("CC-" + code + "-" + number); !id.empty())
        return UrlSense{id, "", "text"};
      continue;
    }
    if (pattern.tail == "gnu") {
      const size_t slash = rest.rfind('/');
      if (slash != std::string::npos) rest = rest.substr(slash + 1);
      while (drop_suffix(rest, ".html") || drop_suffix(rest, ".txt") || drop_suffix(rest, ".en") ||
             drop_suffix(rest, "-standalone") || drop_suffix(rest, ".md") ||
             drop_suffix(rest, ".tex") || drop_suffix(rest, ".texi")) {
      }
      std::string id = rest.starts_with("fdl") ? "G" + rest : rest;
      if (id.find_first_of("0123456789") == std::string::npos) {
        // The page of the newest text: the family, no version.
        for (const LicenseFamily& family : rules_.families)
          if (family.id == id || (id == "Gfdl" && family.id == "gfdl"))
            return UrlSense{family.unversioned, "", "index"};
        continue;
      }
      std::string canonical = rulebook_.canonical_id(id + "-only");
      if (canonical.empty()) canonical = rulebook_.canonical_id(id + ".0-only");
      if (canonical.empty()) canonical = rulebook_.canonical_id(id);
      if (!canonical.empty()) return UrlSense{canonical, "", "text"};
      continue;
    }
    if (!rulebook_.canonical_id(pattern.tail).empty()) return UrlSense{pattern.tail, "", "text"};
  }
  return std::nullopt;
}

std::optional<UrlSense> UrlTable::sense(std::string_view url) const {
  const std::string folded = fold_url(url);
  if (folded.empty()) return std::nullopt;
  std::string key = ascii_lower(folded);
  for (int cut = 0; cut < 4; ++cut) {
    if (const auto at = table_.find(key); at != table_.end()) return at->second;
    const bool shorter = drop_suffix(key, ".txt") || drop_suffix(key, ".html") ||
                         drop_suffix(key, ".htm") || drop_suffix(key, ".php") ||
                         drop_suffix(key, ".en") || drop_suffix(key, "/legalcode") ||
                         drop_suffix(key, "/deed") || drop_suffix(key, "/");
    if (!shorter) break;
  }
  return by_prefix(folded);
}

}  // namespace modelaudit::assess
