#include "assess/verdict/term_cache.h"

#include "core/utf8.h"

namespace modelaudit::assess {

TermReader reader_of(const Matcher& matcher) {
  return {[&matcher](std::string_view text, const TextHint& hint) { return matcher.match(text, hint); },
          [&matcher](std::string_view url) { return matcher.match_url(url); }};
}

const TermsResult& TermCache::text(const Text& text, bool is_license_file) {
  std::unique_ptr<TermsResult>& slot = texts_[{text.digest, is_license_file}];
  if (slot == nullptr) {
    TextHint hint;
    hint.is_license_file = is_license_file;
    slot = std::make_unique<TermsResult>(reader_->text(text.body, hint));
  }
  return *slot;
}

const TermsResult& TermCache::tag(std::string_view value) {
  std::unique_ptr<TermsResult>& slot = tags_[std::string(value)];
  if (slot == nullptr) {
    TextHint hint;
    hint.is_tag_field = true;
    slot = std::make_unique<TermsResult>(reader_->text(value, hint));
  }
  return *slot;
}

const std::vector<TermsMatch>& TermCache::url(std::string_view value) {
  std::unique_ptr<std::vector<TermsMatch>>& slot = urls_[fold_url(value)];
  if (slot == nullptr) slot = std::make_unique<std::vector<TermsMatch>>(reader_->url(fold_url(value)));
  return *slot;
}

bool looks_like_url(std::string_view text) {
  const std::string head = ascii_lower(text.substr(0, 8));
  if (head.starts_with("http://") || head.starts_with("https://")) return true;
  const size_t slash = text.find('/');
  const std::string_view host = text.substr(0, slash);
  return slash != std::string_view::npos && host.find('.') != std::string_view::npos && !host.starts_with('.') &&
         text.find(' ') == std::string_view::npos;
}

}  // namespace modelaudit::assess
