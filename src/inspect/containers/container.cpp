#include "inspect/containers/container.h"

#include <algorithm>
#include <unordered_map>

#include "core/utf8.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kQuoted = 400;

std::string clipped(std::string text) {
  if (text.size() <= kQuoted) return text;
  text.resize(kQuoted);
  return text + "…";
}

// Calls `use` for each component of a path; stops when it returns false.
template <class Use>
void for_components(std::string_view path, Use use) {
  while (true) {
    const size_t slash = path.find('/');
    if (!use(path.substr(0, slash)) || slash == std::string_view::npos) return;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

void Listing::report(const Limits& limits, std::string code, DamageClass damage_class, uint64_t offset,
                     std::string expected, std::string found) {
  const uint64_t most = std::max<uint64_t>(limits[LimitName::problems_per_artifact], 1);
  const uint64_t before = reported[code]++;
  if (before >= most) return;
  found = clipped(std::move(found));
  if (before + 1 == most) found += " (more of this kind follow and are not listed)";
  damages.push_back({std::move(code), damage_class, {}, offset, clipped(std::move(expected)), std::move(found)});
}

void Listing::add_text(std::string key, std::string_view text, uint64_t offset) {
  if (text.empty()) return;
  add_word(key, text, offset);
  texts.push_back({std::move(key), std::string(text), offset});
}

void Listing::add_word(std::string key, std::string_view word, uint64_t offset) {
  MetadataEntry entry;
  entry.key = std::move(key);
  entry.type = "text";
  entry.offset = offset;
  entry.value.kind = Value::Kind::text;
  entry.value.text = word;
  entry.value.bytes = word.size();
  metadata.push_back(std::move(entry));
}

void Listing::add_number(std::string key, uint64_t value, uint64_t offset) {
  MetadataEntry entry;
  entry.key = std::move(key);
  entry.type = "u64";
  entry.offset = offset;
  entry.value.kind = Value::Kind::unsigned_integer;
  entry.value.unsigned_integer = value;
  metadata.push_back(std::move(entry));
}

std::optional<std::string> unsafe_name(std::string_view name) {
  if (name.empty()) return "no name";
  const auto said = [&](const char* what) { return std::string(what) + ": " + std::string(name.substr(0, 200)); };
  if (name.find('\0') != std::string_view::npos) return said("a NUL in the name");
  if (name.front() == '/') return said("an absolute path");
  if (name.find('\\') != std::string_view::npos) return said("a backslash");
  if (name.size() >= 2 && name[1] == ':' && ((name[0] | 0x20) >= 'a' && (name[0] | 0x20) <= 'z')) {
    return said("a drive letter");
  }
  if (name.find("!/") != std::string_view::npos) return said("the separator of path chains");
  bool climbs = false;
  for_components(name, [&](std::string_view part) {
    climbs = part == "..";
    return !climbs;
  });
  if (climbs) return said("a step out of the container");
  std::string_view rest = name;
  while (!rest.empty()) {
    const CodePoint point = decode_utf8(rest);
    if (!point.valid) return said("bytes that are no UTF-8");
    if (is_unsafe_to_show(point.value)) return said("control, direction or invisible characters");
    rest.remove_prefix(point.length);
  }
  return std::nullopt;
}

std::string plain_path(std::string_view name) {
  std::string path;
  for_components(name, [&](std::string_view part) {
    if (part.empty() || part == ".") return true;
    if (!path.empty()) path += '/';
    path += part;
    return true;
  });
  return path;
}

bool leaves_container(std::string_view name, std::string_view target) {
  if (target.empty()) return false;
  if (target.front() == '/' || target.find('\\') != std::string_view::npos ||
      (target.size() >= 2 && target[1] == ':')) {
    return true;
  }
  const std::string path = plain_path(name);
  int64_t depth = std::count(path.begin(), path.end(), '/');
  bool out = false;
  for_components(target, [&](std::string_view part) {
    if (part == "..") --depth;
    else if (!part.empty() && part != ".") ++depth;
    out = depth < 0;
    return !out;
  });
  return out;
}

std::vector<std::string> member_paths(Listing& listing, const Limits& limits) {
  std::vector<std::string> paths;
  paths.reserve(listing.members.size());
  std::unordered_map<std::string, size_t> seen;
  for (const Member& member : listing.members) {
    std::string path = plain_path(member.name);
    if (path.empty()) path = "-";
    if (member.kind != Member::Kind::directory) {
      const size_t number = ++seen[path];
      if (number > 1) {
        listing.report(limits, "member-duplicate", DamageClass::suspicious, member.described_at,
                       "each name once", path);
        path += "#" + std::to_string(number);
      }
    }
    paths.push_back(std::move(path));
  }
  return paths;
}

}  // namespace modelaudit::inspect
