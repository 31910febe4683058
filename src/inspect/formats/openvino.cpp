// OpenVINO IR: a network as XML, its weights in a .bin of the same stem beside it.
//
//   <net name version>
//     <layers> <layer name type="Const"> <data element_type shape offset size/> …
//     <rt_info> or <meta_data>: how and from what it was converted, as values of elements
//
// Constants are listed with type and shape; their bytes are in the other file, which this reader
// does not open. There is no key for a license; every leaf of rt_info and meta_data is metadata,
// its value a text. The XML is scanned without a tree, a document type ends the reading.
//
// Source: docs.openvino.ai, OpenVINO IR format; IR 10 of open_model_zoo.
#include <charconv>

#include "inspect/formats/facts.h"
#include "inspect/formats/readers.h"
#include "inspect/formats/xml_scan.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr size_t kMostDimensions = 64;

std::vector<uint64_t> parse_shape(std::string_view text) {
  std::vector<uint64_t> shape;
  while (!text.empty() && shape.size() < kMostDimensions) {
    const size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    uint64_t value = 0;
    if (std::from_chars(part.data(), part.data() + part.size(), value).ec != std::errc()) return {};
    shape.push_back(value);
  }
  return shape;
}

class IrReader {
 public:
  IrReader(ReadContext& context, Facts& facts) : context_(context), facts_(facts) {}

  void tag(const XmlTag& tag, const XmlPath& path) {
    if (path.size() == 1) {
      is_net_ = tag.name == "net";
      add_text("name", tag.attribute("name"), tag.at);
      add_text("version", tag.attribute("version"), tag.at);
      context_.artifact.format_version = tag.attribute("version");
    } else if (tag.name == "layer") {
      layer_ = tag.attribute("name");
      is_constant_ = tag.attribute("type") == "Const";
    } else if (tag.name == "data" && is_constant_ && path.size() >= 2 &&
               path[path.size() - 2] == "layer") {
      add_constant(tag);
    }
    const bool described = path.size() > 2 && (path[1] == "rt_info" || path[1] == "meta_data");
    if (described && tag.attributes.contains("value")) {
      std::string key = path[1];
      for (size_t i = 2; i < path.size(); ++i) key += "." + path[i];
      add_text(key, tag.attribute("value"), tag.at);
    }
  }
  bool is_net() const { return is_net_; }
  bool has_constants() const { return has_constants_; }

 private:
  void add_text(const std::string& key, std::string_view value, uint64_t at) {
    TextCapture capture(context_.limits[LimitName::text_bytes]);
    capture.add(value);
    CapturedText text = capture.finish();
    check_text(context_, text, key, at);
    MetadataEntry entry{key, "str", {}, at};
    entry.value = facts_.add_text(std::move(text), key, at, value.size());
    facts_.add(std::move(entry));
  }
  void add_constant(const XmlTag& tag) {
    TextCapture capture(kLongestName, false);
    capture.add(layer_);
    const CapturedText name = capture.finish();
    check_name(context_, name, tag.at, "layer name");
    Tensor tensor;
    tensor.name = name.body;
    tensor.dtype = tag.attribute("element_type").substr(0, 64);
    tensor.shape = parse_shape(tag.attribute("shape"));
    facts_.add(std::move(tensor));
    has_constants_ = true;
  }

  ReadContext& context_;
  Facts& facts_;
  std::string layer_;
  bool is_constant_ = false;
  bool is_net_ = false;
  bool has_constants_ = false;
};

std::string read_all(ByteStream& in, uint64_t most) {
  std::string text;
  while (text.size() < most) {
    const Bytes view = in.peek(ByteStream::kWindow);
    const size_t n = static_cast<size_t>(
        std::min<uint64_t>({view.size(), ByteStream::kWindow, most - text.size()}));
    if (n == 0) break;
    text += as_text(view.first(n));
    in.consume(n);
  }
  return text;
}

}  // namespace

bool is_openvino(Bytes head, std::string_view file_name) {
  const std::string_view text = as_text(head.first(std::min<size_t>(head.size(), 4096)));
  const size_t net = text.find("<net ");
  if (!file_name.ends_with(".xml") || net == std::string_view::npos) return false;
  return text.substr(0, net).find_first_not_of("\xef\xbb\xbf \t\r\n") == std::string_view::npos ||
         text.substr(0, net).find("<?xml") != std::string_view::npos;
}

void read_openvino(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::openvino;
  context.artifact.shape_order = "slowest-first";
  const uint64_t limit = context.limits[LimitName::json_bytes];
  if (in.size().value_or(0) > limit) {
    context.report("xml-limit", DamageClass::limit, 0,
                   "XML of at most " + std::to_string(limit) + " bytes",
                   std::to_string(*in.size()) + "; it is not read");
    return;
  }
  const std::string text = read_all(in, limit);
  context.ranges.claim(0, text.size(), ExtentKind::metadata);
  Facts facts(context);
  IrReader reader(context, facts);
  const auto depth = static_cast<size_t>(context.limits[LimitName::json_depth]);
  const XmlResult result =
      scan_xml(text, depth, [&](const XmlTag& tag, const XmlPath& path) { reader.tag(tag, path); });
  if (result.too_deep) {
    context.report("xml-depth", DamageClass::limit, result.at,
                   "elements nested at most " + std::to_string(depth) + " deep",
                   "more; what follows is not read");
  } else if (!result.sound) {
    context.report("xml-damaged", DamageClass::damage, result.at, result.expected,
                   quoted(std::string_view(text).substr(static_cast<size_t>(result.at), 40)));
  }
  if (reader.has_constants()) {
    context.report("external-data", DamageClass::note, 0, "weights in this file",
                   "weights in the .bin of the same name beside it");
  }
  context.artifact.header_read = result.sound && !result.too_deep && reader.is_net();
  context.artifact.metadata_sha256 = canonical_metadata_digest(context.artifact.metadata);
}

}  // namespace modelaudit::inspect
