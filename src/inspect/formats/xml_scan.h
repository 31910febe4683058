// A scanner for XML that nobody should trust: tags and attributes forward, no tree, no DTD, no
// entities but the five.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "inspect/formats/format.h"

namespace modelaudit::inspect {

struct XmlTag {
  std::string_view name;
  std::map<std::string, std::string, std::less<>>
      attributes;  ///< a name given twice keeps its first value
  uint64_t at = 0;
  std::string_view attribute(std::string_view name_wanted) const {
    const auto found = attributes.find(name_wanted);
    return found == attributes.end() ? std::string_view() : std::string_view(found->second);
  }
};

/// Names of the elements that are open, outermost first, the tag's own last.
using XmlPath = std::vector<std::string>;

struct XmlResult {
  bool sound = true;
  uint64_t at = 0;  ///< where it stopped being XML
  std::string expected;
  bool too_deep = false;
};

/// Calls `begin` for every start tag (and empty element). Stops at a document type, at anything
/// that is no XML, and below `most_depth` elements.
XmlResult scan_xml(std::string_view text, size_t most_depth,
                   const std::function<void(const XmlTag&, const XmlPath&)>& begin);

}  // namespace modelaudit::inspect
