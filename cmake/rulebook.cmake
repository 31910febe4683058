# The compiled rulebook: share/modelaudit/rulebook.bin in the build folder, made again whenever a rule, a license record
# or a fingerprint changes. The program finds it beside itself (src/assess/rulebook/locate.h).
file(GLOB_RECURSE rulebook_sources CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/rules/*.xml ${CMAKE_SOURCE_DIR}/rules/VERSION ${CMAKE_SOURCE_DIR}/rules/known/*.tsv
  ${CMAKE_SOURCE_DIR}/licenses/*.xml ${CMAKE_SOURCE_DIR}/licenses/*.fp)

add_executable(modelaudit-rulec ${CMAKE_SOURCE_DIR}/tools/rulec.cpp ${CMAKE_SOURCE_DIR}/src/cli/compile_rules.cpp)
target_link_libraries(modelaudit-rulec PRIVATE room_rulebook room_terms)

set(MODELAUDIT_RULEBOOK ${CMAKE_BINARY_DIR}/share/modelaudit/rulebook.bin)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/share/modelaudit)
add_custom_command(
  OUTPUT ${MODELAUDIT_RULEBOOK}
  COMMAND modelaudit-rulec ${CMAKE_SOURCE_DIR}/rules ${CMAKE_SOURCE_DIR}/licenses ${MODELAUDIT_RULEBOOK}
  DEPENDS modelaudit-rulec ${rulebook_sources}
  COMMENT "Compiling the rulebook"
  VERBATIM)
add_custom_target(rulebook ALL DEPENDS ${MODELAUDIT_RULEBOOK})
if(TARGET modelaudit)
  add_dependencies(modelaudit rulebook)
endif()

# docs/codes is made from the rules and committed; a test says when it is out of date.
add_custom_target(codes_pages
  COMMAND modelaudit-rulec --codes ${CMAKE_SOURCE_DIR}/rules ${CMAKE_SOURCE_DIR}/licenses ${CMAKE_SOURCE_DIR}/docs/codes
  VERBATIM)
