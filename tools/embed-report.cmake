# SPDX-License-Identifier: GPL-3.0-or-later
# Writes OUTPUT, a C++ source that holds FOLDER's report.css and report.js as they are
# (pipeline/report/page_parts.h). The assembler reads them: nothing is spelled out in between.
set(assembly "")
foreach(part css js)
  set(name planrec_report_${part})
  string(APPEND assembly "    \".global ${name}, ${name}_end\\n\"\n    \"${name}: .incbin \\\"${FOLDER}/report.${part}\\\"\\n\"\n    \"${name}_end: .byte 0\\n\"\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by tools/embed-report.cmake; do not edit.
#include \"pipeline/report/page_parts.h\"

#include <cstddef>

asm(\".pushsection .rodata\\n\"
${assembly}    \".popsection\\n\");

extern \"C\" {
extern const char planrec_report_css[], planrec_report_css_end[];
extern const char planrec_report_js[], planrec_report_js_end[];
}

namespace planrec::report {
const std::string_view kReportStyle(planrec_report_css,
                                    static_cast<std::size_t>(planrec_report_css_end - planrec_report_css));
const std::string_view kReportScript(planrec_report_js,
                                     static_cast<std::size_t>(planrec_report_js_end - planrec_report_js));
}  // namespace planrec::report
")
