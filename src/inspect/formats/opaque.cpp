// Model formats that are named by their magic and not opened: hashed as a whole, and said to be
// that.
//
// They are programs or weights compiled for one chip or one runtime; what an audit could read there
// is not documented.
#include <array>

#include "inspect/formats/facts.h"
#include "inspect/formats/readers.h"

namespace modelaudit::inspect {
namespace {

struct OpaqueFormat {
  size_t offset;
  std::string_view magic;
  const char* name;
};
constexpr std::array kOpaque = {
    OpaqueFormat{4, "ORTM", "ONNX Runtime .ort"},    OpaqueFormat{4, "ET12", "ExecuTorch .pte"},
    OpaqueFormat{0, "ptrt", "TensorRT engine"},      OpaqueFormat{0, "ftrt", "TensorRT engine"},
    OpaqueFormat{0, "RKNN", "RKNN model"},           OpaqueFormat{0, "CBM1", "CatBoost model"},
    OpaqueFormat{0, "7767517\n", "NCNN parameters"},
};

const OpaqueFormat* find_opaque(Bytes head) {
  const std::string_view text = as_text(head);
  for (const OpaqueFormat& format : kOpaque) {
    if (text.size() > format.offset && text.substr(format.offset).starts_with(format.magic))
      return &format;
  }
  return nullptr;
}

}  // namespace

bool is_opaque_model(Bytes head, std::string_view /*file_name*/) {
  return find_opaque(head) != nullptr;
}

void read_opaque_model(ByteStream& in, ReadContext& context) {
  const OpaqueFormat* format = find_opaque(in.peek(64));
  if (format == nullptr) return;
  Facts facts(context);
  facts.add_word("format", format->name, format->offset);
  context.artifact.format_version = format->name;
  context.report("not-opened", DamageClass::note, 0, "a format whose content is read",
                 std::string(format->name) + ": hashed as a whole");
}

}  // namespace modelaudit::inspect
