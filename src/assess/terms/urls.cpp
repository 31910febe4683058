#include "assess/terms/urls.h"

#include "core/utf8.h"

namespace modelaudit::assess {

std::string fold_url(std::string_view url) {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= ' ') url.remove_prefix(1);
  while (!url.empty() && static_cast<unsigned char>(url.back()) <= ' ') url.remove_suffix(1);
  const std::string head = ascii_lower(url.substr(0, 8));
  if (head.starts_with("https://"))
    url.remove_prefix(8);
  else if (head.starts_with("http://"))
    url.remove_prefix(7);
  else if (url.find("://") != std::string_view::npos)
    return {};
  url = url.substr(0, url.find('#'));
  const size_t slash = std::min(url.find('/'), url.size());
  std::string host = ascii_lower(url.substr(0, slash));
  if (host.starts_with("www.")) host.erase(0, 4);
  if (host.ends_with(":80")) host.resize(host.size() - 3);
  if (host.ends_with(":443")) host.resize(host.size() - 4);
  // A user name before the host is a disguise: the address is none that we know.
  if (host.find('@') != std::string::npos || host.find('.') == std::string::npos) return {};
  for (const char c : host)
    if (static_cast<unsigned char>(c) <= ' ') return {};
  std::string_view path = url.substr(slash);
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  for (const char c : path)
    if (static_cast<unsigned char>(c) <= ' ') return {};
  return host + std::string(path);
}

}  // namespace modelaudit::assess
