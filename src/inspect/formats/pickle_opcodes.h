// The opcodes of pickle as one table: what follows each of them in the file, and what it does to a
// stack on which only texts and marks are told apart.
//
// Lists, dictionaries and objects are all "anything": an audit follows the names that imports are
// made of, not the data. Source: Python 3.11 pickletools.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace modelaudit::inspect {

// clang-format off
/// What follows an opcode: a number of so many bits, a text or bytes with a length of so many bits,
/// or lines (quoted as in Python, or with \u escapes).
enum class Argument : uint8_t {
  invalid, none, line, two_lines, quoted_line, escaped_line, u8, u16, i32, u32, u64, f64,
  text8, text32, text64, bytes8, bytes32, bytes64, long8, long32,
};

/// What an opcode does to the symbolic stack.
enum class Effect : uint8_t {
  nothing, push, push_text, mark, dup, pop, pop2, pop_mark, append_mark, build_from_mark,
  pop1_push, pop2_push, pop3_push, put, get, memoize, global, inst, stack_global, extension, obj,
  stop,
};

struct OpcodeRow {
  uint8_t code;
  std::string_view name;
  Argument argument;
  Effect effect;
};

constexpr std::array kOpcodeRows = {
    OpcodeRow{'(', "MARK", Argument::none, Effect::mark},
    OpcodeRow{')', "EMPTY_TUPLE", Argument::none, Effect::push},
    OpcodeRow{'.', "STOP", Argument::none, Effect::stop},
    OpcodeRow{'0', "POP", Argument::none, Effect::pop},
    OpcodeRow{'1', "POP_MARK", Argument::none, Effect::pop_mark},
    OpcodeRow{'2', "DUP", Argument::none, Effect::dup},
    OpcodeRow{'B', "BINBYTES", Argument::bytes32, Effect::push},
    OpcodeRow{'C', "SHORT_BINBYTES", Argument::bytes8, Effect::push},
    OpcodeRow{'F', "FLOAT", Argument::line, Effect::push},
    OpcodeRow{'G', "BINFLOAT", Argument::f64, Effect::push},
    OpcodeRow{'I', "INT", Argument::line, Effect::push},
    OpcodeRow{'J', "BININT", Argument::i32, Effect::push},
    OpcodeRow{'K', "BININT1", Argument::u8, Effect::push},
    OpcodeRow{'L', "LONG", Argument::line, Effect::push},
    OpcodeRow{'M', "BININT2", Argument::u16, Effect::push},
    OpcodeRow{'N', "NONE", Argument::none, Effect::push},
    OpcodeRow{'P', "PERSID", Argument::line, Effect::push},
    OpcodeRow{'Q', "BINPERSID", Argument::none, Effect::pop1_push},
    OpcodeRow{'R', "REDUCE", Argument::none, Effect::pop2_push},
    OpcodeRow{'S', "STRING", Argument::quoted_line, Effect::push_text},
    OpcodeRow{'T', "BINSTRING", Argument::bytes32, Effect::push_text},
    OpcodeRow{'U', "SHORT_BINSTRING", Argument::bytes8, Effect::push_text},
    OpcodeRow{'V', "UNICODE", Argument::escaped_line, Effect::push_text},
    OpcodeRow{'X', "BINUNICODE", Argument::text32, Effect::push_text},
    OpcodeRow{']', "EMPTY_LIST", Argument::none, Effect::push},
    OpcodeRow{'a', "APPEND", Argument::none, Effect::pop},
    OpcodeRow{'b', "BUILD", Argument::none, Effect::pop},
    OpcodeRow{'c', "GLOBAL", Argument::two_lines, Effect::global},
    OpcodeRow{'d', "DICT", Argument::none, Effect::build_from_mark},
    OpcodeRow{'e', "APPENDS", Argument::none, Effect::append_mark},
    OpcodeRow{'g', "GET", Argument::line, Effect::get},
    OpcodeRow{'h', "BINGET", Argument::u8, Effect::get},
    OpcodeRow{'i', "INST", Argument::two_lines, Effect::inst},
    OpcodeRow{'j', "LONG_BINGET", Argument::u32, Effect::get},
    OpcodeRow{'l', "LIST", Argument::none, Effect::build_from_mark},
    OpcodeRow{'o', "OBJ", Argument::none, Effect::obj},
    OpcodeRow{'p', "PUT", Argument::line, Effect::put},
    OpcodeRow{'q', "BINPUT", Argument::u8, Effect::put},
    OpcodeRow{'r', "LONG_BINPUT", Argument::u32, Effect::put},
    OpcodeRow{'s', "SETITEM", Argument::none, Effect::pop2},
    OpcodeRow{'t', "TUPLE", Argument::none, Effect::build_from_mark},
    OpcodeRow{'u', "SETITEMS", Argument::none, Effect::append_mark},
    OpcodeRow{'}', "EMPTY_DICT", Argument::none, Effect::push},
    OpcodeRow{0x80, "PROTO", Argument::u8, Effect::nothing},
    OpcodeRow{0x81, "NEWOBJ", Argument::none, Effect::pop2_push},
    OpcodeRow{0x82, "EXT1", Argument::u8, Effect::extension},
    OpcodeRow{0x83, "EXT2", Argument::u16, Effect::extension},
    OpcodeRow{0x84, "EXT4", Argument::i32, Effect::extension},
    OpcodeRow{0x85, "TUPLE1", Argument::none, Effect::pop1_push},
    OpcodeRow{0x86, "TUPLE2", Argument::none, Effect::pop2_push},
    OpcodeRow{0x87, "TUPLE3", Argument::none, Effect::pop3_push},
    OpcodeRow{0x88, "NEWTRUE", Argument::none, Effect::push},
    OpcodeRow{0x89, "NEWFALSE", Argument::none, Effect::push},
    OpcodeRow{0x8A, "LONG1", Argument::long8, Effect::push},
    OpcodeRow{0x8B, "LONG4", Argument::long32, Effect::push},
    OpcodeRow{0x8C, "SHORT_BINUNICODE", Argument::text8, Effect::push_text},
    OpcodeRow{0x8D, "BINUNICODE8", Argument::text64, Effect::push_text},
    OpcodeRow{0x8E, "BINBYTES8", Argument::bytes64, Effect::push},
    OpcodeRow{0x8F, "EMPTY_SET", Argument::none, Effect::push},
    OpcodeRow{0x90, "ADDITEMS", Argument::none, Effect::append_mark},
    OpcodeRow{0x91, "FROZENSET", Argument::none, Effect::build_from_mark},
    OpcodeRow{0x92, "NEWOBJ_EX", Argument::none, Effect::pop3_push},
    OpcodeRow{0x93, "STACK_GLOBAL", Argument::none, Effect::stack_global},
    OpcodeRow{0x94, "MEMOIZE", Argument::none, Effect::memoize},
    OpcodeRow{0x95, "FRAME", Argument::u64, Effect::nothing},
    OpcodeRow{0x96, "BYTEARRAY8", Argument::bytes64, Effect::push},
    OpcodeRow{0x97, "NEXT_BUFFER", Argument::none, Effect::push},
    OpcodeRow{0x98, "READONLY_BUFFER", Argument::none, Effect::nothing},
};
// clang-format on

struct Opcode {
  Argument argument = Argument::invalid;
  Effect effect = Effect::nothing;
};

/// By the opcode's byte.
constexpr std::array<Opcode, 256> kOpcodes = [] {
  std::array<Opcode, 256> table{};
  for (const OpcodeRow& row : kOpcodeRows) table[row.code] = {row.argument, row.effect};
  return table;
}();

}  // namespace modelaudit::inspect
