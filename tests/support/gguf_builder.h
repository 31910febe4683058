// Builds small GGUF files in memory, right or wrong: every count and offset can be overridden.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace modelaudit::test {

/// Integers and texts as a GGUF of a version and byte order stores them.
struct GgufBytes {
  uint32_t version = 3;
  bool big_endian = false;

  std::string number(uint64_t value, size_t width) const {
    std::string out(width, '\0');
    for (size_t i = 0; i < width; ++i) {
      out[big_endian ? width - 1 - i : i] = static_cast<char>(value >> (8 * i));
    }
    return out;
  }
  std::string u32(uint32_t value) const { return number(value, 4); }
  std::string u64(uint64_t value) const { return number(value, 8); }
  std::string count(uint64_t value) const { return number(value, version == 1 ? 4 : 8); }
  std::string text(std::string_view text) const { return count(text.size()) + std::string(text); }
};

struct GgufTensor {
  std::string name;
  std::vector<uint64_t> shape;
  uint32_t type = 0;    ///< 0: F32
  uint64_t offset = 0;  ///< relative to the data
};

class GgufBuilder {
 public:
  explicit GgufBuilder(uint32_t version = 3, bool big_endian = false)
      : bytes{version, big_endian} {}

  GgufBytes bytes;
  uint64_t alignment = 32;
  std::optional<uint64_t> n_tensors;  ///< what the header says, if not the truth
  std::optional<uint64_t> n_entries;
  std::vector<GgufTensor> tensors;
  std::string data;

  GgufBuilder& entry(std::string_view key, uint32_t type, std::string_view value) {
    entries_.push_back(bytes.text(key) + bytes.u32(type) + std::string(value));
    return *this;
  }
  GgufBuilder& text(std::string_view key, std::string_view value) {
    return entry(key, 8, bytes.text(value));
  }
  GgufBuilder& number(std::string_view key, uint32_t value) {
    return entry(key, 4, bytes.u32(value));
  }
  GgufBuilder& texts(std::string_view key, const std::vector<std::string>& values) {
    std::string array = bytes.u32(8) + bytes.count(values.size());
    for (const std::string& value : values) array += bytes.text(value);
    return entry(key, 9, array);
  }
  GgufBuilder& tensor(std::string name, std::vector<uint64_t> shape, uint64_t offset = 0,
                      uint32_t type = 0) {
    tensors.push_back({std::move(name), std::move(shape), type, offset});
    return *this;
  }

  std::string header() const {
    std::string out = "GGUF" + bytes.u32(bytes.version) +
                      bytes.count(n_tensors.value_or(tensors.size())) +
                      bytes.count(n_entries.value_or(entries_.size()));
    for (const std::string& entry : entries_) out += entry;
    for (const GgufTensor& tensor : tensors) {
      out += bytes.text(tensor.name) + bytes.u32(static_cast<uint32_t>(tensor.shape.size()));
      for (const uint64_t dimension : tensor.shape) out += bytes.count(dimension);
      out += bytes.u32(tensor.type) + bytes.u64(tensor.offset);
    }
    return out;
  }

  std::string build() const {
    std::string out = header();
    if (!tensors.empty()) out.append((alignment - out.size() % alignment) % alignment, '\0');
    return out + data;
  }

 private:
  std::vector<std::string> entries_;
};

/// Two texts, a number, an array and two tensors: the file that tests cut and bend.
inline GgufBuilder small_gguf(uint32_t version = 3, bool big_endian = false) {
  GgufBuilder file(version, big_endian);
  file.text("general.architecture", "llama")
      .text("general.license", "mit")
      .number("llama.block_count", 2);
  file.texts("tokenizer.ggml.tokens", {"a", "bc"});
  file.tensor("first", {8, 2}).tensor("second", {8}, 64);
  file.data = std::string(96, '\x11');
  return file;
}

}  // namespace modelaudit::test
