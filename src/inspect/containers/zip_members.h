// One member of a zip: its two headers compared, its coding chosen, its stored bytes located.
#pragma once

#include "inspect/containers/zip_records.h"

namespace modelaudit::inspect::zip {

/// A member with the bytes that it takes in the archive.
struct Placed {
  Member member;
  uint64_t begin = 0;    ///< of the local header
  uint64_t data_at = 0;  ///< of the stored bytes
  uint64_t data_end = 0;
  uint64_t end = 0;      ///< behind the data descriptor, if there is one
  bool listed = true;    ///< by a central directory
};

/// The member of a central entry. Findings go to `listing`; nothing if no local header is where the entry says.
std::optional<Placed> place_member(RandomAccess& access, AccessWindow& window, const CentralEntry& entry,
                                   uint64_t shift, const Limits& limits, Listing& listing);

/// The member of a local header that no directory lists. `room_end`: where it must end.
Placed place_unlisted(RandomAccess& access, const LocalHeader& local, uint64_t room_end);

}  // namespace modelaudit::inspect::zip
