// safetensors, the weight format of Hugging Face.
//
//   u64 N (little endian), N bytes of JSON, data
//   {"__metadata__": {string: string},
//    NAME: {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}, …}
//
// Offsets are relative to 8 + N, half open. In the order of the offsets the tensors must begin at
// 0, touch each other and end at the end of the file: no hole, no overlap, no byte after them.
// Shapes are slowest first; the size of an extent must be that of dtype and shape (F4 and F6 come
// in whole bytes only).
//
// Where the reference reader is lax (a key twice: the last one wins, silently) we report, because
// two readers would see two files. What it refuses is damage; what is read before that stays. There
// is no magic: a plausible N and `{` are one, the file's name is another.
//
// Source: huggingface/safetensors README.md and safetensors/src/tensor.rs (2026-05).
#include <algorithm>

#include <boost/json/basic_parser_impl.hpp>

#include "core/checked.h"
#include "core/utf8.h"
#include "inspect/formats/cursor.h"
#include "inspect/formats/layout.h"
#include "inspect/formats/readers.h"
#include "inspect/formats/safetensors_header.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kLongestHeader = 100'000'000;
constexpr size_t kChunk = size_t{1} << 16;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// White space at the end of the header, chunk by chunk.
class TrailingSpace {
 public:
  void see(std::string_view chunk) {
    size_t from = chunk.size();
    while (from > 0 && is_space(chunk[from - 1])) --from;
    if (from > 0) other_than_space_ = false;
    other_than_space_ =
        other_than_space_ || chunk.substr(from).find_first_not_of(' ') != std::string_view::npos;
  }
  bool other_than_space() const { return other_than_space_; }

 private:
  bool other_than_space_ = false;
};

void report_json(ReadContext& context, uint64_t offset, const boost::system::error_code& error) {
  if (error == boost::json::error::too_deep) {
    context.report(
        "json-depth", DamageClass::limit, offset,
        "JSON nested at most " + std::to_string(context.limits[LimitName::json_depth]) + " deep",
        "more; the header is not read further");
    return;
  }
  context.report("header-json", DamageClass::damage, offset, "a JSON object as header",
                 error.message());
}

/// Parses `n` bytes of header. True when they are one JSON object.
bool parse_header(Cursor& in, Facts& facts, uint64_t n, uint64_t data_begin) {
  ReadContext& context = facts.context();
  boost::json::parse_options options;
  options.max_depth = static_cast<size_t>(context.limits[LimitName::json_depth]);
  boost::json::basic_parser<SafetensorsHeader> parser(options, facts, data_begin);
  TrailingSpace padding;
  boost::system::error_code error;
  for (uint64_t left = n; left > 0;) {
    const uint64_t at = in.position();
    const Bytes view = in.peek(static_cast<size_t>(std::min<uint64_t>(left, kChunk)));
    const std::string_view chunk =
        as_text(view.first(std::min<uint64_t>({view.size(), left, kChunk})));
    if (chunk.empty()) {
      context.report("cut-short", DamageClass::damage, at,
                     std::to_string(left) + " more bytes of header", "the end of the input");
      return false;
    }
    parser.handler().set_chunk(chunk, at);
    const size_t used = parser.write_some(left > chunk.size(), chunk.data(), chunk.size(), error);
    if (error) {
      report_json(context, at + used, error);
      return false;
    }
    if (used < chunk.size()) {
      context.report("header-json", DamageClass::damage, at + used,
                     "white space after the header's object", quoted(chunk.substr(used, 40)));
      return parser.handler().is_object();
    }
    padding.see(chunk);
    left -= chunk.size();
    in.consume(chunk.size());
  }
  if (!parser.handler().is_object()) {
    context.report("header-json", DamageClass::damage, 8, "a JSON object as header",
                   "a JSON value of another kind");
    return false;
  }
  if (padding.other_than_space()) {
    context.report("header-padding", DamageClass::note, data_begin, "a header padded with spaces",
                   "other white space at its end");
  }
  return true;
}

std::vector<std::string_view> split_list(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (!part.empty() && is_space(part.front())) part.remove_prefix(1);
    while (!part.empty() && is_space(part.back())) part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

// What the metadata says the weights were made from. Keys of the Hub, of ModelSpec and of kohya's
// trainers.
void relate_safetensors(ReadContext& context) {
  for (const MetadataEntry& entry : context.artifact.metadata) {
    if (entry.value.kind != Value::Kind::text || entry.value.text.empty()) continue;
    Relation relation;
    relation.key = entry.key;
    if (entry.key == "modelspec.merged_from") {
      relation.kind = RelationKind::merged_from;
      for (const std::string_view part : split_list(entry.value.text)) {
        relation.target = std::string(part);
        context.relations.push_back(relation);
      }
    } else if (entry.key == "base_model" || entry.key == "ss_base_model_version" ||
               entry.key == "ss_sd_model_name") {
      relation.kind = RelationKind::base_model;
      relation.target = entry.value.text;
      context.relations.push_back(std::move(relation));
    }
  }
}

bool read_header(Cursor& in, Facts& facts) {
  ReadContext& context = facts.context();
  const std::optional<uint64_t> length = in.u64();
  if (!length) {
    context.report("cut-short", DamageClass::damage, in.position(), "8 bytes of header length",
                   "the end of the input");
    return false;
  }
  context.ranges.claim(0, 8, ExtentKind::header);
  if (*length > kLongestHeader || *length == 0) {
    context.report("header-length", DamageClass::damage, 0, "a header of 1 to 100000000 bytes",
                   std::to_string(*length));
    return false;
  }
  const uint64_t limit = context.limits[LimitName::safetensors_header];
  if (*length > limit) {
    context.report("header-limit", DamageClass::limit, 0,
                   "a header of at most " + std::to_string(limit) + " bytes",
                   std::to_string(*length) + "; it is not read");
    return false;
  }
  const uint64_t data_begin = 8 + *length;
  const bool announced_is_there = *length <= in.left();
  if (!announced_is_there) {
    context.report("header-length", DamageClass::damage, 0,
                   "a header of at most the " + std::to_string(in.left()) + " bytes that are left",
                   std::to_string(*length));
  }
  const uint64_t there = std::min(*length, in.left());
  context.ranges.claim(8, 8 + there, ExtentKind::metadata);
  if (*length % 8 != 0) {
    context.report("header-not-aligned", DamageClass::note, 0,
                   "a header length that is a multiple of 8", std::to_string(*length));
  }
  const Bytes first = in.peek(1);
  if (!first.empty() && is_space(static_cast<char>(first[0]))) {
    context.report("header-leading-space", DamageClass::note, 8,
                   "{ as the first byte of the header", "white space");
  }
  const bool parsed = parse_header(in, facts, there, data_begin);
  context.artifact.metadata_sha256 = canonical_metadata_digest(context.artifact.metadata);
  if (!announced_is_there) return false;
  lay_out_tensors(context, LayoutRules{data_begin, 1, false});
  if (const std::optional<uint64_t> size = in.stream().size()) check_end(context, *size);
  return parsed;
}

}  // namespace

bool is_safetensors(Bytes head, std::string_view file_name) {
  if (head.size() >= 10) {
    const uint64_t length = load_u64(head, false);
    size_t at = 8;
    if (length >= 2 && length <= kLongestHeader && head[at] == '{') {
      ++at;
      while (at < head.size() && is_space(static_cast<char>(head[at]))) ++at;
      if (at < head.size() && (head[at] == '"' || head[at] == '}')) return true;
    }
  }
  // By name alone only what is no other thing by content.
  return ascii_lower(file_name).ends_with(".safetensors") && !is_foreign_content(head);
}

void read_safetensors(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::safetensors;
  context.artifact.endian = "little";
  context.artifact.shape_order = "slowest-first";
  Cursor cursor(in);
  Facts facts(context);
  context.artifact.header_read = read_header(cursor, facts);
  if (const std::optional<Damage>& failure = in.failure()) {
    context.report(failure->code, failure->damage_class, failure->offset, failure->expected,
                   failure->found);
  }
  report_duplicate_keys(context);
  report_duplicate_tensors(context);
  relate_safetensors(context);
}

}  // namespace modelaudit::inspect
