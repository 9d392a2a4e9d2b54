// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_digits/field_line.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "pipeline/core/utf8.h"
#include "tools/lab/train_digits/field_sheet.h"

namespace planrec::train_digits {
namespace {

using samples::Random;

const std::vector<std::string> kNumberWords = {"Số:", "Số:", "Số:", "Số :", "Số", "số:", "SỐ:"};
const std::vector<std::string> kSymbols = {
    "/KH-UBND",    "/QĐ-UBND",    "/SYT-NVY",   "/BC-SYT",    "/TB-ĐHTĐ",       "/KH-BCĐ",
    "/TTr-SGDĐT",  "-CV/TU",      "-KH/HU",     "/CT-UBND",   "/GM-SYT",        "/UBND-KT",
    "/HD-SNV",     "/NQ-HĐND",    "/BTTTT-THH", "/TT-BCT",    "/CV-TTKSBT",     "/HC-CNHC",
    "/KH-SYT-CĐN", "/BYT-KCB",    "/TTg-KSTT",  "/VPCP-KGVX", "/PA-BCH",        "/TM-SYT",
    "/CTPH-LĐLĐ",  "/STC-QLG",    "-QĐ/TW",     "/QĐ-TTg",    "/2024/QĐ-UBND",  "/2025/TT-BYT",
    "/KH-THPTNT",  "/PGDĐT-TCCB", "/KH-TTra",   "/STTTT-VP",  "/BQLKKT-QLĐTXD", "/QĐ-XPVPHC"};
const std::vector<std::string> kOtherLines = {"V/v triển khai kế hoạch",
                                              "TỈNH ĐỒNG THÁP",
                                              "Độc lập - Tự do - Hạnh phúc",
                                              "SỞ Y TẾ",
                                              "KẾ HOẠCH",
                                              "thực hiện quyết định",
                                              "ỦY BAN NHÂN DÂN",
                                              "tăng cường quản lý"};
// Faces with Vietnamese letters, the genre's own first; others print what is put in.
struct Family {
  int weight;
  const char* name;
};
constexpr std::array<Family, 9> kFamilies = {{{40, "TeX Gyre Termes"},
                                              {14, "FreeSerif"},
                                              {6, "TeX Gyre Schola"},
                                              {6, "TeX Gyre Bonum"},
                                              {6, "TeX Gyre Pagella"},
                                              {6, "TeX Gyre Heros"},
                                              {4, "FreeSans"},
                                              {4, "DejaVu Serif"},
                                              {3, "DejaVu Sans"}}};
const std::vector<std::string> kInsertedFamilies = {
    "Liberation Sans",   "Liberation Serif",  "Liberation Mono",  "FreeMono",
    "FreeSans",          "TeX Gyre Termes",   "TeX Gyre Heros",   "TeX Gyre Cursor",
    "TeX Gyre Adventor", "DejaVu Sans",       "DejaVu Sans Mono", "DejaVu Serif",
    "FreeSerif",         "TeX Gyre Heros Cn", "TeX Gyre Pagella"};

enum class Field { kNumber, kDay, kMonth };
enum class Filling { kPen, kInserted, kPrinted, kNothing };

/// What stands where on the sheet.
struct Layout {
  double word_x0 = 0, word_x1 = 0;    ///< the printed word before the field
  double field_x0 = 0, field_x1 = 0;  ///< the filled-in ink
  double after_x0 = 0, after_x1 = 0;  ///< the print behind it
  std::vector<Mark> marks;
};

PrintFace PickFace(bool date, Random& random) {
  int total = 0;
  for (const Family& family : kFamilies) total += family.weight;
  int at = random.Between(1, total);
  PrintFace face;
  for (const Family& family : kFamilies) {
    face.family = family.name;
    if ((at -= family.weight) <= 0) break;
  }
  face.italic = random.Chance(date ? 0.85 : 0.08);
  face.bold = random.Chance(0.05);
  return face;
}

std::string PickValue(Field field, Random& random) {
  int value = 0;
  if (field == Field::kDay) value = random.Between(1, 31);
  if (field == Field::kMonth) value = random.Between(1, 12);
  if (field != Field::kNumber) {
    std::string text = std::to_string(value);
    return value < 10 && random.Chance(field == Field::kDay || value < 3 ? 0.8 : 0.5) ? "0" + text
                                                                                      : text;
  }
  const double length = random.Unit();
  const int digits = length < 0.06   ? 1
                     : length < 0.34 ? 2
                     : length < 0.64 ? 3
                     : length < 0.97 ? 4
                                     : 5;
  std::string text(1, static_cast<char>('1' + random.Between(0, 8)));
  if (digits == 2 && random.Chance(0.35)) return "0" + text;
  while (static_cast<int>(text.size()) < digits)
    text += static_cast<char>('0' + random.Between(0, 9));
  if (random.Chance(0.05)) text += random.Pick(std::vector<char>{'a', 'b', 'B', 'A'});
  return text;
}

/// Digits by a pen from `x` on; returns where they end.
double WriteByPen(FieldSheet& sheet, const DigitShapes& shapes, const std::string& value, double x,
                  Random& random, std::vector<Mark>& marks) {
  const Hand hand(shapes, random);
  const double size = 0.85 + (random.Chance(0.1) ? 1.25 : 0.85) * random.Unit();
  const double slant = -0.12 + 0.54 * random.Unit(), stretch = 0.75 + 0.4 * random.Unit();
  const double spacing = -0.1 + 0.4 * random.Unit(), slope = 0.16 * (random.Unit() - 0.5);
  const double baseline = 0.4 * (random.Unit() - 0.5);
  const bool joined = random.Chance(0.15);
  cairo_t* cairo = sheet.pen();
  const double begin = x;
  for (size_t i = 0; i < value.size(); ++i) {
    const double height = size * (0.9 + 0.2 * random.Unit());
    const double y = baseline + slope * (x - begin) + 0.05 * random.Normal();
    cairo_save(cairo);
    cairo_translate(cairo, x, y);
    cairo_matrix_t matrix;
    cairo_matrix_init(&matrix, height * stretch, 0, -slant * height, height, 0, 0);
    cairo_transform(cairo, &matrix);
    const double drawn = IsDigit(static_cast<unsigned char>(value[i]))
                             ? hand.Draw(cairo, value[i] - '0', random)
                             : hand.DrawLetter(cairo, value[i], random);
    cairo_restore(cairo);
    const double end = x + drawn * height * stretch;
    marks.push_back({value[i], x, end});
    if (joined && i + 1 < value.size() && random.Chance(0.5)) {
      cairo_set_line_width(cairo, 0.08);
      cairo_move_to(cairo, end - 0.1, y - 0.1 * height);
      cairo_line_to(cairo, end + spacing * size + 0.1, y - (0.3 + 0.5 * random.Unit()) * height);
      cairo_stroke(cairo);
    }
    x = end + (spacing + 0.08 * random.Normal()) * size * 0.8;
  }
  return marks.empty() ? x : marks.back().x1;
}

double Fill(FieldSheet& sheet, const DigitShapes& shapes, Filling filling, const std::string& value,
            const PrintFace& print, double x, Random& random, std::vector<Mark>& marks) {
  switch (filling) {
    case Filling::kPen:
      return WriteByPen(sheet, shapes, value, x, random, marks);
    case Filling::kInserted: {
      PrintFace face{random.Pick(kInsertedFamilies), random.Chance(0.25), random.Chance(0.2),
                     0.8 + 0.55 * random.Unit()};
      const double y = 0.5 * (random.Unit() - 0.5);
      for (const char c : value) {
        const double wider = random.Chance(0.2) ? 0.5 * random.Unit() : 0;
        x = sheet.Print(std::string(1, c), face, x, y, &marks) + wider;
        if (!IsDigit(static_cast<unsigned char>(c))) marks.push_back({c, x - 0.5, x});
      }
      return x;
    }
    case Filling::kPrinted:
      for (const char c : value) {
        x = sheet.Print(std::string(1, c), print, x, 0, &marks);
        if (!IsDigit(static_cast<unsigned char>(c))) marks.push_back({c, x - 0.5, x});
      }
      return x;
    case Filling::kNothing:
      break;
  }
  return x;
}

/// Dots or a rule to write on, lines above and below, a seal, specks.
void Disturb(FieldSheet& sheet, const Layout& layout, const PrintFace& face, Random& random) {
  cairo_t* cairo = sheet.print();
  if (random.Chance(0.14)) {
    const double pitch = 0.3 + 0.15 * random.Unit(), radius = 0.05 + 0.04 * random.Unit();
    for (double x = layout.word_x1; x < layout.after_x0; x += pitch) {
      cairo_arc(cairo, x, -radius, radius, 0, 6.3);
      cairo_fill(cairo);
    }
  }
  cairo_set_line_width(cairo, 0.05 + 0.05 * random.Unit());
  for (const bool above : {false, true}) {
    if (!random.Chance(above ? 0.03 : 0.08)) continue;
    const double y = above ? -1.4 - 0.8 * random.Unit() : 0.1 + 0.4 * random.Unit();
    const double x = sheet.width() * random.Unit() * 0.6;
    cairo_move_to(cairo, x, y);
    cairo_line_to(cairo, x + 3 + 8 * random.Unit(), y);
    cairo_stroke(cairo);
  }
  for (const bool above : {false, true}) {
    if (!random.Chance(above ? 0.15 : 0.12)) continue;
    const double y = above ? -1.9 - 0.6 * random.Unit() : 1.9 + 0.5 * random.Unit();
    sheet.Print(random.Pick(kOtherLines), face, -2 + 6 * random.Unit(), y, nullptr);
  }
  if (random.Chance(0.07)) {
    cairo_set_source_rgba(cairo, 0, 0, 0, 0.25 + 0.5 * random.Unit());
    for (int arcs = random.Between(1, 3); arcs > 0; --arcs) {
      const double radius = 3 + 6 * random.Unit();
      cairo_set_line_width(cairo, 0.06 + 0.15 * random.Unit());
      cairo_new_path(cairo);
      cairo_arc(cairo, sheet.width() * random.Unit(), radius * (random.Unit() - 0.5) * 2.4, radius,
                0, 6.3);
      cairo_stroke(cairo);
    }
    cairo_set_source_rgba(cairo, 0, 0, 0, 1);
  }
  if (random.Chance(0.2)) {
    for (int specks = random.Between(1, 12); specks > 0; --specks) {
      cairo_arc(cairo, sheet.width() * random.Unit(), -FieldSheet::kAbove + 5 * random.Unit(),
                0.02 + 0.09 * random.Unit(), 0, 6.3);
      cairo_fill(cairo);
    }
  }
}

Layout Compose(FieldSheet& sheet, const DigitShapes& shapes, Field field, Random& random,
               bool& empty) {
  const bool date = field != Field::kNumber;
  const PrintFace face = PickFace(date, random);
  const double kind = random.Unit();
  const Filling filling = random.Chance(0.04) ? Filling::kNothing
                          : kind < 0.75       ? Filling::kPen
                          : kind < 0.88       ? Filling::kInserted
                                              : Filling::kPrinted;
  empty = filling == Filling::kNothing;
  Layout layout;
  layout.word_x0 = layout.word_x1 = 1 + random.Unit();
  if (random.Chance(0.9)) {
    const std::string word = field == Field::kNumber ? random.Pick(kNumberWords)
                             : field == Field::kDay  ? "ngày"
                                                     : "tháng";
    layout.word_x1 = sheet.Print(word, face, layout.word_x0, 0, nullptr);
  }
  const bool printed = filling == Filling::kPrinted;
  layout.field_x0 = layout.word_x1 + (printed ? 0.1 + 0.35 * random.Unit()
                                              : -0.25 + 1.6 * random.Unit() * random.Unit());
  layout.field_x1 = Fill(sheet, shapes, filling, PickValue(field, random), face, layout.field_x0,
                         random, layout.marks);
  if (empty) layout.field_x1 = layout.field_x0 + 2 * random.Unit();
  layout.after_x0 = layout.field_x1 + (printed ? (date ? 0.3 : 0.05 + 0.4 * random.Unit())
                                               : -0.3 + 2.0 * random.Unit() * random.Unit());
  layout.after_x1 = layout.after_x0;
  if (random.Chance(0.92)) {
    std::string after = random.Pick(kSymbols);
    if (field == Field::kDay) after = "tháng";
    if (field == Field::kMonth)
      after = "năm " +
              std::string(random.Chance(0.6) ? "20" + std::to_string(random.Between(10, 29)) : "");
    layout.after_x1 = sheet.Print(after, face, layout.after_x0, 0, &layout.marks);
  }
  Disturb(sheet, layout, face, random);
  return layout;
}

int LabelOf(char c) {
  if (c == '/') return acquire::kSlash;
  if (c >= '0' && c <= '9') return acquire::kFirstDigit + (c - '0');
  return acquire::kLetter;
}

double PickResolution(Random& random) {
  const double kind = random.Unit();
  return kind < 0.45   ? 22 + 5 * random.Unit()
         : kind < 0.65 ? 32 + 8 * random.Unit()
         : kind < 0.80 ? 16 + 4 * random.Unit()
                       : 12 + 28 * random.Unit();
}

}  // namespace

FieldLine MakeFieldLine(const DigitShapes& shapes, Random& random) {
  const double which = random.Unit();
  const Field field = which < 0.55 ? Field::kNumber : which < 0.82 ? Field::kDay : Field::kMonth;
  FieldSheet sheet(24, PickResolution(random));
  bool empty = false;
  const Layout layout = Compose(sheet, shapes, field, random, empty);
  // The window: it begins in or behind the word and ends in what is printed behind the field.
  double x0 = layout.word_x1 - (random.Chance(0.3) ? 3.5 : 0.9) * random.Unit() + 0.1;
  x0 = std::max(0.0, std::min(x0, layout.field_x0 - 0.1));
  double x1 = layout.field_x1 + 0.15 +
              (layout.after_x1 + 1.5 - layout.field_x1) * random.Unit() * random.Unit() +
              (random.Chance(0.3) ? 1.5 * random.Unit() : 0);
  x1 = std::min(x1, std::min(sheet.width(), x0 + 15));
  const double px = sheet.pixels_per_capital();
  constexpr double kMargin = 0.8;
  sheet.Cut(static_cast<int>((x0 - kMargin) * px), static_cast<int>((x1 + kMargin) * px));
  sheet.WarpPen(random);
  const std::vector<uint8_t> grey = sheet.Scan(random);
  FieldLine line;
  std::vector<Mark> marks = layout.marks;
  std::stable_sort(marks.begin(), marks.end(),
                   [](const Mark& a, const Mark& b) { return a.x0 < b.x0; });
  for (const Mark& mark : marks) {
    // Of what the window cuts only a little is missing.
    if (mark.x0 < x0 || mark.x0 + 0.8 * (mark.x1 - mark.x0) > x1) continue;
    line.labels.push_back(LabelOf(mark.c));
    line.text += line.labels.back() == acquire::kLetter ? 'x' : mark.c;
  }
  const double scale = px * (0.84 + 0.34 * random.Unit());
  const double shift = (random.Chance(0.3) ? 0.72 : 0.32) * (random.Unit() - 0.5);
  const double angle = 0.02 * random.Normal() * random.Unit();
  const int width = std::max(24, static_cast<int>((x1 - x0) * px / scale * acquire::kStripCapital));
  const double along = scale * std::cos(angle), across = scale * std::sin(angle);
  line.strip = acquire::CutStrip({grey.data(), sheet.cut_width(), sheet.height_px()},
                                 {x0 * px - sheet.cut_x0(),
                                  (FieldSheet::kAbove + shift) * px,
                                  {along, across},
                                  {-across, along}},
                                 width / 2 * 2);
  return line;
}

}  // namespace planrec::train_digits
