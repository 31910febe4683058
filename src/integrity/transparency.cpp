#include "integrity/transparency.h"

#include <algorithm>

#include "core/digest.h"
#include "core/sha256.h"
#include "core/utf8.h"
#include "integrity/base64.h"
#include "integrity/json_fields.h"

namespace modelaudit::integrity {
namespace {

std::string raw(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kDigits[static_cast<unsigned char>(c) >> 4];
    out += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

const bj::value* path(const bj::value* value, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) value = member(value, name);
  return value;
}

std::optional<std::string> base64_at(const bj::value* value, std::string_view name) {
  const auto text = text_member(value, name);
  return text ? read_base64(*text) : std::nullopt;
}

// A certificate in PEM, in base64, as bodies of version 0.0.1 carry it.
bool is_certificate(const std::optional<std::string>& pem, const Certificate& leaf) {
  const Result<std::vector<Certificate>> read = Certificate::all_from_pem(pem.value_or(""));
  return read && read->size() == 1 && read->front().der() == leaf.der();
}

const bj::value* only_item(const bj::array* items) {
  return items != nullptr && items->size() == 1 ? items->begin() : nullptr;
}

// The body speaks of this envelope and this certificate.
std::optional<std::string> doubt_body(const LogEntry& entry, const Envelope& envelope, const Certificate& leaf) {
  const Result<bj::value> document = report::parse_strict_json(entry.body, kBundleBounds);
  if (!document) return "the log entry's body is not JSON";
  const bj::value* root = &*document;
  const std::string kind(text_member(root, "kind").value_or(""));
  const std::string version(text_member(root, "apiVersion").value_or(""));
  if (kind != entry.kind || version != entry.version) return "the log entry's body is of another kind than it says";
  const std::string& signature = envelope.signatures.front();
  const std::string payload_hash = hex(raw(sha256(envelope.payload)));
  const bj::value* spec = member(root, "spec");
  if (kind == "dsse" && version == "0.0.1") {
    const bj::value* hash = member(spec, "payloadHash");
    if (text_member(hash, "algorithm") != "sha256" || text_member(hash, "value") != payload_hash) {
      return "the log entry is about another payload";
    }
    const bj::value* item = only_item(array_member(spec, "signatures"));
    if (base64_at(item, "signature") != signature) return "the log entry is about another signature";
    if (!is_certificate(base64_at(item, "verifier"), leaf)) return "the log entry is about another certificate";
  } else if (kind == "intoto" && version == "0.0.2") {
    const bj::value* hash = path(spec, {"content", "payloadHash"});
    if (text_member(hash, "algorithm") != "sha256" || text_member(hash, "value") != payload_hash) {
      return "the log entry is about another payload";
    }
    const bj::value* item = only_item(array_member(path(spec, {"content", "envelope"}), "signatures"));
    const auto twice = base64_at(item, "sig");
    if (!twice || read_base64(*twice) != signature) return "the log entry is about another signature";
    if (!is_certificate(base64_at(item, "publicKey"), leaf)) return "the log entry is about another certificate";
  } else if (kind == "hashedrekord" && version == "0.0.2") {
    const bj::value* record = member(spec, "hashedRekordV002");
    const bj::value* data = member(record, "data");
    const std::string signed_hash = raw(sha256(pre_authentication(envelope.payload_type, envelope.payload)));
    if (text_member(data, "algorithm") != "SHA2_256" || base64_at(data, "digest") != signed_hash) {
      return "the log entry is about another payload";
    }
    const bj::value* item = member(record, "signature");
    if (base64_at(item, "content") != signature) return "the log entry is about another signature";
    if (base64_at(path(item, {"verifier", "x509Certificate"}), "rawBytes") != leaf.der()) {
      return "the log entry is about another certificate";
    }
  } else {
    return "the log entry is of a kind that is not read here: " + display_short(kind + " " + version);
  }
  return std::nullopt;
}

struct Checkpoint {
  std::string_view text;   ///< what is signed
  uint64_t size = 0;
  std::string root;
};

std::string_view take_line(std::string_view& rest) {
  const size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return line;
}

// ORIGIN, SIZE, ROOT, more lines; an empty line; then a signature a line.
std::optional<Checkpoint> read_checkpoint(std::string_view note) {
  const size_t end = note.find("\n\n");
  if (end == std::string_view::npos) return std::nullopt;
  Checkpoint out;
  out.text = note.substr(0, end + 1);
  std::string_view rest = out.text;
  const std::string_view origin = take_line(rest);
  const std::string_view size = take_line(rest);
  const std::optional<std::string> root = read_base64(take_line(rest));
  if (origin.empty() || size.empty() || size.size() > 18 ||
      size.find_first_not_of("0123456789") != std::string_view::npos || !root || root->size() != 32) {
    return std::nullopt;
  }
  for (const char c : size) out.size = out.size * 10 + static_cast<uint64_t>(c - '0');
  out.root = *root;
  return out;
}

// A line `— NAME BASE64(HINT SIGNATURE)` that the log made. Lines of others are passed over.
bool is_signed_by(std::string_view note, const Checkpoint& checkpoint, const Log& log) {
  constexpr std::string_view kDash = "\xe2\x80\x94 ";
  std::string_view rest = note.substr(checkpoint.text.size() + 1);
  while (!rest.empty()) {
    std::string_view line = take_line(rest);
    if (!line.starts_with(kDash)) continue;
    line.remove_prefix(kDash.size());
    const size_t blank = line.rfind(' ');
    if (blank == std::string_view::npos || line.substr(0, blank) != log.host) continue;
    const std::optional<std::string> bytes = read_base64(line.substr(blank + 1));
    if (!bytes || bytes->size() <= 4 || bytes->substr(0, 4) != log.key_id.substr(0, 4)) continue;
    if (log.key.verify(checkpoint.text, std::string_view(*bytes).substr(4))) return true;
  }
  return false;
}

std::optional<std::string> doubt_inclusion(const LogEntry& entry, const Log& log) {
  if (!entry.has_proof || entry.checkpoint.empty()) return "the log entry has no proof of inclusion";
  const std::optional<std::string> root = root_of_proof(entry.body, static_cast<uint64_t>(entry.proof_index),
                                                        static_cast<uint64_t>(entry.tree_size), entry.hashes);
  if (!root || *root != entry.root_hash) return "the proof of inclusion does not lead to its root";
  const std::optional<Checkpoint> checkpoint = read_checkpoint(entry.checkpoint);
  if (!checkpoint) return "the log's checkpoint cannot be read";
  if (checkpoint->root != *root || checkpoint->size != static_cast<uint64_t>(entry.tree_size)) {
    return "the log's checkpoint is of another tree";
  }
  if (!is_signed_by(entry.checkpoint, *checkpoint, log)) return "the checkpoint is not signed by the log";
  return std::nullopt;
}

// The log's signature over body, time and place: canonical JSON, members in order (RFC 8785).
bool promise_holds(const LogEntry& entry, const Log& log) {
  const std::string text = "{\"body\":\"" + base64(entry.body) + "\",\"integratedTime\":" + std::to_string(entry.integrated_time) +
                           ",\"logID\":\"" + hex(entry.key_id) + "\",\"logIndex\":" + std::to_string(entry.log_index) + "}";
  return log.key.verify(text, entry.promise);
}

}  // namespace

std::optional<std::string> root_of_proof(std::string_view leaf_data, uint64_t index, uint64_t size,
                                         const std::vector<std::string>& hashes) {
  if (index >= size) return std::nullopt;
  std::string node = raw(sha256(std::string(1, '\0') + std::string(leaf_data)));
  uint64_t at = index;
  uint64_t last = size - 1;
  for (const std::string& hash : hashes) {
    if (last == 0 || hash.size() != 32) return std::nullopt;
    if ((at & 1) != 0 || at == last) {
      node = raw(sha256("\x01" + hash + node));
      while ((at & 1) == 0 && at != 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      node = raw(sha256("\x01" + node + hash));
    }
    at >>= 1;
    last >>= 1;
  }
  return last == 0 ? std::optional(node) : std::nullopt;
}

std::optional<std::string> doubt_entry(const LogEntry& entry, const Envelope& envelope, const Certificate& leaf,
                                       const std::vector<Log>& logs) {
  const auto log = std::find_if(logs.begin(), logs.end(), [&](const Log& item) { return item.key_id == entry.key_id; });
  if (log == logs.end()) return "its log is not in the trusted root";
  if (auto why = doubt_body(entry, envelope, leaf)) return why;
  if (auto why = doubt_inclusion(entry, *log)) return why;
  if (entry.promise.empty()) return std::nullopt;
  if (!log->valid.covers(entry.integrated_time)) return "its log was not in force at the time of the entry";
  if (!promise_holds(entry, *log)) return "the log did not sign the time of the entry";
  return std::nullopt;
}

}  // namespace modelaudit::integrity
