#include "cli/flags.h"

#include <boost/test/unit_test.hpp>

using namespace modelaudit::cli;

namespace {

Parsed parsed(std::vector<const char*> words) {
  words.insert(words.begin(), "modelaudit");
  return parse_arguments(static_cast<int>(words.size()), words.data());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(flags_of_commands)

BOOST_AUTO_TEST_CASE(values_switches_and_operands_are_told_apart) {
  const Parsed result = parsed({"scan", "a", "--fail-on", "low", "--quiet", "b", "--output=json=x", "-o", "text=-"});
  BOOST_REQUIRE(result.arguments.has_value());
  BOOST_TEST(result.arguments->operands.size() == 2);
  BOOST_TEST(result.arguments->value("fail-on") == "low");
  BOOST_TEST(result.arguments->has("quiet"));
  BOOST_TEST(result.arguments->all("output").size() == 2);
  BOOST_TEST(result.arguments->value("links", "inside") == "inside");
}

BOOST_AUTO_TEST_CASE(operands_that_look_like_flags_follow_two_dashes) {
  const Parsed result = parsed({"scan", "--", "--json"});
  BOOST_REQUIRE(result.arguments.has_value());
  BOOST_TEST(result.arguments->operands.at(0) == "--json");
  BOOST_TEST(!result.arguments->has("json"));
}

BOOST_AUTO_TEST_CASE(mistakes_name_the_nearest_word) {
  BOOST_TEST(parsed({"scan", "x", "--fial-on", "low"}).error.find("--fail-on") != std::string::npos);
  BOOST_TEST(parsed({"scna"}).error.find("'scan'") != std::string::npos);
  BOOST_TEST(parsed({"scan"}).exit_code == 2);
  BOOST_TEST(parsed({"scan", "x", "--use", "host", "--use", "embed"}).exit_code == 2);
}

BOOST_AUTO_TEST_CASE(help_starts_with_examples_and_names_every_flag) {
  for (const Command& command : commands()) {
    const std::string help = help_text(&command);
    BOOST_TEST(help.starts_with("Examples:"));
    for (const Flag& flag : flags()) {
      const bool named = help.find("--" + std::string(flag.name) + " ") != std::string::npos;
      if (flag_belongs_to(flag, command.name)) BOOST_TEST(named, command.name << " " << flag.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_flag_belongs_to_a_command_and_is_documented) {
  for (const Flag& flag : flags()) {
    bool used = false;
    for (const Command& command : commands()) used = used || flag_belongs_to(flag, command.name);
    BOOST_TEST(used, flag.name);
    BOOST_TEST(!flag.about.empty(), flag.name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
