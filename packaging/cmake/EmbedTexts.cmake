# SPDX-License-Identifier: Apache-2.0
# Writes ${OUT}: a C++ file with the texts of ${FILES} (separated by |), given by ${FUNCTION}().
string(REPLACE "|" ";" files "${FILES}")
list(LENGTH files count)
set(entries "")
foreach(file IN LISTS files)
  file(READ "${file}" text)
  get_filename_component(name "${file}" NAME)
  string(APPEND entries "    {\"${name}\", R\"otto_text(${text})otto_text\"},\n")
endforeach()
file(WRITE "${OUT}" "#include \"core/base/EmbeddedText.h\"

#include <array>

namespace otto {

std::span<const EmbeddedText> ${FUNCTION}();

std::span<const EmbeddedText> ${FUNCTION}()
{
    static constexpr std::array<EmbeddedText, ${count}> kTexts{{
${entries}    }};
    return kTexts;
}

}  // namespace otto
")
