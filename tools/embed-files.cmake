# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUTPUT, a C++ source that holds the files of FOLDER and of FILES (a list) as they are
# (pipeline/serve/page_files.h). The assembler reads them: nothing is spelled out in between.
file(GLOB_RECURSE paths RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT paths)
set(assembly "")
set(names "")
set(table "")
set(count 0)
function(embed file shown)
  set(name planrec_page_file_${count})
  set(assembly "${assembly}    \".global ${name}, ${name}_end\\n\"\n    \"${name}: .incbin \\\"${file}\\\"\\n\"\n    \"${name}_end: .byte 0\\n\"\n" PARENT_SCOPE)
  set(names "${names}extern const char ${name}[], ${name}_end[];\n" PARENT_SCOPE)
  set(table "${table}    {\"/${shown}\", {${name}, static_cast<std::size_t>(${name}_end - ${name})}},\n" PARENT_SCOPE)
  math(EXPR next "${count} + 1")
  set(count ${next} PARENT_SCOPE)
endfunction()
foreach(path ${paths})
  embed(${FOLDER}/${path} ${path})
endforeach()
foreach(file ${FILES})
  get_filename_component(shown ${file} NAME)
  embed(${file} ${shown})
endforeach()
file(WRITE ${OUTPUT} "// Made by tools/embed-files.cmake; do not edit.
#include \"pipeline/serve/page_files.h\"

asm(\".pushsection .rodata\\n\"
${assembly}    \".popsection\\n\");

extern \"C\" {
${names}}

namespace planrec::serve {
extern const PageFile kPageFiles[];
extern const unsigned kPageFileCount;
const PageFile kPageFiles[] = {
${table}};
const unsigned kPageFileCount = ${count};
}  // namespace planrec::serve
")
