#include "inspect/sources/inspect_file.h"

#include <algorithm>

#include "inspect/digest/file_stream.h"
#include "inspect/sources/reading.h"

namespace modelaudit::inspect {

FileFacts inspect_file(int fd, const Entry& entry, const Limits& limits, std::optional<FileRole> role,
                       size_t json_entries) {
  FileFacts facts;
  facts.artifact.path = entry.path;
  facts.artifact.reached = entry.link_target.empty() ? "file" : "link";
  facts.artifact.link_target = entry.link_target;
  facts.role = role.value_or(file_role(file_name_of(entry.path)));

  Reading reading(limits, entry.size);
  ArtifactTap tap(reading.streams, bytes_to_keep(facts.role, limits));
  FileStream in(fd, &tap);
  FdAccess access(fd, in.size().value_or(0));
  const Source source{&access, [&] { return std::make_unique<FileStream>(fd); }};
  read_artifact(in, tap, source, 0, json_entries, facts, reading);
  facts.members = std::move(reading.members);
  std::sort(facts.members.begin(), facts.members.end(),
            [](const FileFacts& a, const FileFacts& b) { return a.artifact.path < b.artifact.path; });
  return facts;
}

FileFacts unreadable_file(const Entry& entry, Damage why) {
  FileFacts facts;
  facts.artifact.path = entry.path;
  facts.artifact.size = entry.size;
  facts.artifact.reached = entry.link_target.empty() ? "file" : "link";
  facts.artifact.link_target = entry.link_target;
  facts.role = file_role(file_name_of(entry.path));
  why.origin = entry.path;
  report(facts, std::move(why));
  return facts;
}

}  // namespace modelaudit::inspect
