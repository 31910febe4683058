// What the term reader said, asked once for each distinct text, tag and address of a scan.
#pragma once

#include "assess/terms/urls.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>

#include "assess/verdict/verdict.h"

namespace modelaudit::assess {

class TermCache {
 public:
  explicit TermCache(const TermReader& reader) : reader_(&reader) {}

  /// Pointers stay valid as long as the cache.
  const TermsResult& text(const Text& text, bool is_license_file);
  const TermsResult& tag(std::string_view value);
  const std::vector<TermsMatch>& url(std::string_view value);

 private:
  const TermReader* reader_;
  std::map<std::pair<Digest, bool>, std::unique_ptr<TermsResult>> texts_;
  std::unordered_map<std::string, std::unique_ptr<TermsResult>> tags_;
  std::unordered_map<std::string, std::unique_ptr<std::vector<TermsMatch>>> urls_;
};


/// True for `http://…`, `https://…` and bare addresses with a host (`ai.google.dev/gemma/terms`).
bool looks_like_url(std::string_view text);

}  // namespace modelaudit::assess
