// Git LFS pointers: the few lines of text that stand in a checkout where the file itself was not
// fetched.
//
//   version https://git-lfs.github.com/spec/v1
//   oid sha256:4d7a…        size 4976698672
//
// What they point at is not here: neither weights nor a license can be judged. The oid is the
// digest of the absent file, so it is worth keeping. Source: git-lfs docs/spec.md; hawser is the
// name the project had before.
#include <algorithm>
#include <array>
#include <charconv>

#include "core/utf8.h"
#include "inspect/formats/facts.h"
#include "inspect/formats/readers.h"

namespace modelaudit::inspect {
namespace {

constexpr std::array<std::string_view, 2> kVersions = {"version https://git-lfs.github.com/spec/",
                                                       "version https://hawser.github.com/spec/"};
constexpr size_t kLongestPointer = 1024;  // the specification's own limit

struct Line {
  std::string_view key;
  std::string_view value;
  uint64_t value_at;
};

// The next `key value` line of the text at `at`; nothing when it is none.
std::optional<Line> next_line(std::string_view text, size_t& at) {
  const size_t end = std::min(text.find('\n', at), text.size());
  std::string_view line = text.substr(at, end - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const size_t space = line.find(' ');
  if (space == std::string_view::npos || space == 0 || line.find('\0') != std::string_view::npos)
    return std::nullopt;
  const Line found{line.substr(0, space), line.substr(space + 1), at + space + 1};
  at = std::min(end + 1, text.size());
  return found;
}

bool is_good_value(const Line& line) {
  if (line.key == "oid") {
    return line.value.starts_with("sha256:") && digest_from_hex(line.value.substr(7)).has_value();
  }
  if (line.key == "size") {
    uint64_t size = 0;
    const char* const end = line.value.data() + line.value.size();
    const auto [stop, error] = std::from_chars(line.value.data(), end, size);
    return error == std::errc() && stop == end;
  }
  return true;
}

}  // namespace

bool is_lfs_pointer(Bytes head, std::string_view /*file_name*/) {
  const std::string_view text = as_text(head.first(std::min<size_t>(head.size(), 64)));
  return std::any_of(kVersions.begin(), kVersions.end(),
                     [&](std::string_view v) { return text.starts_with(v); });
}

void read_lfs_pointer(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::lfs_pointer;
  Facts facts(context);
  const Bytes view = in.peek(kLongestPointer + 1);
  const std::string_view text = as_text(view.first(std::min(view.size(), kLongestPointer + 1)));
  size_t at = 0;
  bool has_oid = false;
  bool has_size = false;
  while (at < text.size()) {
    const size_t line_at = at;
    const std::optional<Line> line = next_line(text, at);
    if (!line) {
      at = line_at;
      break;
    }
    has_oid = has_oid || line->key == "oid";
    has_size = has_size || line->key == "size";
    facts.add_word(std::string(line->key), std::string(line->value), line->value_at);
    if (!is_good_value(*line)) {
      context.report("lfs-pointer-field", DamageClass::damage, line->value_at,
                     line->key == "oid" ? "sha256: and 64 hexadecimal digits as oid"
                                        : "a natural number as size",
                     quoted(line->value));
    }
  }
  context.ranges.claim(0, at, ExtentKind::metadata);
  context.report("lfs-pointer", DamageClass::damage, 0, "the file itself",
                 "a Git LFS pointer to it; fetch it with `git lfs pull`");
  if (!has_oid || !has_size) {
    context.report("lfs-pointer-field", DamageClass::damage, at,
                   has_oid ? "a line with the size" : "a line with the oid", "none");
  }
  if (at < text.size() || text.size() > kLongestPointer) {
    context.report("trailing-bytes", DamageClass::suspicious, at, "the end of the pointer",
                   "more bytes");
  }
  context.artifact.header_read = has_oid && has_size;
}

}  // namespace modelaudit::inspect
