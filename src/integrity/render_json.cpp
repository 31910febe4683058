// A verification as JSON, schema modelaudit.verification/1: docs/verify.md names every member.
#include "core/json_writer.h"
#include "integrity/verification.h"

namespace modelaudit::integrity {
namespace {

constexpr size_t kPiece = size_t{1} << 16;

const char* word(std::optional<State> state, const char* otherwise) { return state ? name_of(*state) : otherwise; }

void write_check(JsonWriter& json, const Check& check) {
  json.begin_object(JsonWriter::Layout::line);
  json.member("state", name_of(check.state));
  json.member_if("code", check.code);
  json.member_if("path", check.path);
  json.member_if("algorithm", check.algorithm);
  json.member_if("expected", check.expected);
  json.member_if("found", check.found);
  json.member_if("says", check.says);
  json.end_object();
}

}  // namespace

void render_verification_json(const Verification& verification, std::string_view tool_version, const Sink& sink) {
  std::string out;
  JsonWriter json(out);
  const auto flush = [&](bool all) {
    if (!all && out.size() < kPiece) return;
    sink(out);
    out.clear();
  };
  json.begin_object(JsonWriter::Layout::block);
  json.member("schema", Verification::kSchema);
  json.key("tool");
  json.begin_object(JsonWriter::Layout::line);
  json.member("name", "modelaudit");
  json.member("version", tool_version);
  json.end_object();
  json.strings("targets", verification.targets);
  json.key("summary");
  json.begin_object(JsonWriter::Layout::line);
  json.member("state", word(verification.state(), "nothing-to-verify"));
  json.member("files", uint64_t{verification.files.size()});
  json.member("verified", verification.files_in(State::verified));
  json.member("failed", verification.files_in(State::failed));
  json.member("not_verified", verification.files_in(State::not_verified));
  json.member("unvouched", verification.files_in(std::nullopt));
  json.end_object();
  json.key("vouchers");
  json.begin_array(JsonWriter::Layout::block);
  for (const Voucher& voucher : verification.vouchers) {
    json.begin_object(JsonWriter::Layout::block);
    json.member("kind", voucher.kind);
    json.member("path", voucher.path);
    json.member("state", name_of(voucher.state()));
    json.member_if("signer", voucher.signer);
    json.member("verified", voucher.count(State::verified));
    json.member("failed", voucher.count(State::failed));
    json.member("not_verified", voucher.count(State::not_verified));
    json.member("noted", voucher.count(State::noted));
    json.key("checks");
    json.begin_array(JsonWriter::Layout::block);
    for (const Check& check : voucher.checks) {
      write_check(json, check);
      flush(false);
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  json.key("files");
  json.begin_array(JsonWriter::Layout::block);
  for (const FileRow& row : verification.files) {
    json.begin_object(JsonWriter::Layout::line);
    json.member("path", row.path);
    json.member("size", row.size);
    if (row.sha256) json.member("sha256", to_hex(*row.sha256));
    json.member("state", word(row.state, "unvouched"));
    json.end_object();
    flush(false);
  }
  json.end_array();
  json.end_object();
  out += '\n';
  flush(true);
}

}  // namespace modelaudit::integrity
