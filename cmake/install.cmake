# cmake --install and a .deb by CPack: program, compiled rulebook, completions, man page, manual. The program finds the
# rulebook relative to itself (src/assess/rulebook/locate.h).
include(GNUInstallDirs)
set(generated ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${generated})
foreach(kind bash zsh fish man)
  add_custom_command(OUTPUT ${generated}/modelaudit.${kind}
    COMMAND modelaudit completions ${kind} > ${generated}/modelaudit.${kind}
    DEPENDS modelaudit VERBATIM)
  list(APPEND completions ${generated}/modelaudit.${kind})
endforeach()
add_custom_target(completions ALL DEPENDS ${completions})

install(TARGETS modelaudit RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_BINARY_DIR}/share/modelaudit/rulebook.bin DESTINATION ${CMAKE_INSTALL_DATADIR}/modelaudit)
install(FILES ${generated}/modelaudit.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME modelaudit)
install(FILES ${generated}/modelaudit.zsh DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions RENAME _modelaudit)
install(FILES ${generated}/modelaudit.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
install(FILES ${generated}/modelaudit.man DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 RENAME modelaudit.1)
install(FILES README.md CHANGELOG.md DESIGN.md SECURITY.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME modelaudit)
set(CPACK_PACKAGE_VENDOR modelaudit)
set(CPACK_PACKAGE_CONTACT "the maintainers of modelaudit")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Redistribution-risk reports for model weights")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_STRIP_FILES ON)
include(CPack)
