#include "inspect/sources/shards.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace modelaudit::inspect {
namespace {

constexpr size_t kMaxNamed = 20;   // findings of one kind of one set that are written out; the last says how many more

void report(FileFacts& facts, Damage damage) {
  if (damage.damage_class != DamageClass::note) facts.artifact.complete = false;
  damage.origin = facts.artifact.path;
  facts.damages.push_back(std::move(damage));
}

// Names a few of many equal faults.
class Tally {
 public:
  Tally(FileFacts& file, std::string code, DamageClass damage_class, std::string expected)
      : file_(file), code_(std::move(code)), class_(damage_class), expected_(std::move(expected)) {}
  void add(const std::string& found) {
    if (++count_ <= kMaxNamed) report(file_, {code_, class_, {}, 0, expected_, found});
  }
  ~Tally() {
    if (count_ > kMaxNamed) {
      report(file_, {code_, class_, {}, 0, expected_, std::to_string(count_ - kMaxNamed) + " more"});
    }
  }
  Tally(const Tally&) = delete;
  Tally& operator=(const Tally&) = delete;

 private:
  FileFacts& file_;
  std::string code_;
  DamageClass class_;
  std::string expected_;
  size_t count_ = 0;
};

void check_index(std::vector<FileFacts>& files, size_t index_file, const std::map<std::string, size_t>& by_path) {
  FileFacts& holder = files[index_file];
  const WeightIndex& index = *holder.index;
  const std::string folder(directory_of(holder.artifact.path));
  const auto path_of = [&](const std::string& name) { return folder.empty() ? name : folder + "/" + name; };

  // Shards of the index that are there, with the names of their tensors.
  std::vector<const FileFacts*> shards(index.files.size(), nullptr);
  {
    Tally missing(holder, "shard-missing", DamageClass::damage, "the file that the index names");
    for (size_t i = 0; i < index.files.size(); ++i) {
      if (!is_plain_file_name(index.files[i])) continue;   // reported as index-path-unsafe; never looked up
      const auto found = by_path.find(path_of(index.files[i]));
      if (found == by_path.end() || found->second == index_file) {
        missing.add(index.files[i]);
      } else {
        shards[i] = &files[found->second];
      }
    }
  }
  std::unordered_map<std::string_view, uint32_t> where;   // tensor → the first shard that holds it
  Tally twice(holder, "tensor-in-two-shards", DamageClass::suspicious, "each tensor in one shard");
  uint64_t total = 0;
  bool all_known = !index.files.empty();
  for (size_t i = 0; i < shards.size(); ++i) {
    if (shards[i] == nullptr || !shards[i]->artifact.header_read || shards[i]->artifact.tensors.empty()) {
      all_known = false;
      continue;
    }
    for (const Tensor& tensor : shards[i]->artifact.tensors) {
      const auto [place, is_new] = where.emplace(tensor.name, static_cast<uint32_t>(i));
      if (!is_new && place->second != i) twice.add(tensor.name);
      total += tensor.bytes.value_or(0);
    }
  }
  Tally elsewhere(holder, "shard-tensor-elsewhere", DamageClass::damage, "the tensor in the shard that the index names");
  Tally unknown(holder, "shard-tensor-missing", DamageClass::damage, "a tensor that some shard has");
  std::set<std::string_view> listed;
  for (const WeightIndex::Row& row : index.rows) {
    listed.insert(row.tensor);
    const FileFacts* shard = shards[row.file];
    const auto found = where.find(row.tensor);
    if (found != where.end() && found->second != row.file && shard != nullptr) {
      elsewhere.add(row.tensor);
    } else if (found == where.end() && shard != nullptr && shard->artifact.header_read &&
               shard->artifact.kind == ArtifactKind::safetensors) {
      unknown.add(row.tensor);
    }
  }
  Tally unlisted(holder, "shard-tensor-unlisted", DamageClass::note, "every tensor of a shard in the index");
  for (const auto& [name, shard] : where) {
    if (!listed.contains(name)) unlisted.add(std::string(name));
  }
  if (all_known && index.total_size && *index.total_size != total) {
    report(holder, {"index-total-size", DamageClass::note, {}, 0, "total_size of " + std::to_string(total) + " bytes",
                    std::to_string(*index.total_size)});
  }
}

std::optional<uint64_t> number_of(const Artifact& artifact, std::string_view key) {
  for (const MetadataEntry& entry : artifact.metadata) {
    if (entry.key != key) continue;
    if (entry.value.kind == Value::Kind::unsigned_integer) return entry.value.unsigned_integer;
    if (entry.value.kind == Value::Kind::signed_integer && entry.value.signed_integer >= 0) {
      return static_cast<uint64_t>(entry.value.signed_integer);
    }
  }
  return std::nullopt;
}

// Split GGUF: the keys split.no, split.count and split.tensors.count against the files that are there.
void check_split(std::vector<FileFacts>& files, const std::vector<size_t>& members) {
  std::map<std::string, std::vector<size_t>> sets;   // folder + stem → parts
  for (const size_t i : members) {
    const Artifact& artifact = files[i].artifact;
    if (artifact.kind != ArtifactKind::gguf) continue;
    const std::optional<SplitName> name = split_name(file_name_of(artifact.path));
    const uint64_t count = number_of(artifact, "split.count").value_or(0);
    if (!name && count <= 1) continue;
    const std::string stem = name ? name->stem : std::string(file_name_of(artifact.path));
    sets[std::string(directory_of(artifact.path)) + "\n" + stem].push_back(i);
  }
  for (const auto& [key, parts] : sets) {
    FileFacts& first = files[parts.front()];
    std::map<uint64_t, size_t> by_number;
    std::set<uint64_t> counts;
    uint64_t tensors = 0;
    std::optional<uint64_t> tensors_said;
    bool all_read = true;
    for (const size_t i : parts) {
      const Artifact& artifact = files[i].artifact;
      const std::optional<SplitName> name = split_name(file_name_of(artifact.path));
      const std::optional<uint64_t> number = number_of(artifact, "split.no");
      const uint64_t count = number_of(artifact, "split.count").value_or(name ? name->count : 0);
      all_read = all_read && artifact.header_read;
      tensors += artifact.tensors.size();
      if (const std::optional<uint64_t> said = number_of(artifact, "split.tensors.count")) tensors_said = said;
      counts.insert(count);
      if (name && number && *number + 1 != name->number) {
        report(files[i], {"split-number-contradicts-name", DamageClass::damage, {}, 0,
                          "split.no " + std::to_string(name->number - 1) + " as the name says", std::to_string(*number)});
      }
      if (name && count != name->count) {
        report(files[i], {"split-count-contradicts-name", DamageClass::damage, {}, 0,
                          "split.count " + std::to_string(name->count) + " as the name says", std::to_string(count)});
      }
      const uint64_t position = number.value_or(name ? name->number - 1 : 0);
      if (count > 0 && position >= count) {
        report(files[i], {"split-number-past-count", DamageClass::damage, {}, 0,
                          "split.no below split.count " + std::to_string(count), std::to_string(position)});
      }
      if (!by_number.emplace(position, i).second) {
        report(files[i], {"split-number-twice", DamageClass::damage, {}, 0, "each part once",
                          "two parts with split.no " + std::to_string(position)});
      }
    }
    if (counts.size() > 1) {
      report(first, {"split-counts-differ", DamageClass::damage, {}, 0, "the same split.count in every part",
                     std::to_string(counts.size()) + " different counts"});
    }
    const uint64_t count = *counts.rbegin();
    if (count > parts.size()) {
      std::string missing;
      uint64_t named = 0;
      for (uint64_t n = 0; n < count && named < kMaxNamed; ++n) {
        if (by_number.contains(n)) continue;
        missing += (named++ > 0 ? ", " : "") + std::to_string(n + 1);
      }
      report(first, {"split-file-missing", DamageClass::damage, {}, 0, std::to_string(count) + " parts",
                     std::to_string(parts.size()) + " there, missing: " + missing +
                         (count - parts.size() > named ? ", …" : "")});
    } else if (all_read && counts.size() == 1 && tensors_said && *tensors_said != tensors) {
      report(first, {"split-tensor-count", DamageClass::damage, {}, 0,
                     "split.tensors.count " + std::to_string(*tensors_said), std::to_string(tensors) + " tensors in all parts"});
    }
  }
}

// Shards by name without an index: NAME-00002-of-00003 alone says that others are missing.
void check_numbered_names(std::vector<FileFacts>& files, const std::vector<size_t>& members) {
  std::map<std::string, std::vector<size_t>> sets;
  for (const size_t i : members) {
    if (files[i].artifact.kind == ArtifactKind::gguf || files[i].role != FileRole::weights) continue;
    const std::string_view path = files[i].artifact.path;
    if (const std::optional<SplitName> name = split_name(file_name_of(path))) {
      const size_t dot = path.rfind('.');
      sets[std::string(directory_of(path)) + "\n" + name->stem + std::string(path.substr(dot))].push_back(i);
    }
  }
  for (const auto& [key, parts] : sets) {
    const std::optional<SplitName> name = split_name(file_name_of(files[parts.front()].artifact.path));
    if (name && name->count > parts.size()) {
      report(files[parts.front()], {"shard-missing", DamageClass::damage, {}, 0, std::to_string(name->count) + " shards, as the name says",
                                    std::to_string(parts.size()) + " there"});
    }
  }
}

}  // namespace

void check_shards(std::vector<FileFacts>& files, const Grouped& package) {
  std::map<std::string, size_t> by_path;
  bool has_index = false;
  for (const size_t i : package.files) {
    by_path.emplace(files[i].artifact.path, i);
    has_index = has_index || files[i].index.has_value();
  }
  for (const size_t i : package.files) {
    if (files[i].index) check_index(files, i, by_path);
  }
  check_split(files, package.files);
  if (!has_index) check_numbered_names(files, package.files);
}

}  // namespace modelaudit::inspect
