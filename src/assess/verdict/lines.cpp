#include "assess/verdict/lines.h"

#include <algorithm>

namespace modelaudit::assess {

std::string fold_space(std::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  bool blank = false;
  for (char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\v') {
      blank = !folded.empty();
      continue;
    }
    if (blank) folded += ' ';
    blank = false;
    folded += c;
  }
  return folded;
}

std::vector<std::string> plain_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto flush = [&] {
    if (!word.empty() && word != "http" && word != "https" && word != "www") words.push_back(word);
    word.clear();
  };
  for (char raw : text) {
    const char c = raw >= 'A' && raw <= 'Z' ? static_cast<char>(raw - 'A' + 'a') : raw;
    const bool part = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (part) {
      word += c;
    } else {
      flush();
    }
  }
  flush();
  return words;
}

Wording find_line(std::string_view text, std::string_view line) {
  if (line.empty()) return Wording::absent;
  if (fold_space(text).find(fold_space(line)) != std::string::npos) return Wording::exact;
  const std::vector<std::string> wanted = plain_words(line), there = plain_words(text);
  if (wanted.empty()) return Wording::absent;
  const auto found = std::search(there.begin(), there.end(), wanted.begin(), wanted.end());
  return found == there.end() ? Wording::absent : Wording::other;
}

}  // namespace modelaudit::assess
