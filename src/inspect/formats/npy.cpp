// NumPy .npy: one array behind a header that is a Python literal.
//
//   93 "NUMPY", u8 major, u8 minor, u16 (1.x) or u32 (2.x, 3.x) length of the literal
//   {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }
//
// The literal is parsed for exactly these three keys, never evaluated. descr is a byte order and a
// type of fixed width; a list is a structured type and is kept as text; |O means that the payload
// is a pickle, whose imports are then named.
//
// Source: numpy.org/doc/stable/reference/generated/numpy.lib.format.html.
#include <charconv>

#include "core/checked.h"
#include "inspect/formats/cursor.h"
#include "inspect/formats/layout.h"
#include "inspect/formats/pickle.h"
#include "inspect/formats/readers.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kLongestHeader = 65536;
constexpr size_t kMostDimensions = 64;

struct NpyHeader {
  std::string descr;
  bool is_structured = false;
  bool fortran_order = false;
  std::vector<uint64_t> shape;
};

// The literal, piece by piece; every step says whether it found what it looked for.
class Literal {
 public:
  explicit Literal(std::string_view text) : rest_(text) {}

  bool take(char c) {
    skip_space();
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_word(std::string_view word) {
    skip_space();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  std::optional<std::string> text() {
    skip_space();
    if (rest_.empty() || (rest_.front() != '\'' && rest_.front() != '"')) return std::nullopt;
    const size_t end = rest_.find(rest_.front(), 1);
    if (end == std::string_view::npos || rest_.substr(0, end).find('\\') != std::string_view::npos)
      return std::nullopt;
    std::string found(rest_.substr(1, end - 1));
    rest_.remove_prefix(end + 1);
    return found;
  }
  std::optional<uint64_t> number() {
    skip_space();
    uint64_t value = 0;
    const auto [stop, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) return std::nullopt;
    rest_.remove_prefix(static_cast<size_t>(stop - rest_.data()));
    take_word("L");  // Python 2 wrote long integers so
    return value;
  }
  /// A list, as text; brackets inside texts count as text.
  std::optional<std::string> list() {
    skip_space();
    size_t depth = 0;
    char quote = '\0';
    for (size_t i = 0; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (quote != '\0') {
        if (c == quote) quote = '\0';
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[' || c == '(') {
        ++depth;
      } else if (c == ']' || c == ')') {
        if (depth == 0) return std::nullopt;
        if (--depth == 0) {
          std::string found(rest_.substr(0, i + 1));
          rest_.remove_prefix(i + 1);
          return found;
        }
      } else if (depth == 0) {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }
  bool at_end() {
    skip_space();
    return rest_.empty();
  }

 private:
  void skip_space() {
    while (!rest_.empty() &&
           (rest_.front() == ' ' || rest_.front() == '\n' || rest_.front() == '\t'))
      rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

std::optional<std::vector<uint64_t>> parse_shape(Literal& in) {
  std::vector<uint64_t> shape;
  if (!in.take('(')) return std::nullopt;
  while (!in.take(')')) {
    const std::optional<uint64_t> dimension = in.number();
    if (!dimension || shape.size() >= kMostDimensions) return std::nullopt;
    shape.push_back(*dimension);
    if (!in.take(',')) {
      if (!in.take(')')) return std::nullopt;
      break;
    }
  }
  return shape;
}

std::optional<NpyHeader> parse_header(std::string_view text) {
  Literal in(text);
  NpyHeader header;
  unsigned seen = 0;
  if (!in.take('{')) return std::nullopt;
  while (!in.take('}')) {
    const std::optional<std::string> key = in.text();
    if (!key || !in.take(':')) return std::nullopt;
    const unsigned bit = *key == "descr"           ? 1U
                         : *key == "fortran_order" ? 2U
                         : *key == "shape"         ? 4U
                                                   : 0U;
    if (bit == 0 || (seen & bit) != 0) return std::nullopt;
    seen |= bit;
    if (bit == 1) {
      std::optional<std::string> descr = in.text();
      if (!descr) {
        descr = in.list();
        header.is_structured = true;
      }
      if (!descr) return std::nullopt;
      header.descr = std::move(*descr);
    } else if (bit == 2) {
      header.fortran_order = in.take_word("True");
      if (!header.fortran_order && !in.take_word("False")) return std::nullopt;
    } else {
      std::optional<std::vector<uint64_t>> shape = parse_shape(in);
      if (!shape) return std::nullopt;
      header.shape = std::move(*shape);
    }
    if (!in.take(',') && !in.take('}')) return std::nullopt;
    if (in.at_end()) break;
  }
  return seen == 7 && in.at_end() ? std::optional<NpyHeader>(std::move(header)) : std::nullopt;
}

// Bytes of an element: `<f4` has 4; `<U5` five characters of 4.
std::optional<uint64_t> item_size(std::string_view descr) {
  if (descr.size() < 3 || std::string_view("<>|=").find(descr[0]) == std::string_view::npos)
    return std::nullopt;
  if (std::string_view("?biufcmMSaUV").find(descr[1]) == std::string_view::npos)
    return std::nullopt;
  uint64_t size = 0;
  const auto [stop, error] = std::from_chars(descr.data() + 2, descr.data() + descr.size(), size);
  const bool has_unit = descr[1] == 'm' || descr[1] == 'M';  // <M8[ns]
  if (error != std::errc() || (stop != descr.data() + descr.size() && !(has_unit && *stop == '[')))
    return std::nullopt;
  return descr[1] == 'U' ? checked_mul(size, 4) : size;
}

std::optional<uint64_t> array_bytes(const NpyHeader& header) {
  std::optional<uint64_t> bytes = header.is_structured ? std::nullopt : item_size(header.descr);
  for (const uint64_t dimension : header.shape) {
    if (bytes) bytes = checked_mul(*bytes, dimension);
  }
  return bytes;
}

bool read_npy_header(Cursor& in, ReadContext& context, Facts& facts, NpyHeader& header) {
  const Bytes start = in.peek(8);
  if (start.size() < 8) {
    context.report("cut-short", DamageClass::damage, start.size(), "the version",
                   "the end of the input");
    return false;
  }
  const uint8_t major = start[6];
  const uint8_t minor = start[7];
  context.artifact.format_version = std::to_string(major) + "." + std::to_string(minor);
  in.consume(8);
  facts.add_word("version", context.artifact.format_version, 6);
  if (major < 1 || major > 3) {
    context.report("npy-version", DamageClass::damage, 6, "version 1, 2 or 3",
                   context.artifact.format_version);
    return false;
  }
  std::optional<uint64_t> length;
  if (major == 1) {
    if (const std::optional<uint16_t> narrow = in.u16()) length = *narrow;
  } else if (const std::optional<uint32_t> wide = in.u32()) {
    length = *wide;
  }
  if (!length || *length > in.left()) {
    context.report("header-length", DamageClass::damage, 8,
                   "a header of at most " + std::to_string(in.left()) + " bytes",
                   length ? std::to_string(*length) : "the end of the input");
    return false;
  }
  if (*length > kLongestHeader) {
    context.report("header-limit", DamageClass::limit, 8,
                   "a header of at most " + std::to_string(kLongestHeader) + " bytes",
                   std::to_string(*length) + "; it is not read");
    return false;
  }
  const uint64_t at = in.position();
  const Bytes view = in.peek(static_cast<size_t>(*length));
  if (view.size() < *length) {
    context.report("cut-short", DamageClass::damage, at, "the header", "the end of the input");
    return false;
  }
  const std::string_view text = as_text(view.first(static_cast<size_t>(*length)));
  std::optional<NpyHeader> parsed = parse_header(text);
  facts.add_word("header", std::string(text.substr(0, text.find_last_not_of(" \n") + 1)), at);
  if (!parsed) {
    context.report("npy-header", DamageClass::damage, at,
                   "a literal with descr, fortran_order and shape", quoted(text));
  } else {
    header = std::move(*parsed);
  }
  in.consume(static_cast<size_t>(*length));
  context.ranges.claim(0, in.position(), ExtentKind::header);
  return parsed.has_value();
}

}  // namespace

bool is_npy(Bytes head, std::string_view /*file_name*/) {
  return head.size() >= 6 && as_text(head.first(6)) == "\x93NUMPY";
}

void read_npy(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::npy;
  Cursor cursor(in);
  Facts facts(context);
  NpyHeader header;
  if (!read_npy_header(cursor, context, facts, header)) return;
  context.artifact.header_read = true;
  context.artifact.shape_order = header.fortran_order ? "fastest-first" : "slowest-first";
  context.artifact.endian = header.descr.starts_with('>')   ? "big"
                            : header.descr.starts_with('<') ? "little"
                                                            : "";
  const uint64_t begin = cursor.position();
  Tensor array;
  array.name = "array";
  array.dtype = header.descr.substr(0, 4096);
  array.shape = header.shape;
  array.offset = begin;
  const bool is_pickle = header.descr == "|O" || header.descr == "O";
  if (is_pickle || header.is_structured) {
    if (in.size()) array.bytes = cursor.left();  // its size is its own business
  } else {
    array.bytes = array_bytes(header);
    if (!array.bytes) {
      context.report("unknown-type", DamageClass::damage, begin,
                     "a type of fixed width and a shape that fits", quoted(header.descr));
    }
  }
  facts.add(std::move(array));
  if (is_pickle) {
    context.report("npy-object-array", DamageClass::note, begin, "an array of numbers",
                   "a pickle of objects");
    read_pickle_ahead(in, facts);
  }
  lay_out_tensors(context, LayoutRules{begin, 1, false});
  if (const std::optional<uint64_t> size = in.size()) check_end(context, *size);
}

}  // namespace modelaudit::inspect
