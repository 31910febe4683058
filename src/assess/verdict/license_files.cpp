#include "assess/verdict/license_files.h"

#include <algorithm>
#include <array>

#include "assess/lineage/family.h"
#include "core/utf8.h"

namespace modelaudit::assess {
namespace {

constexpr size_t kSentenceReach = 400;

bool holds(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

// Words that stand in names of license files without naming a license.
constexpr std::array<std::string_view, 22> kPlainWords = {
    "license", "licence", "licenses", "licences", "copying", "unlicense", "terms", "of",  "use",   "eula", "agreement",
    "txt",     "md",      "markdown", "rst",      "html",    "text",      "pdf",   "the", "notice", "en",   "copy"};

std::vector<std::string> words_of_name(std::string_view name) {
  std::vector<std::string> words;
  std::string word;
  for (char c : ascii_lower(name)) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

bool one_of(const std::vector<std::string>& words, std::string_view wanted) {
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

struct SpokenWord {
  std::string_view word;
  Spoken what;
};

// Looked for before the place first: "the weights are under …". `repository` and `software` are not here: on the Hub they
// mean the whole.
constexpr std::array<SpokenWord, 23> kSpoken = {{
    {"model code", Spoken::code},      {"code", Spoken::code},           {"script", Spoken::code},
    {"weight", Spoken::weights},       {"checkpoint", Spoken::weights},  {"model", Spoken::weights},
    {"parameters", Spoken::weights},   {"adapter", Spoken::weights},     {"dataset", Spoken::data},
    {"data set", Spoken::data},        {"training data", Spoken::data},  {"corpus", Spoken::data},
    {"corpora", Spoken::data},         {"代码", Spoken::code},           {"权重", Spoken::weights},
    {"模型", Spoken::weights},         {"数据集", Spoken::data},         {"コード", Spoken::code},
    {"モデル", Spoken::weights},       {"データセット", Spoken::data},   {"코드", Spoken::code},
    {"모델", Spoken::weights},         {"데이터셋", Spoken::data},
}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// The last (or first) of the words in a stretch. A word counts where it begins: `models`, `code-base`, not `encoder`.
Spoken nearest_word(std::string_view stretch, bool last) {
  Spoken best = Spoken::neither;
  size_t best_at = 0;
  for (const SpokenWord& row : kSpoken) {
    for (size_t at = stretch.find(row.word); at != std::string_view::npos; at = stretch.find(row.word, at + 1)) {
      const bool ascii = static_cast<unsigned char>(row.word.front()) < 0x80;
      if (ascii && at > 0 && is_letter(stretch[at - 1])) continue;
      const size_t end = at + row.word.size();
      if (row.word == "model" && stretch.substr(end).starts_with("_license")) continue;
      const size_t rank = last ? end : stretch.size() - at;
      if (rank > best_at) {
        best_at = rank;
        best = row.what;
      }
    }
  }
  return best;
}

bool ends_sentence(std::string_view body, size_t at) {
  const char c = body[at];
  if (c == '\n') {
    // A single line break inside a paragraph does not end a sentence; a blank line, a list item or a heading does.
    if (at + 1 >= body.size()) return true;
    const char next = body[at + 1];
    return next == '\n' || next == '\r' || next == '-' || next == '*' || next == '#' || next == '+' || next == '|' ||
           (at > 0 && body[at - 1] == '\n') || body.substr(0, at).ends_with("<br>");
  }
  if (c == '.' || c == ';' || c == '!' || c == '?') {
    return at + 1 >= body.size() || body[at + 1] == ' ' || body[at + 1] == '\n' || body[at + 1] == '\r';
  }
  return body.substr(at).starts_with("。");
}

}  // namespace

FileScope scope_of_license_file(std::string_view relative_path, const std::vector<std::string>& weight_folders) {
  FileScope scope;
  const std::string lower = ascii_lower(relative_path);
  const std::string folder(folder_in(lower));
  const std::string name(file_name_in(lower));
  const std::vector<std::string> words = words_of_name(name);

  for (std::string_view word : {"third_party", "third-party", "thirdparty", "3rdparty", "3rd_party", "vendor", "node_modules"}) {
    if (holds(lower, word)) {
      scope.part = Part::third_party;
      return scope;
    }
  }
  if (std::string part = pipeline_part(relative_path); !part.empty()) {
    scope.part = Part::component;
    scope.component = std::move(part);
    return scope;
  }
  const bool texts_folder = folder == "licenses" || folder == "license" || folder == "licences" || folder.empty();
  if (!texts_folder) {
    const std::string raw_folder(folder_in(relative_path));
    const bool holds_weights = std::find(weight_folders.begin(), weight_folders.end(), raw_folder) != weight_folders.end();
    if (holds_weights && weight_folders.size() > 1) {
      scope.part = Part::component;
      scope.component = raw_folder;
      return scope;
    }
    for (std::string_view word : {"code", "src", "script", "inference", "example", "demo", "docs"}) {
      if (folder.starts_with(word) || holds(folder, std::string("/") + std::string(word))) {
        scope.part = Part::code;
        return scope;
      }
    }
  }
  const bool code = one_of(words, "code") || one_of(words, "source") || one_of(words, "software");
  for (const std::string& word : words) {
    if (word.starts_with("model") || word.starts_with("weight") || word.starts_with("checkpoint")) scope.names_model = true;
  }
  if (code && !scope.names_model) {
    scope.part = Part::code;
    return scope;
  }
  scope.labelled = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    const bool plain = std::find(kPlainWords.begin(), kPlainWords.end(), word) != kPlainWords.end();
    return !plain && !word.starts_with("model") && !word.starts_with("weight");
  });
  if (folder == "licenses") scope.labelled = true;
  scope.plain = !scope.names_model && !scope.labelled;
  return scope;
}

std::string_view sentence_around(std::string_view body, size_t offset, size_t length) {
  offset = std::min(offset, body.size());
  const size_t end = std::min(body.size(), offset + std::min(length, kSentenceReach));
  size_t from = offset;
  while (from > 0 && offset - from < kSentenceReach && !ends_sentence(body, from - 1)) --from;
  size_t to = end;
  while (to < body.size() && to - end < kSentenceReach && !ends_sentence(body, to)) ++to;
  return body.substr(from, to - from);
}

Spoken spoken_of(std::string_view body, size_t offset, size_t length) {
  const std::string_view sentence = sentence_around(body, offset, length);
  const size_t begin = static_cast<size_t>(sentence.data() - body.data());
  const size_t inside = std::min(offset - std::min(offset, begin), sentence.size());
  const std::string before = ascii_lower(sentence.substr(0, inside));
  const std::string after = ascii_lower(sentence.substr(std::min(sentence.size(), inside + length)));
  const Spoken spoken = nearest_word(before, true);
  return spoken != Spoken::neither ? spoken : nearest_word(after, false);
}

Spoken spoken_of_file(std::string_view body, std::string_view file_name) {
  if (file_name.empty()) return Spoken::neither;
  bool code = false;
  const auto joins = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  for (size_t at = body.find(file_name); at != std::string_view::npos; at = body.find(file_name, at + 1)) {
    const size_t end = at + file_name.size();
    if (at > 0 && joins(body[at - 1])) continue;
    if (end < body.size() && (joins(body[end]) || (body[end] == '.' && end + 1 < body.size() && joins(body[end + 1])))) {
      continue;
    }
    // A link's text stands before its target: the whole of `[the MIT License](LICENSE)` is the place.
    size_t from = at;
    const size_t bracket = body.substr(0, at).rfind('[');
    if (bracket != std::string_view::npos && at - bracket < 160) from = bracket;
    switch (spoken_of(body, from, end - from)) {
      case Spoken::weights: return Spoken::weights;
      case Spoken::code: code = true; break;
      default: break;
    }
  }
  return code ? Spoken::code : Spoken::neither;
}

void settle_license_files(std::vector<Statement>& statements, const std::vector<FileScope>& scopes,
                          const std::vector<std::string_view>& bodies) {
  bool for_model = false;
  for (size_t i = 0; i < statements.size(); ++i) {
    for_model = for_model || (statements[i].kind == Statement::Kind::license_file && scopes[i].names_model &&
                              !statements[i].signs.empty());
  }
  for (size_t i = 0; i < statements.size(); ++i) {
    Statement& statement = statements[i];
    if (statement.kind != Statement::Kind::license_file || !scopes[i].plain || statement.part != Part::weights) continue;
    if (for_model) {
      statement.part = Part::code;
      continue;
    }
    for (std::string_view body : bodies) {
      const Spoken spoken = spoken_of_file(body, file_name_in(statement.artifact->path));
      if (spoken == Spoken::weights) break;
      // The card gives the file to the code only; with nothing else that speaks of the weights it still is what there is.
      if (spoken == Spoken::code) statement.part = Part::code;
    }
  }
}

}  // namespace modelaudit::assess
