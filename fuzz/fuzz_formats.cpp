// Recognition, and whatever reader it chooses: the first byte picks a file name, because some
// formats have no magic.
#include <array>

#include "format_target.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr std::array kNames = {"model.gguf",    "model.safetensors", "LICENSE",
                                 "model.pt",      "model.onnx",        "model.xml",
                                 "model.mlmodel", "model.bin",         "config.json"};
  if (size == 0) return 0;
  const modelaudit::Bytes bytes{data + 1, size - 1};
  const modelaudit::inspect::Format* format = modelaudit::inspect::recognize(
      bytes.first(std::min<size_t>(bytes.size(), 65536)), kNames[data[0] % kNames.size()]);
  if (format == nullptr) return 0;
  modelaudit::fuzz::read_as(format->read, bytes);
  if (format->read_at != nullptr) modelaudit::fuzz::read_as(format->read_at, bytes);
  return 0;
}
