// Facts: the one way in which a reader keeps what it read.
//
// Keys, names and values come from the input, so their number and size are the input's choice.
// Everything that stays in memory goes through here and is counted against the limits
// (metadata_entries, tensors, facts_bytes, text_bytes, texts_total_bytes). When a limit is reached
// the reader goes on reading the structure, nothing more is kept, and one finding of class `limit`
// says so.
#pragma once

#include <optional>
#include <string>

#include "core/sha256.h"
#include "inspect/formats/format.h"

namespace modelaudit::inspect {

/// A text that passed by: what is kept of it, and the digest of all of it.
struct CapturedText {
  std::string body;  ///< at most the bytes asked for
  uint64_t bytes = 0;
  Digest digest;
  bool truncated = false;  ///< body is a prefix
  bool valid_utf8 = true;
  bool has_nul = false;
};

/// Takes a text in pieces. Bounded memory for any length. Names need no digest.
class TextCapture {
 public:
  explicit TextCapture(uint64_t keep, bool digest = true) : keep_(keep) {
    if (digest) hash_.emplace();
  }
  void add(Bytes piece);
  void add(std::string_view piece);
  CapturedText finish();

 private:
  uint64_t keep_;
  CapturedText text_;
  std::optional<Sha256> hash_;
  std::string cut_;  ///< up to 3 bytes of a code point that a piece ended in
};

class Facts {
 public:
  explicit Facts(ReadContext& context);

  /// Keeps an entry; false when a limit was reached and it was not.
  bool add(MetadataEntry entry);
  bool add(Tensor tensor);

  /// Keeps a text with its place and gives its value for a metadata entry.
  Value add_text(CapturedText text, std::string_view key, uint64_t offset, uint64_t length,
                 TextRole role = TextRole::metadata_value);

  /// Metadata from a number or a short string that the reader itself vouches for (no FoundText is
  /// made).
  void add_number(std::string key, std::string type, uint64_t value, uint64_t offset);
  void add_word(std::string key, std::string value, uint64_t offset);

  /// Asks for room for n more bytes of facts (items of an array); false when there is none.
  bool reserve(uint64_t bytes, uint64_t offset);

  ReadContext& context() { return context_; }

 private:
  ReadContext& context_;
  uint64_t facts_bytes_ = 0;
  uint64_t text_bytes_ = 0;
  uint64_t text_budget_;
  bool full_ = false;
};

/// The value of a text of which everything up to kInlineText bytes is given, cut at a code point.
Value text_value(const CapturedText& text);

/// The longest key, and the longest part of a tensor's name that is kept.
constexpr uint64_t kLongestName = 65535;

/// "name" for a message: escaped and short.
std::string quoted(std::string_view raw);

/// Bytes looked at as text.
std::string_view as_text(Bytes bytes);

bool is_ascii(std::string_view text);

/// True for keys whose value names terms (`general.license`, `modelspec.license`, `license_link`,
/// …).
bool is_about_terms(std::string_view key);

/// Names reach people: control, bidi and invisible characters and broken UTF-8 make two names look
/// like one. `what` is what has the name: "key", "tensor name".
void check_name(ReadContext& context, const CapturedText& name, uint64_t offset, const char* what);

/// The text of a metadata value must be UTF-8 and hold no NUL, at which half of its readers would
/// stop.
void check_text(ReadContext& context, const CapturedText& text, std::string_view key,
                uint64_t offset);

/// Two entries of one key, or two tensors of one name, are listed both and reported: readers differ
/// in which one wins.
/// Keys that a format repeats by nature (`many`) are left out.
void report_duplicate_keys(ReadContext& context, std::string_view many = {});
void report_duplicate_tensors(ReadContext& context);

}  // namespace modelaudit::inspect
