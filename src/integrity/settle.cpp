// Every file that anybody vouches for, read once; then each claim against what was read.
#include <sys/stat.h>

#include <algorithm>

#include "inspect/digest/hash_files.h"
#include "integrity/claims.h"
#include "integrity/measure.h"

namespace modelaudit::integrity {
namespace {

constexpr size_t kBatch = 128;   // files open at a time
constexpr std::string_view kHexDigits = "0123456789abcdef";

std::string hex(std::string_view raw) {
  std::string out;
  for (const char c : raw) {
    out += kHexDigits[static_cast<unsigned char>(c) >> 4];
    out += kHexDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::string raw(const std::optional<Digest>& digest) {
  return digest ? std::string(reinterpret_cast<const char*>(digest->bytes.data()), digest->bytes.size()) : std::string();
}

const char* word_of(const Claim& claim) {
  switch (claim.algorithm) {
    case Algorithm::sha256: return "sha256";
    case Algorithm::sha512: return "sha512";
    case Algorithm::blake2b: return "blake2b";
    case Algorithm::git_blob: return "git-blob-sha1";
    case Algorithm::after_header: return "sha256-after-header";
    case Algorithm::ranges: return claim.ranges_blake2b ? "blake2b-shards" : "sha256-shards";
  }
  return "sha256";
}

// One read of one file, for all claims on it. A file in ranges is read for that claim alone.
struct Job {
  const Place* place = nullptr;
  Wanted wanted;
  std::vector<size_t> claims;
  Measured measured;
};

std::vector<Job> plan_jobs(Tree& tree, const Claims& claims) {
  std::map<std::pair<uint64_t, uint64_t>, size_t> by_inode;
  std::vector<Job> jobs;
  for (size_t i = 0; i < claims.claims.size(); ++i) {
    const Claim& claim = claims.claims[i];
    const Place* place = tree.find(claim.path);
    size_t at = jobs.size();
    if (claim.algorithm != Algorithm::ranges && place != nullptr) {
      at = by_inode.emplace(std::make_pair(place->entry.device, place->entry.inode), jobs.size()).first->second;
    }
    if (at == jobs.size()) jobs.emplace_back();
    Job& job = jobs[at];
    job.place = place;
    job.claims.push_back(i);
    job.wanted.git_blob = job.wanted.git_blob || claim.algorithm == Algorithm::git_blob;
    job.wanted.sha512 = job.wanted.sha512 || claim.algorithm == Algorithm::sha512;
    job.wanted.blake2b = job.wanted.blake2b || claim.algorithm == Algorithm::blake2b;
    job.wanted.after_header = job.wanted.after_header || claim.algorithm == Algorithm::after_header;
    if (claim.algorithm == Algorithm::ranges) {
      for (const Range& range : claim.ranges) job.wanted.ranges.emplace_back(range.begin, range.end);
      job.wanted.ranges_blake2b = claim.ranges_blake2b;
    }
  }
  return jobs;
}

Damage gone(const std::string& path) {
  return {"file-unreadable", DamageClass::unreadable, path, 0, "a file that can be opened", "none"};
}

// Plain digests go many files beside each other; the rest one by one.
void read_all(Tree& tree, unsigned threads, std::vector<Job>& jobs) {
  std::vector<Job*> plain;
  for (Job& job : jobs) {
    if (job.place == nullptr) {
      job.measured.failure = gone({});
    } else if (job.wanted.only_sha256()) {
      plain.push_back(&job);
    } else {
      const Result<inspect::Fd> fd = tree.open(*job.place);
      if (fd) {
        job.measured = measure(fd->get(), job.place->entry.path, job.wanted);
      } else {
        job.measured.failure = fd.error();
      }
    }
  }
  inspect::HashOptions options;
  options.threads = threads;
  for (size_t begin = 0; begin < plain.size(); begin += kBatch) {
    const size_t end = std::min(plain.size(), begin + kBatch);
    std::vector<inspect::Fd> open;
    std::vector<inspect::HashFile> files;
    std::vector<Job*> reading;
    for (size_t i = begin; i < end; ++i) {
      Result<inspect::Fd> fd = tree.open(*plain[i]->place);
      struct stat info {};
      if (!fd || fstat(fd->get(), &info) != 0) {
        plain[i]->measured.failure = fd ? gone(plain[i]->place->entry.path) : fd.error();
        continue;
      }
      plain[i]->measured.size = static_cast<uint64_t>(info.st_size);
      files.push_back({plain[i]->place->entry.path, fd->get()});
      open.push_back(*std::move(fd));
      reading.push_back(plain[i]);
    }
    const std::vector<Result<Digest>> digests = inspect::hash_files(files, options);
    for (size_t i = 0; i < digests.size(); ++i) {
      if (digests[i]) {
        reading[i]->measured.sha256 = *digests[i];
      } else {
        reading[i]->measured.failure = digests[i].error();
      }
    }
  }
}

// What the bytes are not; empty fields where they are what the claim says.
struct Difference {
  std::string expected, found;
};

Difference compare_ranges(const Claim& claim, const Measured& measured) {
  for (size_t i = 0; i < claim.ranges.size(); ++i) {
    const Range& range = claim.ranges[i];
    if (measured.ranges[i] == range.digest) continue;
    const std::string where = "bytes " + std::to_string(range.begin) + " to " + std::to_string(range.end) + ": ";
    return {where + hex(range.digest), measured.ranges[i].empty() ? "the file ends before" : where + hex(measured.ranges[i])};
  }
  const uint64_t end = claim.ranges.empty() ? 0 : claim.ranges.back().end;
  if (measured.size != end) return {std::to_string(end) + " bytes", std::to_string(measured.size) + " bytes"};
  return {};
}

Difference compare(const Claim& claim, const Measured& measured) {
  if (claim.size && *claim.size != measured.size) {
    return {std::to_string(*claim.size) + " bytes", std::to_string(measured.size) + " bytes"};
  }
  if (claim.algorithm == Algorithm::ranges) return compare_ranges(claim, measured);
  std::string found;
  switch (claim.algorithm) {
    case Algorithm::sha256: found = raw(measured.sha256); break;
    case Algorithm::sha512: found = measured.sha512; break;
    case Algorithm::blake2b: found = measured.blake2b; break;
    case Algorithm::git_blob: found = measured.git_blob; break;
    case Algorithm::after_header: found = raw(measured.after_header); break;
    case Algorithm::ranges: break;
  }
  if (found == claim.expected && !found.empty()) return {};
  return {hex(claim.expected), found.empty() ? "nothing to compare" : hex(found)};
}

Check judge(const Claim& claim, const Measured& measured) {
  Check check{State::verified, {}, claim.path, word_of(claim), {}, {}, {}};
  if (measured.failure) {
    check.state = State::failed;
    check.code = measured.failure->code;
    check.expected = measured.failure->expected;
    check.found = measured.failure->found;
    check.says = "could not be read to its end";
    return check;
  }
  const Difference difference = compare(claim, measured);
  check.expected = difference.expected;
  check.found = difference.found;
  if (!difference.expected.empty()) {
    check.state = State::failed;
    check.code = claim.code;
    check.says = "is not what was vouched for";
    return check;
  }
  check.expected = claim.algorithm == Algorithm::ranges ? std::to_string(claim.ranges.size()) + " ranges" : hex(claim.expected);
  check.found = check.expected;
  if (!claim.authentic) {
    check.state = State::not_verified;
    check.code = "signature-not-verified";
    check.says = "is what the bundle lists, but nobody is known to have signed it";
  }
  return check;
}

}  // namespace

std::map<std::string, Digest> settle(Tree& tree, unsigned threads, Claims& claims) {
  std::vector<Job> jobs = plan_jobs(tree, claims);
  read_all(tree, threads, jobs);
  std::map<std::string, Digest> digests;
  for (const Job& job : jobs) {
    for (const size_t i : job.claims) {
      const Claim& claim = claims.claims[i];
      claims.add_check(claim.voucher, judge(claim, job.measured));
      if (job.measured.sha256) digests.emplace(claim.path, *job.measured.sha256);
    }
  }
  return digests;
}

}  // namespace modelaudit::integrity
