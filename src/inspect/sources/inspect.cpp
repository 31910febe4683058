#include "inspect/sources/inspect.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <numeric>
#include <tuple>

#include "core/sha256.h"
#include "inspect/confine/worker_pool.h"
#include "inspect/sources/facts_cache.h"
#include "inspect/sources/facts_wire.h"
#include "inspect/sources/hub_cache.h"
#include "inspect/sources/inspect_file.h"
#include "inspect/sources/packages.h"
#include "inspect/sources/shards.h"
#include "inspect/sources/store_name.h"
#include "inspect/sources/stores.h"

namespace modelaudit::inspect {
namespace {

struct Job {
  size_t root = 0;
  Entry entry;
};

// One file may have several names (hard links, links of a Hub cache into its blobs). It is read once; a blob that has
// a name elsewhere is shown under that name only, other names get a copy of the facts.
struct Plan {
  std::vector<Job> jobs;
  std::vector<std::pair<size_t, Entry>> copies;   ///< job, other name
};

bool is_blob(const Entry& entry) { return entry.path.find("/blobs/") != std::string::npos; }

Plan make_plan(const std::vector<Walk>& walks, const StorePlan& stores) {
  struct Named {
    size_t root;
    const Entry* entry;
  };
  std::map<std::pair<uint64_t, uint64_t>, std::vector<Named>> by_inode;
  for (size_t root = 0; root < walks.size(); ++root) {
    for (const Entry& entry : walks[root].files) {
      if (stores.read.contains(entry.path)) continue;
      by_inode[{entry.device, entry.inode}].push_back({root, &entry});
    }
  }
  Plan plan;
  for (auto& [inode, names] : by_inode) {
    std::sort(names.begin(), names.end(), [](const Named& a, const Named& b) {
      return std::tuple(is_blob(*a.entry), a.entry->path) < std::tuple(is_blob(*b.entry), b.entry->path);
    });
    const bool has_name = !is_blob(*names.front().entry);
    for (size_t i = 0; i < names.size(); ++i) {
      const Entry& entry = *names[i].entry;
      if (i > 0 && is_blob(entry) && has_name) continue;
      if (i > 0 && entry.path == names[i - 1].entry->path) continue;  // one target inside another
      const bool same_reading = i > 0 && file_role(file_name_of(entry.path)) ==
                                             file_role(file_name_of(plan.jobs.back().entry.path));
      if (same_reading) {
        plan.copies.emplace_back(plan.jobs.size() - 1, entry);
      } else {
        plan.jobs.push_back({names[i].root, entry});
      }
    }
  }
  return plan;
}

// Longest first, so that the last core is not left with the largest file.
std::vector<size_t> by_size(const std::vector<Job>& jobs) {
  std::vector<size_t> order(jobs.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return std::tie(jobs[b].entry.size, jobs[a].entry.path) < std::tie(jobs[a].entry.size, jobs[b].entry.path);
  });
  return order;
}

// What is known of a file whose worker did not come back.
FileFacts lost_file(const Entry& entry, const JobResult& result, const Limits& limits) {
  Damage why{"worker-crashed", DamageClass::damage, entry.path, 0, "a file that can be read to its end",
             "the process that read it ended by " + result.why};
  if (result.end == JobEnd::timed_out) {
    why = {"worker-timeout", DamageClass::limit, entry.path, 0,
           "an artifact that is read within " + std::to_string(limits[LimitName::artifact_seconds]) + " seconds",
           "one that takes longer"};
  } else if (result.end == JobEnd::out_of_memory) {
    why = {"limit-worker-memory", DamageClass::limit, entry.path, 0,
           "an artifact that is read with " + std::to_string(limits[LimitName::worker_memory]) + " bytes of memory",
           "one that asks for more"};
  }
  return unreadable_file(entry, std::move(why));
}

FileFacts facts_of(const Entry& entry, const JobResult& result, const Limits& limits) {
  if (result.end != JobEnd::done) return lost_file(entry, result, limits);
  std::optional<FileFacts> facts = read_facts_back(result.bytes);
  if (facts && facts->artifact.path == entry.path && facts->artifact.link_target == entry.link_target) {
    return std::move(*facts);
  }
  return lost_file(entry, {JobEnd::crashed, {}, "facts of no form that a worker writes"}, limits);
}

Result<std::vector<FileFacts>> read_files(const std::vector<Root>& roots, const Plan& plan, const StorePlan& stores,
                                          const InspectOptions& options, Confinement& confinement) {
  std::vector<FileFacts> files(plan.jobs.size());
  std::vector<std::optional<Damage>> unopened(plan.jobs.size());
  const auto role_of = [&](const Entry& entry) {
    const auto role = stores.roles.find(entry.path);
    return role == stores.roles.end() ? std::nullopt : std::optional(role->second);
  };
  std::optional<FactsCache> cache;
  if (!options.cache_folder.empty()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    cache.emplace(options.cache_folder, options.tool_version, options.limits,
                  std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
  }
  std::vector<size_t> order = by_size(plan.jobs);
  if (cache) {
    std::erase_if(order, [&](size_t i) {
      std::optional<FileFacts> known = cache->find(plan.jobs[i].entry, role_of(plan.jobs[i].entry));
      if (!known) return false;
      files[i] = std::move(*known);
      return true;
    });
  }
  Progress progress;
  progress.files_total = order.size();
  for (const size_t i : order) progress.bytes_total += plan.jobs[i].entry.size;
  Jobs jobs;
  // Everything from the cache: one worker with nothing to do still says what holds on this machine.
  const bool nothing_to_read = order.empty() && !plan.jobs.empty();
  jobs.count = nothing_to_read ? 1 : order.size();
  jobs.bytes = [&](size_t n) { return nothing_to_read ? 0 : plan.jobs[order[n]].entry.size; };
  jobs.open = [&](size_t n) -> std::vector<int> {
    if (nothing_to_read) return {};
    const Job& job = plan.jobs[order[n]];
    Result<Fd> fd = roots[job.root].open_file(job.entry);
    if (fd) return {fd->release()};
    unopened[order[n]] = fd.error();
    return {};
  };
  jobs.work = [&](size_t n, const std::vector<int>& fds, const ResultSink& sink) {
    if (fds.empty()) return;
    const Entry& entry = plan.jobs[order[n]].entry;
    write_facts(inspect_file(fds[0], entry, options.limits, role_of(entry)), sink);
  };
  jobs.done = [&](size_t n, JobResult result) {
    if (nothing_to_read) return;
    const size_t i = order[n];
    const Entry& entry = plan.jobs[i].entry;
    files[i] = unopened[i] ? unreadable_file(entry, *unopened[i]) : facts_of(entry, result, options.limits);
    if (cache && !unopened[i] && result.end == JobEnd::done) cache->keep(entry, role_of(entry), files[i], result.bytes);
    ++progress.files_done;
    progress.bytes_done += entry.size;
    if (options.progress) options.progress(progress);
  };
  (void)sha256(std::string_view());  // OpenSSL reads its files at its first use: a worker could not
  PoolOptions pool;
  pool.workers = options.threads;
  pool.sandbox = options.sandbox;
  pool.memory_bytes = options.limits[LimitName::worker_memory];
  pool.job_seconds = options.limits[LimitName::artifact_seconds];
  const Result<Confinement> held = run_jobs(jobs, pool);
  if (!held) return held.error();
  confinement = *held;
  if (cache && options.warn && !cache->warning().empty()) options.warn(cache->warning());
  for (const auto& [job, entry] : plan.copies) {
    FileFacts copy = files[job];
    copy.artifact.path = entry.path;
    copy.artifact.link_target = entry.link_target;
    copy.artifact.reached = entry.link_target.empty() ? "file" : "link";
    for (Damage& damage : copy.damages) damage.origin = entry.path;
    const size_t old_path = plan.jobs[job].entry.path.size();
    for (FileFacts& member : copy.members) {
      member.artifact.path = entry.path + member.artifact.path.substr(old_path);
      for (Damage& damage : member.damages) damage.origin = member.artifact.path;
    }
    files.push_back(std::move(copy));
  }
  for (const auto& [path, facts] : stores.read) files.push_back(facts);
  for (size_t i = 0, count = files.size(); i < count; ++i) {
    std::vector<FileFacts> members = std::move(files[i].members);
    files.insert(files.end(), std::make_move_iterator(members.begin()), std::make_move_iterator(members.end()));
  }
  for (FileFacts& file : files) file.artifact.id = artifact_id(file.artifact);
  std::sort(files.begin(), files.end(),
            [](const FileFacts& a, const FileFacts& b) { return a.artifact.path < b.artifact.path; });
  return files;
}

void add_texts(const FileFacts& file, const Limits& limits, uint64_t& kept, Inventory& inventory) {
  bool limit_hit = false;
  for (const FoundText& found : file.texts) {
    Text text{found.digest, found.encoding, found.body, found.truncated,
              {{file.artifact.id, found.role, found.key, found.offset, found.length}}};
    if (kept + text.body.size() > limits[LimitName::texts_total_bytes]) {
      text.body.clear();
      text.truncated = true;
      limit_hit = true;
    }
    kept += text.body.size();
    inventory.texts.push_back(std::move(text));
  }
  if (limit_hit) {
    inventory.problems.push_back({file.artifact.id, {"limit-texts-total", DamageClass::limit, file.artifact.path, 0,
                                  "at most " + std::to_string(limits[LimitName::texts_total_bytes]) + " bytes of texts",
                                  "more"}});
  }
}

const char* word_of(Held held) {
  switch (held) {
    case Held::off: return "off";
    case Held::on: return "on";
    case Held::unavailable: return "unavailable";
  }
  return "off";
}

std::vector<RootName> root_names(const std::vector<Walk>& walks) {
  std::vector<RootName> names;
  for (const Walk& walk : walks) names.push_back({walk.root_name, walk.real_name});
  return names;
}

}  // namespace

Result<Inventory> inspect_targets(const std::vector<std::string>& targets, const InspectOptions& options) {
  std::vector<Root> roots;
  std::vector<Walk> walks;
  std::vector<size_t> one_manifest;   // walks of one model of a store
  for (const std::string& target : targets) {
    StoreTarget store{target, {}};
    std::error_code error;
    if (is_store_name(target) && !std::filesystem::exists(target, error)) {
      Result<StoreTarget> resolved = resolve_store_name(target);
      if (!resolved) return resolved.error();
      store = std::move(resolved).value();
    }
    Result<Root> root = Root::open(store.path, options.links);
    if (!root) return root.error();
    walks.push_back(root->walk(options.limits));
    roots.push_back(std::move(root).value());
    if (store.manifest.empty()) continue;
    one_manifest.push_back(walks.size() - 1);
    std::erase_if(walks.back().files, [&](const Entry& entry) {
      return entry.relative != store.manifest && !entry.relative.starts_with("blobs/");
    });
    walks.back().problems.clear();   // they are of other models of the store
  }

  const StorePlan stores = plan_stores(roots, walks, options.limits);
  for (const size_t i : one_manifest) {
    std::erase_if(walks[i].files, [&](const Entry& entry) { return !stores.roles.contains(entry.path); });
  }
  Confinement confinement;
  Result<std::vector<FileFacts>> read = read_files(roots, make_plan(walks, stores), stores, options, confinement);
  if (!read) return read.error();
  std::vector<FileFacts> files = std::move(read).value();
  std::vector<Grouped> packages = group_packages(files, root_names(walks), [&](const FileFacts& file) {
    return stores.holds(file.artifact.path);
  });
  name_hub_packages(packages);
  for (const Grouped& package : packages) check_shards(files, package);
  for (Grouped& package : finish_stores(stores, files)) packages.push_back(std::move(package));

  Inventory inventory;
  inventory.tool_version = options.tool_version;
  inventory.limits = options.limits.by_name();
  inventory.confinement["workers"] = word_of(confinement.workers);
  inventory.confinement["landlock"] = word_of(confinement.landlock);
  inventory.confinement["seccomp"] = word_of(confinement.seccomp);
  inventory.confinement["links"] = options.links == LinkPolicy::inside ? "inside" : "refuse";
  inventory.targets = targets;
  for (const Walk& walk : walks) {
    for (const Damage& damage : walk.problems) inventory.problems.push_back({{}, damage});
  }
  std::map<std::string, std::string> package_of;   // artifact → its only package, else empty
  for (const Grouped& group : packages) {
    for (const std::string& artifact : group.package.artifacts) {
      const auto [place, is_new] = package_of.emplace(artifact, group.package.id);
      if (!is_new) place->second.clear();
    }
    inventory.packages.push_back(group.package);
  }
  uint64_t kept = 0;
  for (FileFacts& file : files) {
    add_texts(file, options.limits, kept, inventory);
    for (Relation relation : file.relations) {
      relation.artifact = file.artifact.id;
      const auto package = package_of.find(file.artifact.id);
      if (package != package_of.end()) relation.package = package->second;
      inventory.relations.push_back(std::move(relation));
    }
    for (Damage& damage : file.damages) inventory.problems.push_back({file.artifact.id, std::move(damage)});
    inventory.artifacts.push_back(std::move(file.artifact));
  }
  sort_inventory(inventory);
  return inventory;
}

}  // namespace modelaudit::inspect
