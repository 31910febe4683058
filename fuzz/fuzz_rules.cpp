// The compiled rulebook and a license record: any bytes open or are refused with a reason.
//
// The first byte chooses: packed records, known artifacts or known texts of an otherwise empty
// rulebook, a whole file, or the XML of a record. Size and checksum of a compiled file are put
// right first, since a fuzzer that must guess a checksum sees nothing behind it.
#include <string>

#include "assess/rulebook/compiled.h"
#include "assess/rulebook/pack.h"
#include "assess/rulebook/read_license.h"

namespace {

using namespace modelaudit;
using namespace modelaudit::assess;

void look_around(const CompiledRulebook& opened) {
  const Rulebook& rules = opened.rulebook();
  for (const LicenseRecord& record : rules.licenses) {
    if (rules.newest(record.id) == nullptr) __builtin_trap();
    (void)rules.license(record.id, record.version);
    for (const std::string& alias : record.aliases) (void)rules.by_alias(alias);
  }
  for (int first = 0; first < 256; ++first) {
    Digest digest;
    digest.bytes[0] = static_cast<uint8_t>(first);
    (void)opened.known(digest);
    (void)opened.known_texts(digest);
  }
  uint32_t sum = 0;
  for (const uint8_t byte : opened.license_index()) sum += byte;
  (void)sum;
}

/// An empty rulebook whose one section is replaced by the input.
std::string with_section(size_t section, const std::string& content) {
  std::string bytes = compile(Rulebook(), KnownFacts(), {});
  const size_t row = 72 + 16 * section;
  const uint64_t offset = bytes.size();
  const uint64_t length = content.size();
  for (size_t i = 0; i < 8; ++i) {
    bytes[row + i] = static_cast<char>(offset >> (8 * i));
    bytes[row + 8 + i] = static_cast<char>(length >> (8 * i));
  }
  return bytes + content;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string content(data + 1, data + size);
  const uint8_t choice = data[0] % 5;
  if (choice == 4) {
    std::vector<Damage> errors;
    RuleFile file("fuzz.xml", content, errors);
    if (!read_license(file, {}) && errors.empty()) __builtin_trap();
    return 0;
  }
  std::string bytes = choice == 3 ? content : with_section(choice, content);
  seal_compiled(bytes);
  const Result<CompiledRulebook> opened = open_compiled_bytes(std::move(bytes));
  if (opened) {
    look_around(*opened);
  } else if (opened.error().code != "rulebook-damaged") {
    __builtin_trap();
  }
  return 0;
}
