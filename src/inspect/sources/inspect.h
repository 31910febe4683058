// Targets → inventory: the whole of inspect behind one call.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/limits.h"
#include "core/result.h"
#include "inspect/sources/walk.h"
#include "inventory/inventory.h"

namespace modelaudit::inspect {

struct Progress {
  uint64_t files_done = 0, files_total = 0;
  uint64_t bytes_done = 0, bytes_total = 0;
};

struct InspectOptions {
  Limits limits;
  LinkPolicy links = LinkPolicy::inside;
  unsigned threads = 0;   ///< worker processes at a time; 0: one a core
  bool sandbox = true;    ///< false: workers keep all rights; the inventory says so
  std::string tool_version;
  std::string cache_folder;   ///< facts_cache.h; empty: none
  std::function<void(const std::string&)> warn;  ///< for people; may be empty
  std::function<void(const Progress&)> progress;  ///< may be empty
};

/// Reads every target to its end. An error means that a target could not be opened at all, or that no sandbox could be
/// had, and nothing was read; everything else is in the inventory. Same targets and options (but threads), same
/// inventory. Forks: call it while the process has one thread.
Result<Inventory> inspect_targets(const std::vector<std::string>& targets, const InspectOptions& options);

}  // namespace modelaudit::inspect
