// The parts of render_json, one file each. Not for other rooms.
#pragma once

#include <map>
#include <string>

#include "core/json_writer.h"
#include "report/renderers.h"

namespace modelaudit::report {

/// One piece of the document at a time.
class Document {
 public:
  static constexpr size_t kPiece = size_t{1} << 18;

  explicit Document(const Sink& sink) : sink_(sink) {}

  JsonWriter& json() { return json_; }
  void drain(size_t above = kPiece) {
    if (buffer_.size() <= above) return;
    sink_(buffer_);
    buffer_.clear();
  }
  void close() {
    buffer_ += '\n';
    drain(0);
  }

 private:
  std::string buffer_;
  JsonWriter json_{buffer_};
  const Sink& sink_;
};

void strings_if(JsonWriter& json, std::string_view name, const std::vector<std::string>& items);
void write_map(JsonWriter& json, std::string_view name,
               const std::map<std::string, std::string>& map);

void write_package(JsonWriter& json, const PackageReport& package);
void write_artifact(Document& document, const ArtifactReport& entry, bool list_tensors);

}  // namespace modelaudit::report
