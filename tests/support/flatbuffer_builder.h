// Builds FlatBuffers in memory: a tree of tables, vectors and texts, written front to back.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace modelaudit::test {

inline std::string little(uint64_t value, size_t width) {
  std::string out;
  for (size_t i = 0; i < width; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

/// What a field refers to: a table, a vector of tables, or bytes with their element count.
struct FlatNode {
  enum class Kind { table, tables, bytes } kind = Kind::table;
  std::map<uint32_t, std::string> scalars;  ///< table: field → its bytes
  std::map<uint32_t, FlatNode> children;    ///< table: field → what it refers to
  std::vector<FlatNode> items;              ///< tables
  std::string bytes;
  uint64_t count = 0;

  FlatNode& scalar(uint32_t field, uint64_t value, size_t width) {
    scalars[field] = little(value, width);
    return *this;
  }
  FlatNode& child(uint32_t field, FlatNode node) {
    children[field] = std::move(node);
    return *this;
  }
};

inline FlatNode flat_text(std::string_view text) {
  FlatNode node;
  node.kind = FlatNode::Kind::bytes;
  node.bytes = std::string(text) + '\0';
  node.count = text.size();
  return node;
}
inline FlatNode flat_bytes(std::string bytes, uint64_t count) {
  FlatNode node;
  node.kind = FlatNode::Kind::bytes;
  node.bytes = std::move(bytes);
  node.count = count;
  return node;
}
inline FlatNode flat_tables(std::vector<FlatNode> items) {
  FlatNode node;
  node.kind = FlatNode::Kind::tables;
  node.items = std::move(items);
  return node;
}

namespace detail {

inline void patch(std::string& out, size_t at, size_t target) {
  out.replace(at, 4, little(target - at, 4));
}

/// Appends a node; returns where references to it must lead.
inline size_t append(std::string& out, const FlatNode& node) {
  while (out.size() % 8 != 0) out += '\0';
  if (node.kind == FlatNode::Kind::bytes) {
    const size_t at = out.size();
    out += little(node.count, 4) + node.bytes;
    return at;
  }
  if (node.kind == FlatNode::Kind::tables) {
    const size_t at = out.size();
    out += little(node.items.size(), 4) + std::string(4 * node.items.size(), '\0');
    for (size_t i = 0; i < node.items.size(); ++i) {
      const size_t target = append(out, node.items[i]);
      patch(out, at + 4 + 4 * i, target);
    }
    return at;
  }
  uint32_t fields = 0;
  for (const auto& [field, bytes] : node.scalars) fields = std::max(fields, field + 1);
  for (const auto& [field, target] : node.children) fields = std::max(fields, field + 1);
  std::vector<uint16_t> offsets(fields, 0);
  std::string body(4, '\0');
  for (const auto& [field, bytes] : node.scalars) {
    offsets[field] = static_cast<uint16_t>(body.size());
    body += bytes;
  }
  for (const auto& [field, target] : node.children) {
    offsets[field] = static_cast<uint16_t>(body.size());
    body += std::string(4, '\0');
  }
  const size_t vtable = out.size();
  out += little(4 + 2 * fields, 2) + little(body.size(), 2);
  for (const uint16_t offset : offsets) out += little(offset, 2);
  const size_t at = out.size();
  body.replace(0, 4, little(at - vtable, 4));
  out += body;
  for (const auto& [field, target] : node.children) {
    const size_t place = at + offsets[field];
    const size_t child = append(out, target);
    patch(out, place, child);
  }
  return at;
}

}  // namespace detail

/// The buffer: u32 offset of the root, four bytes of identifier, the rest.
inline std::string flatbuffer(const FlatNode& root, std::string_view identifier) {
  std::string out = std::string(4, '\0') + std::string(identifier);
  const size_t at = detail::append(out, root);
  detail::patch(out, 0, at);
  return out;
}

}  // namespace modelaudit::test
