// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/office_fonts.h"

#include <array>
#include <string_view>

namespace planrec::batch {
namespace {

/// Families that documents name, and what they are set in instead, first choice first: fonts with
/// all Vietnamese letters (`fc-list :lang=vi`), those of the same widths before others.
struct Instead {
  std::array<std::string_view, 8> families;
  std::array<std::string_view, 4> fonts;
};
constexpr Instead kInstead[] = {
    {{"Times New Roman", "Times", ".VnTime", ".VnTimeH", "VNI-Times", "Liberation Serif", "serif",
      "Cambria"},
     {"Tinos", "Noto Serif", "FreeSerif", "DejaVu Serif"}},
    {{"Arial", "Helvetica", ".VnArial", ".VnArialH", "VNI-Helve", "Liberation Sans", "sans-serif",
      "Tahoma"},
     {"Arimo", "Noto Sans", "FreeSans", "DejaVu Sans"}},
    {{"Calibri", "Verdana", "Segoe UI", "Carlito", "", "", "", ""},
     {"Arimo", "Noto Sans", "FreeSans", "DejaVu Sans"}},
    {{"Courier New", "Courier", ".VnCourier", "Liberation Mono", "monospace", "", "", ""},
     {"Cousine", "Noto Sans Mono", "FreeMono", "DejaVu Sans Mono"}},
};
/// All that may be used: these, and those that documents name where they are there. LibreOffice has
/// a list of its own of what to take instead, fonts without Vietnamese letters among them.
constexpr std::string_view kAccepted[] = {
    "Tinos",           "Arimo",    "Cousine",     "Noto Serif",   "Noto Sans",   "Noto Sans Mono",
    "FreeSerif",       "FreeSans", "FreeMono",    "DejaVu Serif", "DejaVu Sans", "DejaVu Sans Mono",
    "Times New Roman", "Arial",    "Courier New", "Tahoma",       "Verdana",     "Calibri",
    "Cambria",         "Segoe UI", "OpenSymbol",  "Symbol",       "Wingdings",   "Webdings"};

/// Any other family: most documents of offices are set in a font with serifs.
constexpr std::array<std::string_view, 4> kElse = kInstead[0].fonts;

void AppendFamilies(std::string& out, const std::array<std::string_view, 4>& fonts) {
  for (const std::string_view font : fonts) out += "<string>" + std::string(font) + "</string>";
}

}  // namespace

std::string OfficeFonts(const std::string& workshop) {
  std::string out =
      "<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n"
      "<fontconfig>\n<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>\n"
      "<cachedir>/var/cache/fontconfig</cachedir><cachedir>" +
      workshop + "/fonts</cachedir>\n";
  for (const Instead& instead : kInstead) {
    for (const std::string_view family : instead.families) {
      if (family.empty()) continue;
      out += "<match target=\"pattern\"><test name=\"family\" qual=\"any\"><string>" +
             std::string(family) +
             "</string></test><edit name=\"family\" mode=\"append\" binding=\"same\">";
      AppendFamilies(out, instead.fonts);
      out += "</edit></match>\n";
    }
  }
  out +=
      "<selectfont><rejectfont><pattern><patelt name=\"scalable\"><bool>true</bool></patelt>"
      "</pattern></rejectfont><acceptfont>";
  for (const std::string_view family : kAccepted) {
    out += "<pattern><patelt name=\"family\"><string>" + std::string(family) +
           "</string></patelt></pattern>";
  }
  out += "</acceptfont></selectfont>\n";
  out += "<match target=\"pattern\"><edit name=\"family\" mode=\"append_last\">";
  AppendFamilies(out, kElse);
  out += "</edit></match>\n</fontconfig>\n";
  return out;
}

}  // namespace planrec::batch
