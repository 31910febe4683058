// Lists of digests beside the files: SHA256SUMS and *.sha256, SHA512SUMS and *.sha512.
//
// Three forms of a line, as coreutils and BSD write them: `HEX  NAME` (or `HEX *NAME`; with a leading
// backslash the name is escaped), `SHA256 (NAME) = HEX`, and a digest alone in NAME.sha256. Names are
// relative to the list; one that leaves what is verified is never opened.
#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "integrity/claims.h"

namespace modelaudit::integrity {
namespace {

constexpr uint64_t kMaxList = uint64_t{64} << 20;

struct ListKind {
  std::string_view names, ending, other_ending, bsd_word;
  Algorithm algorithm;
  size_t digits;
};
constexpr std::array kKinds = {
    ListKind{"sha256sums sha256sums.txt sha256sum sha256sum.txt", ".sha256", ".sha256sum", "SHA256 (", Algorithm::sha256, 64},
    ListKind{"sha512sums sha512sums.txt sha512sum sha512sum.txt", ".sha512", ".sha512sum", "SHA512 (", Algorithm::sha512, 128},
};

bool is_word_of(std::string_view words, std::string_view word) {
  const std::string padded = " " + std::string(words) + " ";
  return padded.find(" " + std::string(word) + " ") != std::string::npos;
}

const ListKind* list_kind(std::string_view path) {
  const std::string name = ascii_lower(name_in(path));
  for (const ListKind& kind : kKinds) {
    if (is_word_of(kind.names, name) || name.ends_with(kind.ending) || name.ends_with(kind.other_ending)) return &kind;
  }
  return nullptr;
}

std::optional<std::string> raw_digest(std::string_view hex) {
  std::string out;
  for (size_t i = 0; i + 1 < hex.size(); i += 2) {
    int byte = 0;
    for (const char c : hex.substr(i, 2)) {
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
      if (digit < 0) return std::nullopt;
      byte = byte * 16 + digit;
    }
    out += static_cast<char>(byte);
  }
  return out;
}

std::string unescape(std::string_view name) {
  std::string out;
  for (size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '\\' && i + 1 < name.size()) {
      ++i;
      out += name[i] == 'n' ? '\n' : name[i] == 'r' ? '\r' : name[i];
    } else {
      out += name[i];
    }
  }
  return out;
}

struct Line {
  std::string digest;   ///< raw bytes
  std::string name;
};

// `own` is the name that a digest alone speaks of; empty where the list's name gives none.
std::optional<Line> read_line(std::string_view line, const ListKind& kind, std::string_view own) {
  const bool escaped = line.starts_with('\\');
  if (escaped) line.remove_prefix(1);
  std::string_view hex, name;
  if (line.starts_with(kind.bsd_word)) {
    const size_t end = line.rfind(") = ");
    if (end == std::string_view::npos || end < kind.bsd_word.size()) return std::nullopt;
    name = line.substr(kind.bsd_word.size(), end - kind.bsd_word.size());
    hex = line.substr(end + 4);
  } else if (line.size() == kind.digits && !own.empty()) {
    hex = line;
    name = own;
  } else if (line.size() > kind.digits + 2 && line[kind.digits] == ' ' &&
             (line[kind.digits + 1] == ' ' || line[kind.digits + 1] == '*')) {
    hex = line.substr(0, kind.digits);
    name = line.substr(kind.digits + 2);
  }
  if (hex.size() != kind.digits || name.empty()) return std::nullopt;
  std::optional<std::string> digest = raw_digest(hex);
  if (!digest) return std::nullopt;
  return Line{*std::move(digest), escaped ? unescape(name) : std::string(name)};
}

// The path of a name in a list; nothing if it climbs above the first folder of the list's path.
std::optional<std::string> resolve(std::string_view folder, std::string_view name) {
  if (name.starts_with('/') || name.find('\0') != std::string_view::npos) return std::nullopt;
  std::string path(folder);
  while (true) {
    const size_t slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (part == "..") {
      if (path.empty()) return std::nullopt;
      path.pop_back();
      path = folder_of(path);
    } else if (!part.empty() && part != ".") {
      path.append(part);
      if (slash != std::string_view::npos) path += '/';
    }
    if (slash == std::string_view::npos) break;
    name.remove_prefix(slash + 1);
  }
  if (path.empty() || path.ends_with('/')) return std::nullopt;
  return path;
}

void claim_list(Tree& tree, const std::string& path, const Place& place, const ListKind& kind, Claims& out,
                const std::vector<std::string>& only) {
  const Result<std::string> text = tree.read(place, kMaxList);
  const size_t by = out.add_voucher("digest-list", path);
  if (!text) {
    out.add_check(by, {State::failed, text.error().code, path, {}, text.error().expected, text.error().found, "could not be read"});
    return;
  }
  const std::string_view file_name = name_in(path);
  std::string_view own;
  if (const size_t dot = file_name.rfind('.'); !is_word_of(kind.names, ascii_lower(file_name)) && dot != std::string_view::npos) {
    own = file_name.substr(0, dot);
  }
  uint64_t number = 0;
  bool any = false;
  std::string_view rest(*text);
  if (rest.starts_with("\xef\xbb\xbf")) rest.remove_prefix(3);
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.starts_with('#')) continue;
    const std::optional<Line> read = read_line(line, kind, own);
    const std::string where = "line " + std::to_string(number);
    any = true;
    if (!read) {
      out.add_check(by, {State::failed, "digest-list-malformed", path, {}, where + ": digest, two blanks, name",
                         display_short(line), "has a line that cannot be read"});
      continue;
    }
    const std::optional<std::string> named = resolve(folder_of(path), read->name);
    if (!only.empty() && (!named || std::find(only.begin(), only.end(), *named) == only.end())) continue;
    const Place* found = named ? tree.find(*named) : nullptr;
    if (found == nullptr && (!named || read->name.find("..") != std::string::npos)) {
      out.add_check(by, {State::failed, "digest-name-outside", path, {}, where + ": a name below what is verified", read->name,
                         "names a file outside, which is not opened"});
    } else if (found == nullptr) {
      out.add_check(by, {State::failed, "digest-file-missing", *named, {}, where, "no file", "is listed and is not there"});
    } else {
      out.claims.push_back({by, *named, kind.algorithm, read->digest, {}, false, std::nullopt, "digest-mismatch", true});
    }
  }
  if (!any) {
    out.add_check(by, {State::failed, "digest-list-malformed", path, {}, "lines of digest and name", "none", "lists nothing"});
  }
}

}  // namespace

void claim_lists(Tree& tree, Claims& out) {
  std::vector<std::string> lists;
  for (const auto& [path, place] : tree.files()) {
    if (list_kind(path) != nullptr) lists.push_back(path);
  }
  for (const std::string& path : lists) claim_list(tree, path, tree.files().at(path), *list_kind(path), out, {});
  // A single file: the lists beside it, as far as they speak of it.
  for (const std::string& file : tree.single_files()) {
    if (list_kind(file) != nullptr) continue;
    const std::string folder(folder_of(file));
    for (const std::string& beside : {file + ".sha256", file + ".sha512", folder + "SHA256SUMS", folder + "SHA512SUMS"}) {
      if (std::find(lists.begin(), lists.end(), beside) != lists.end()) continue;
      const Place* place = tree.find(beside);
      if (place == nullptr) continue;
      lists.push_back(beside);
      claim_list(tree, beside, *place, *list_kind(beside), out, {file});
    }
  }
}

}  // namespace modelaudit::integrity
