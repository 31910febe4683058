// Pickle: a program for a stack machine, read and never run.
//
// Loading a pickle calls whatever it imports, so the audit names every import and every opcode that
// would import, and executes nothing. GLOBAL and INST carry module and name in the text;
// STACK_GLOBAL takes them from the stack, so texts are followed through the stack and the memo. An
// operand that is no plain text (put together by a call, say) is an import of something unknown,
// which is a finding, not a reason to skip. Files may hold several pickles: PyTorch's old format
// stacks five (the first is a magic number), and what follows them is raw storage.
//
// Everything is bounded: opcodes, stack, memo, length of the texts kept. What is judged about the
// imports is left to policy. Source: Python 3.11 pickletools; torch/serialization.py for the
// stacked form.
#include "inspect/formats/pickle.h"

#include <array>
#include <charconv>
#include <functional>
#include <set>
#include <unordered_map>

#include "core/utf8.h"
#include "inspect/formats/cursor.h"
#include "inspect/formats/pickle_opcodes.h"
#include "inspect/formats/readers.h"
#include "inventory/canonical.h"

namespace modelaudit::inspect {
namespace {

constexpr uint64_t kMostOpcodes = 1'000'000;
constexpr size_t kMostStack = 10'000;
constexpr size_t kMostMemo = 100'000;
constexpr size_t kLongestText = 1024;
constexpr size_t kMostImports = 10'000;
constexpr size_t kLongestLine = 65536;

/// A value of the machine: a text that is known, or anything.
struct Item {
  enum class Kind : uint8_t { anything, text, mark } kind = Kind::anything;
  std::string text;
};

/// One argument, read.
struct Operand {
  uint64_t number = 0;
  std::string text;
  std::string second;
  bool is_unknown = false;  ///< text was cut or has escapes that are not followed: it names nothing
                            ///< that can be told
};

// Protocol 0 writes memo keys as lines; nearly always they are the numbers that other protocols
// write in binary.
uint64_t memo_key(const std::string& line) {
  uint64_t number = 0;
  const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), number);
  const bool whole = error == std::errc() && stop == line.data() + line.size();
  return whole ? number : std::hash<std::string>{}(line);
}

// Replaces escapes of a few digits (\x6f, \u006f, \U0000006f), which are a way to hide a name.
// False when there are others.
bool unescape(std::string& text, std::string_view kinds) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const char kind = i + 1 < text.size() ? text[i + 1] : '\0';
    const size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
    uint32_t value = 0;
    if (kinds.find(kind) == std::string_view::npos || text.size() - i - 2 < digits) return false;
    const char* const begin = text.data() + i + 2;
    const auto [stop, error] = std::from_chars(begin, begin + digits, value, 16);
    if (error != std::errc() || stop != begin + digits || value > 0x10FFFF ||
        (value >= 0xD800 && value < 0xE000))
      return false;
    append_utf8(out, value);
    i += 1 + digits;
  }
  text = std::move(out);
  return true;
}

class PickleReader {
 public:
  PickleReader(Cursor& in, Facts& facts) : in_(in), facts_(facts), context_(facts.context()) {}

  /// Reads pickles until the input ends or holds none.
  void read_all();

 private:
  enum class End { stopped, damaged, limited };
  End read_one();
  bool read_operand(Argument argument, Operand& operand);
  std::optional<std::string> read_line();
  bool read_counted(uint64_t length, Operand& operand);
  bool apply(Effect effect, const Operand& operand);
  bool fail(const std::string& expected, const std::string& found);
  void import(const std::string& module, const std::string& name);
  void import_unknown(const std::string& what);
  void push(Item item);
  Item pop();
  void drop(size_t n);
  void pop_to_mark();
  void put(uint64_t key);

  Cursor& in_;
  Facts& facts_;
  ReadContext& context_;
  uint64_t opcodes_ = 0;
  uint64_t opcode_at_ = 0;
  std::vector<Item> stack_;
  std::unordered_map<uint64_t, Item> memo_;  ///< MEMOIZE takes its size as the next key
  std::set<std::string> imports_;
  bool is_torch_magic_ = false;
  bool limited_ = false;
};

bool PickleReader::fail(const std::string& expected, const std::string& found) {
  if (const std::optional<Damage>& failure = in_.stream().failure()) {
    context_.report(failure->code, failure->damage_class, failure->offset, failure->expected,
                    failure->found);
  } else {
    context_.report("pickle-damaged", DamageClass::damage, opcode_at_, expected, found);
  }
  return false;
}

void PickleReader::import(const std::string& module, const std::string& name) {
  const std::string both = module + " " + name;
  if (imports_.size() >= kMostImports) {
    if (!limited_) {
      context_.report("pickle-limit", DamageClass::limit, opcode_at_,
                      "at most " + std::to_string(kMostImports) + " imports",
                      "more; they are not listed");
    }
    limited_ = true;
    return;
  }
  if (!imports_.insert(both).second) return;
  facts_.add_word("import", both, opcode_at_);
  context_.report("pickle-import", DamageClass::note, opcode_at_, "data only",
                  "an import of " + quoted(both) + ", which loading would do");
}

void PickleReader::import_unknown(const std::string& what) {
  if (imports_.insert(what).second) facts_.add_word("import", what, opcode_at_);
  context_.report("pickle-import-unknown", DamageClass::suspicious, opcode_at_,
                  "module and name as plain texts", what);
}

// The stack is symbolic: beyond its bound, values become unknown instead of growing it.
void PickleReader::push(Item item) {
  if (stack_.size() < kMostStack) {
    stack_.push_back(std::move(item));
  } else {
    stack_.back() = Item{};
  }
}

Item PickleReader::pop() {
  if (stack_.empty()) return {};
  Item item = std::move(stack_.back());
  stack_.pop_back();
  return item;
}

void PickleReader::drop(size_t n) {
  for (size_t i = 0; i < n; ++i) pop();
}

void PickleReader::pop_to_mark() {
  while (!stack_.empty()) {
    if (pop().kind == Item::Kind::mark) return;
  }
}

void PickleReader::put(uint64_t key) {
  if (stack_.empty() || memo_.size() >= kMostMemo) return;
  memo_[key] = stack_.back();
}

std::optional<std::string> PickleReader::read_line() {
  std::string line;
  for (;;) {
    const Bytes view = in_.peek(4096);
    const std::string_view text = as_text(view.first(std::min<size_t>(view.size(), 4096)));
    if (text.empty()) return std::nullopt;
    const size_t end = text.find('\n');
    line += text.substr(0, end);
    in_.consume(end == std::string_view::npos ? text.size() : end + 1);
    if (end != std::string_view::npos) return line;
    if (line.size() > kLongestLine) return std::nullopt;
  }
}

bool PickleReader::read_counted(uint64_t length, Operand& operand) {
  if (length > in_.left()) {
    return fail("at most " + std::to_string(in_.left()) + " bytes",
                std::to_string(length) + " announced");
  }
  operand.is_unknown = length > kLongestText;
  const bool whole = in_.pass(length, [&](Bytes piece) {
    const size_t room = kLongestText - std::min(kLongestText, operand.text.size());
    operand.text += as_text(piece.first(std::min(room, piece.size())));
  });
  return whole || fail(std::to_string(length) + " bytes", "the end of the input");
}

bool PickleReader::read_operand(Argument argument, Operand& operand) {
  const auto number = [&](auto value) {
    if (!value) return fail("an argument", "the end of the input");
    operand.number = *value;
    return true;
  };
  switch (argument) {
    case Argument::invalid: return fail("an opcode of pickle", "a byte that is none");
    case Argument::none: return true;
    case Argument::u8: return number(in_.u8());
    case Argument::u16: return number(in_.u16());
    case Argument::i32:
    case Argument::u32: return number(in_.u32());
    case Argument::u64: return number(in_.u64());
    case Argument::f64: return in_.skip(8) || fail("8 bytes", "the end of the input");
    case Argument::text8:
    case Argument::bytes8:
    case Argument::long8: return number(in_.u8()) && read_counted(operand.number, operand);
    case Argument::text32:
    case Argument::bytes32:
    case Argument::long32: return number(in_.u32()) && read_counted(operand.number, operand);
    case Argument::text64:
    case Argument::bytes64: return number(in_.u64()) && read_counted(operand.number, operand);
    case Argument::line:
    case Argument::quoted_line:
    case Argument::escaped_line:
    case Argument::two_lines: break;
  }
  std::optional<std::string> line = read_line();
  if (!line) return fail("a line", "the end of the input");
  operand.text = std::move(*line);
  if (argument == Argument::quoted_line) {
    const bool is_quoted = operand.text.size() >= 2 &&
                           operand.text.front() == operand.text.back() &&
                           (operand.text.front() == '\'' || operand.text.front() == '"');
    if (is_quoted) operand.text = operand.text.substr(1, operand.text.size() - 2);
    operand.is_unknown = !unescape(operand.text, "x");
  } else if (argument == Argument::escaped_line) {
    operand.is_unknown = !unescape(operand.text, "uU");
  } else if (argument == Argument::two_lines) {
    std::optional<std::string> second = read_line();
    if (!second) return fail("a second line", "the end of the input");
    operand.second = std::move(*second);
  }
  return true;
}

// False at STOP.
bool PickleReader::apply(Effect effect, const Operand& operand) {
  switch (effect) {
    case Effect::nothing: break;
    case Effect::push: push({}); break;
    case Effect::push_text:
      push({operand.is_unknown ? Item::Kind::anything : Item::Kind::text, operand.text});
      break;
    case Effect::mark: push({Item::Kind::mark, {}}); break;
    case Effect::dup: push(stack_.empty() ? Item{} : stack_.back()); break;
    case Effect::pop: drop(1); break;
    case Effect::pop2: drop(2); break;
    case Effect::pop1_push: drop(1), push({}); break;
    case Effect::pop2_push: drop(2), push({}); break;
    case Effect::pop3_push: drop(3), push({}); break;
    case Effect::pop_mark:
    case Effect::append_mark: pop_to_mark(); break;
    case Effect::build_from_mark:
    case Effect::obj: pop_to_mark(), push({}); break;
    case Effect::put:
    case Effect::get: {
      const uint64_t key = operand.text.empty() ? operand.number : memo_key(operand.text);
      if (effect == Effect::put) {
        put(key);
      } else {
        const auto found = memo_.find(key);
        push(found == memo_.end() ? Item{} : found->second);
      }
      break;
    }
    case Effect::memoize: put(memo_.size()); break;
    case Effect::global:
      import(operand.text, operand.second);
      push({});
      break;
    case Effect::inst:
      import(operand.text, operand.second);
      pop_to_mark();
      push({});
      break;
    case Effect::stack_global: {
      const Item name = pop();
      const Item module = pop();
      if (name.kind == Item::Kind::text && module.kind == Item::Kind::text) {
        import(module.text, name.text);
      } else {
        import_unknown("an import whose name is made while loading");
      }
      push({});
      break;
    }
    case Effect::extension:
      import_unknown("extension " + std::to_string(operand.number) + " of the reader's registry");
      push({});
      break;
    case Effect::stop: return false;
  }
  return true;
}

PickleReader::End PickleReader::read_one() {
  stack_.clear();
  memo_.clear();
  for (;;) {
    opcode_at_ = in_.position();
    if (++opcodes_ > kMostOpcodes) {
      context_.report("pickle-limit", DamageClass::limit, opcode_at_,
                      "at most " + std::to_string(kMostOpcodes) + " opcodes",
                      "more; what follows is not read");
      return End::limited;
    }
    const std::optional<uint8_t> code = in_.u8();
    if (!code) {
      fail("an opcode", "the end of the input before STOP");
      return End::damaged;
    }
    Operand operand;
    if (!read_operand(kOpcodes[*code].argument, operand)) return End::damaged;
    if (*code == 0x80 && operand.number > 5) {
      fail("protocol 0 to 5", std::to_string(operand.number));
      return End::damaged;
    }
    // LONG1 0x1950a86a20f9469cfc6c: the number that begins PyTorch's stacked format.
    if (*code == 0x8A && operand.text == "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19")
      is_torch_magic_ = true;
    if (!apply(kOpcodes[*code].effect, operand)) return End::stopped;
  }
}

void PickleReader::read_all() {
  constexpr uint64_t kTorchPickles = 5;  // magic, protocol, system, object, keys of the storages
  const std::optional<uint64_t> size = in_.stream().size();
  for (uint64_t number = 0;; ++number) {
    const uint64_t begin = in_.position();
    const Bytes next = in_.peek(1);
    if (next.empty()) break;
    const bool torch_storage = is_torch_magic_ && number == kTorchPickles;
    // After STOP another pickle may follow; it is one if it begins as one.
    const bool begins = next[0] == 0x80 || number == 0 || is_torch_magic_ ||
                        kOpcodes[next[0]].argument != Argument::invalid;
    if (torch_storage) {
      context_.artifact.format_version = "torch-stacked";
      context_.report(
          "storages-not-listed", DamageClass::note, begin, "a directory of storages",
          "raw storages in the order of their keys; they are hashed with the file only");
      if (size) context_.ranges.claim(begin, *size, ExtentKind::tensor);
      return;
    }
    if (!begins) {
      context_.report("trailing-bytes", DamageClass::suspicious, begin,
                      "another pickle or the end of the input", "bytes that are neither");
      return;
    }
    const End end = read_one();
    context_.ranges.claim(begin, in_.position(), ExtentKind::metadata);
    if (end != End::stopped) return;
    context_.artifact.header_read = true;
  }
}

bool plausible_second(uint8_t code) {
  return code == 0x95 || kOpcodes[code].argument != Argument::invalid;
}

}  // namespace

void read_pickle_ahead(ByteStream& in, Facts& facts) {
  const Bytes view = in.peek(ByteStream::kWindow);
  const bool all = view.size() < ByteStream::kWindow || in.left() <= view.size();
  MemoryStream ahead(view);
  Cursor cursor(ahead);
  if (!all) {
    facts.context().report("pickle-limit", DamageClass::limit, in.position(),
                           "a pickle of at most " + std::to_string(view.size()) + " bytes here",
                           "a longer one; its end is not read");
  }
  // Places are told from the pickle's begin; its extents are the caller's.
  ReadContext& outer = facts.context();
  Artifact scratch;
  RangeMap ranges;
  std::vector<Damage> damages;
  ReadContext inner{outer.limits, scratch, outer.texts, outer.relations, ranges, damages};
  Facts found(inner);
  PickleReader(cursor, found).read_all();
  for (MetadataEntry& entry : scratch.metadata) {
    entry.offset += in.position();
    facts.add(std::move(entry));
  }
  for (Damage& damage : damages) {
    if (!all && damage.code == "pickle-damaged") continue;  // cut by the window
    outer.report(std::move(damage.code), damage.damage_class, damage.offset + in.position(),
                 std::move(damage.expected), std::move(damage.found));
  }
}

bool is_pickle(Bytes head, std::string_view file_name) {
  if (head.size() >= 3 && head[0] == 0x80 && head[1] >= 1 && head[1] <= 5 &&
      plausible_second(head[2]))
    return true;
  // Protocols 0 and 1 have no mark: the name must say so.
  if (head.empty() || is_foreign_content(head) || kOpcodes[head[0]].argument == Argument::invalid)
    return false;
  const std::string lower = ascii_lower(file_name);
  for (const char* ending : {".pkl", ".pickle", ".pt", ".pth", ".ckpt", ".joblib", ".dill"}) {
    if (lower.ends_with(ending)) return true;
  }
  return false;
}

void read_pickle(ByteStream& in, ReadContext& context) {
  context.artifact.kind = ArtifactKind::pickle;
  Cursor cursor(in);
  Facts facts(context);
  const Bytes head = in.peek(2);
  if (head.size() == 2 && head[0] == 0x80) facts.add_number("protocol", "u8", head[1], 1);
  PickleReader(cursor, facts).read_all();
  context.artifact.metadata_sha256 = canonical_metadata_digest(context.artifact.metadata);
}

}  // namespace modelaudit::inspect
