#include "format_target.h"
#include "inspect/formats/readers.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  modelaudit::fuzz::read_as(modelaudit::inspect::read_npy, {data, size});
  return 0;
}
