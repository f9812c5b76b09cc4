# SPDX-License-Identifier: Apache-2.0
# What every target of the product shares: language, warnings, sanitizers, ccache, and how a library
# of one folder and a test of one class are declared.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

# moc 6.4 reads standard headers too and stumbles over libstdc++ 12's <concepts>: its guard hides
# it.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

find_program(OTTO_CCACHE ccache)
if(OTTO_CCACHE AND NOT OTTO_COVERAGE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${OTTO_CCACHE}")
endif()

add_library(otto_options INTERFACE)
target_compile_options(otto_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wdouble-promotion -Wformat=2
  -Wimplicit-fallthrough
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${OTTO_WERROR}>:-Werror>)
if(OTTO_SANITIZE)
  string(REPLACE ";" "," otto_sanitizers "${OTTO_SANITIZE}")
  add_compile_options(-fsanitize=${otto_sanitizers} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${otto_sanitizers})
endif()
if(OTTO_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()

# What programs, tests and benches allocate with; sanitizers bring their own.
add_library(otto_allocator INTERFACE)
if(NOT OTTO_SANITIZE)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(JEMALLOC REQUIRED IMPORTED_TARGET jemalloc)
  target_link_libraries(otto_allocator INTERFACE PkgConfig::JEMALLOC)
endif()

add_library(otto_qt_options INTERFACE)
target_compile_definitions(otto_qt_options INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_FOREACH
  QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_KEYWORDS QT_USE_QSTRINGBUILDER
  QT_DISABLE_DEPRECATED_BEFORE=0x060400)
target_link_libraries(otto_qt_options INTERFACE otto_options)

# otto_core_library(<folder> SOURCES ... [LINK ...] [PRIVATE_LINK ...])
# One static library per folder of core; LINK names the folders it may see (the arrows of the
# design).
function(otto_core_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(otto_${name} STATIC ${ARG_SOURCES})
  set_target_properties(otto_${name} PROPERTIES AUTOMOC OFF AUTOUIC OFF)
  target_include_directories(otto_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(otto_${name} PUBLIC ${ARG_LINK} PRIVATE otto_options ${ARG_PRIVATE_LINK})
endfunction()

# otto_add_test(<tst_Class> SOURCES ... LIBRARIES ... [KAFKA] [WIDGETS] [TIMEOUT seconds])
# One executable per test class. KAFKA marks a test that starts a real broker; WIDGETS one that
# needs a window system and runs offscreen.
function(otto_add_test name)
  cmake_parse_arguments(ARG "KAFKA;WIDGETS" "TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
  add_executable(${name} ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES AUTOMOC ON)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_definitions(${name} PRIVATE OTTO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE
    ${ARG_LIBRARIES} Qt6::Test otto_options otto_allocator)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT}
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;TZ=UTC")
  if(ARG_KAFKA)
    set_tests_properties(${name} PROPERTIES
      LABELS kafka PROCESSORS 2 FIXTURES_REQUIRED kafka_broker)
  endif()
endfunction()

# otto_embed_texts(<target> <function> FILES ...)
# Compiles the files into the target: `std::span<const EmbeddedText> otto::<function>()` gives their
# names without folder and their texts, in the order of the names.
function(otto_embed_texts target function)
  cmake_parse_arguments(ARG "" "" "FILES" ${ARGN})
  set(script "${PROJECT_SOURCE_DIR}/packaging/cmake/EmbedTexts.cmake")
  set(out "${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp")
  list(SORT ARG_FILES)
  list(JOIN ARG_FILES "|" files)
  add_custom_command(OUTPUT "${out}"
    COMMAND "${CMAKE_COMMAND}" "-DOUT=${out}" "-DFUNCTION=${function}" "-DFILES=${files}"
      -P "${script}"
    DEPENDS ${ARG_FILES} "${script}"
    COMMENT "Embedding ${function}" VERBATIM)
  target_sources(${target} PRIVATE "${out}")
endfunction()
