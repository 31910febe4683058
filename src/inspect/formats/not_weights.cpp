// Files that are not what their name says: empty ones, web pages and error messages saved under the
// name of weights, and anything else whose name promises a format that its bytes are not.
//
// A download that fails often leaves the server's answer under the name of the model: a sign-in
// page, a JSON error, an XML error of the storage behind. Such a file holds no weights and no
// terms, and must not pass as an unknown format.
#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "inspect/formats/facts.h"
#include "inspect/formats/readers.h"

namespace modelaudit::inspect {
namespace {

constexpr std::array kWeightsEndings = {
    ".gguf",    ".ggml", ".safetensors", ".pt",  ".pth",       ".ckpt",  ".bin", ".onnx",
    ".tflite",  ".task", ".litertlm",    ".h5",  ".hdf5",      ".keras", ".npy", ".npz",
    ".mlmodel", ".pkl",  ".pickle",      ".zim", ".llamafile", ".mar"};

// Endings of formats that have a magic of their own: a file so named whose bytes are none of ours
// is misnamed.
constexpr std::array kCertainEndings = {".gguf", ".safetensors", ".onnx", ".tflite", ".litertlm",
                                        ".npy",  ".h5",          ".hdf5", ".zim"};

constexpr std::array kPageEndings = {".html", ".htm", ".xhtml", ".shtml"};

struct Foreign {
  size_t offset;
  std::string_view magic;
};
constexpr std::array kForeign = {Foreign{0, "PK\x03\x04"},
                                 Foreign{0, "PK\x05\x06"},
                                 Foreign{0, "\x1f\x8b"},
                                 Foreign{0, "BZh"},
                                 Foreign{0,
                                         "\xfd"
                                         "7zXZ"},
                                 Foreign{0, "\x28\xb5\x2f\xfd"},
                                 Foreign{0, "7z\xbc\xaf"},
                                 Foreign{257, "ustar"},
                                 Foreign{0x8001, "CD001"},
                                 Foreign{0, "MZ"},
                                 Foreign{0,
                                         "\x7f"
                                         "ELF"},
                                 Foreign{0, "#!"}};

template <size_t N>
bool ends_with_one(std::string_view name, const std::array<const char*, N>& endings) {
  const std::string lower = ascii_lower(name);
  return std::any_of(endings.begin(), endings.end(),
                     [&](const char* ending) { return lower.ends_with(ending); });
}

std::string_view without_space(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const size_t first = text.find_first_not_of(" \t\r\n");
  return first == std::string_view::npos ? std::string_view() : text.substr(first);
}

// What kind of answer of a web server the bytes are; null if none.
const char* page_kind(std::string_view text, bool named_weights) {
  const std::string start = ascii_lower(without_space(text).substr(0, 1024));
  if (start.starts_with("<!doctype html") || start.starts_with("<html")) return "a web page";
  if (!named_weights) return nullptr;
  if (start.starts_with("<?xml") || start.starts_with("<error")) return "an XML document";
  const bool names_error = start.find("\"error\"") != std::string::npos ||
                           start.find("\"message\"") != std::string::npos ||
                           start.find("\"detail\"") != std::string::npos;
  if (start.starts_with("{") && names_error) return "a JSON error message";
  return nullptr;
}

bool is_plain_text(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) {
                       const auto byte = static_cast<unsigned char>(c);
                       return byte >= 0x80 || (byte >= 0x20 && byte != 0x7F) || c == '\n' ||
                              c == '\r' || c == '\t';
                     }) &&
         is_valid_utf8(text);
}

}  // namespace

bool has_weights_ending(std::string_view file_name) {
  return ends_with_one(file_name, kWeightsEndings);
}

bool is_foreign_content(Bytes head) {
  const std::string_view text = as_text(head);
  return std::any_of(kForeign.begin(), kForeign.end(), [&](const Foreign& foreign) {
    return text.size() > foreign.offset && text.substr(foreign.offset).starts_with(foreign.magic);
  });
}

bool is_empty_file(Bytes head, std::string_view /*file_name*/) { return head.empty(); }

void read_empty_file(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::empty;
  if (in.failure()) return;  // the caller says why nothing was read
  const size_t slash = context.artifact.path.rfind('/');
  const std::string_view name =
      std::string_view(context.artifact.path).substr(slash == std::string::npos ? 0 : slash + 1);
  if (has_weights_ending(name)) {
    context.report("empty-weights", DamageClass::damage, 0, "weights, as the name says",
                   "an empty file");
  }
}

bool is_web_page(Bytes head, std::string_view file_name) {
  return !ends_with_one(file_name, kPageEndings) &&
         page_kind(as_text(head), has_weights_ending(file_name)) != nullptr;
}

void read_web_page(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::html_page;
  const Bytes head = in.peek(4096);
  const char* kind = page_kind(as_text(head), true);
  context.report("html-page", DamageClass::suspicious, 0, "the content that the name promises",
                 std::string(kind == nullptr ? "a web page" : kind) + ": " +
                     quoted(without_space(as_text(head)).substr(0, 80)));
}

bool is_misnamed_weights(Bytes head, std::string_view file_name) {
  if (is_foreign_content(head)) return false;
  if (ends_with_one(file_name, kCertainEndings)) return true;
  // `.bin` says little; a few lines of text there are what is left of a failed download.
  const bool says_little = ascii_lower(file_name).ends_with(".bin");
  return has_weights_ending(file_name) && head.size() < (says_little ? 4096 : 65536) &&
         is_plain_text(as_text(head));
}

void read_misnamed_weights(ByteStream& in, ReadContext& context) {
  const Bytes head = in.peek(80);
  context.report(
      "misnamed-weights", DamageClass::damage, 0, "the format that the name promises",
      "bytes of another kind: " + quoted(as_text(head.first(std::min<size_t>(head.size(), 24)))));
}

}  // namespace modelaudit::inspect
