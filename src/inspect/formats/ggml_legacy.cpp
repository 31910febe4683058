// GGML files from before GGUF: named and hashed, their vocabulary digested, their tensors not
// listed.
//
//   bytes  u32 magic  then
//   lmgg   "ggml"     hyperparameters of whichever program wrote it (whisper.cpp still does)
//   fmgg   "ggmf"     u32 version, 7 × u32 hyperparameters,
//                     vocabulary: n_vocab × (u32 length, bytes, f32 score)
//   tjgg   "ggjt"     the same
//   algg   "ggla"     u32 version; an old LoRA adapter
//   nsgg   "ggsn"     a session, no model
//
// They carry no license, no name and no base model: provenance is unknown, only digests can say
// more. Tensor records are interleaved with data whose block sizes changed from version to version,
// so they stay unaccounted.
//
// Source: the last readers of these files, ik_llama.cpp convert_llama_ggml_to_gguf.py and
// koboldcpp otherarch/.
#include <array>

#include "inspect/formats/cursor.h"
#include "inspect/formats/facts.h"
#include "inspect/formats/readers.h"

namespace modelaudit::inspect {
namespace {

struct Magic {
  std::string_view bytes;
  const char* name;
  bool has_version;
  bool has_vocabulary;
};
constexpr std::array kMagics = {
    Magic{"lmgg", "ggml", false, false}, Magic{"fmgg", "ggmf", true, true},
    Magic{"tjgg", "ggjt", true, true}, Magic{"algg", "ggla", true, false},
    Magic{"nsgg", "ggsn", true, false}};
constexpr std::array kHyperparameters = {"n_vocab", "n_embd", "n_mult", "n_head",
                                         "n_layer", "n_rot",  "ftype"};

const Magic* find_magic(Bytes head) {
  if (head.size() < 4) return nullptr;
  for (const Magic& magic : kMagics) {
    if (as_text(head.first(4)) == magic.bytes) return &magic;
  }
  return nullptr;
}

void cut_short(ReadContext& context, uint64_t offset, const std::string& what) {
  context.report("cut-short", DamageClass::damage, offset, what, "the end of the input");
}

// The vocabulary as one array by digest, over its bytes as stored.
bool read_vocabulary(Cursor& in, Facts& facts, uint32_t n_vocab) {
  ReadContext& context = facts.context();
  const uint64_t begin = in.position();
  if (n_vocab > in.left() / 8) {
    context.report("array-count", DamageClass::damage, 8,
                   "a vocabulary that fits into " + std::to_string(in.left()) + " bytes",
                   std::to_string(n_vocab) + " tokens");
    return false;
  }
  Sha256 hash;
  in.begin_hash(hash);
  bool whole = true;
  for (uint32_t i = 0; i < n_vocab && whole; ++i) {
    const uint64_t at = in.position();
    const std::optional<uint32_t> length = in.u32();
    whole = length && in.skip(uint64_t{*length} + 4);
    if (!whole) cut_short(context, at, "token " + std::to_string(i));
  }
  in.end_hash();
  context.ranges.claim(begin, in.position(), ExtentKind::metadata);
  MetadataEntry entry{"vocabulary", "array<token>", {}, begin};
  entry.value.kind = Value::Kind::array;
  entry.value.element_type = "token";
  entry.value.count = n_vocab;
  entry.value.bytes = in.position() - begin;
  entry.value.truncated = true;
  entry.value.sha256 = hash.finish();
  if (whole) facts.add(std::move(entry));
  return whole;
}

bool read_body(Cursor& in, Facts& facts, const Magic& magic) {
  ReadContext& context = facts.context();
  context.artifact.format_version = magic.name;
  if (!magic.has_version) return true;
  const std::optional<uint32_t> version = in.u32();
  if (!version) {
    cut_short(context, 4, "the version");
    return false;
  }
  context.artifact.format_version += " v" + std::to_string(*version);
  if (!magic.has_vocabulary) return true;
  uint32_t n_vocab = 0;
  for (const char* name : kHyperparameters) {
    const uint64_t at = in.position();
    const std::optional<uint32_t> value = in.u32();
    if (!value) {
      cut_short(context, at, name);
      return false;
    }
    if (name == kHyperparameters[0]) n_vocab = *value;
    facts.add_number(name, "u32", *value, at);
  }
  return read_vocabulary(in, facts, n_vocab);
}

}  // namespace

bool is_ggml_legacy(Bytes head, std::string_view /*file_name*/) {
  return find_magic(head) != nullptr;
}

void read_ggml_legacy(ByteStream& in, ReadContext& context) {
  const Magic* magic = find_magic(in.peek(4));
  if (magic == nullptr) return;
  context.artifact.kind = ArtifactKind::ggml_legacy;
  context.artifact.endian = "little";
  Cursor cursor(in);
  cursor.skip(4);
  Facts facts(context);
  context.artifact.header_read = read_body(cursor, facts, *magic);
  context.ranges.claim(0, in.position(), ExtentKind::header);
  context.report(
      "not-read-further", DamageClass::note, in.position(), "GGUF",
      std::string(magic->name) + ", a format from before GGUF: hashed, its tensors are not listed");
}

}  // namespace modelaudit::inspect
