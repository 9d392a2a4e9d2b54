# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUTPUT, a C++ source that holds the text of INPUT as a string, in pieces below the length
# that compilers must accept.
file(READ ${INPUT} text)
string(LENGTH "${text}" length)
set(out "// Made from the JSON Schema; do not edit.\nnamespace planrec::schemas {\nextern const char* const kSchemaPieces[];\nconst char* const kSchemaPieces[] = {\n")
set(at 0)
while(at LESS length)
  string(SUBSTRING "${text}" ${at} 8000 piece)
  string(APPEND out "R\"schema(${piece})schema\",\n")
  math(EXPR at "${at} + 8000")
endwhile()
string(APPEND out "nullptr};\n}  // namespace planrec::schemas\n")
file(WRITE ${OUTPUT} "${out}")
