// JSON of a stranger, read as a tree: RFC 8259 without the freedom that two readers use
// differently.
//
// Refused: a key twice in one object, invalid UTF-8, lone surrogates, nesting above a bound,
// documents above a size, and anything after the document. Boost.JSON's basic_parser does the
// lexing and tells of each event, so that duplicate keys are seen before a tree could hide them;
// reals are read from their digits, because the parser's own result may be one unit off in the last
// place.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <string_view>

#include "core/result.h"

namespace modelaudit::report {

struct JsonBounds {
  uint64_t bytes = uint64_t{1} << 30;
  size_t depth = 32;
  size_t values = static_cast<size_t>(-1);  ///< of any kind, containers too: bounds the tree
};

/// The Damage's offset is the byte where the reader stopped.
Result<boost::json::value> parse_strict_json(std::string_view document,
                                             const JsonBounds& bounds = {});

}  // namespace modelaudit::report
