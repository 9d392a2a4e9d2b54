// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/text_box.h"

#include <algorithm>
#include <cstring>

namespace planrec::samples {
namespace {

PangoContext* Context() {
  static PangoContext* const context = [] {
    PangoFontMap* map = pango_cairo_font_map_get_default();
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    PangoContext* made = pango_font_map_create_context(map);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(made, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(made, FALSE);
    pango_context_set_language(made, pango_language_from_string("vi"));
    return made;
  }();
  return context;
}

int Units(double points) {
  return static_cast<int>(points * PANGO_SCALE + 0.5);
}

void Insert(PangoAttrList* list, PangoAttribute* attribute, size_t begin, size_t end) {
  attribute->start_index = static_cast<guint>(begin);
  attribute->end_index = static_cast<guint>(end);
  pango_attr_list_insert(list, attribute);
}

/// Word processors do not break "quý II/2025" or "15/7/2025" at the stroke; Pango would.
void KeepFractionsWhole(const std::string& text, PangoAttrList* list) {
  constexpr size_t kLongest = 14;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    const size_t stroke = text.find('/', begin);
    if (stroke < end && end - begin <= kLongest) {
      Insert(list, pango_attr_allow_breaks_new(FALSE), begin, end);
    }
    begin = end + 1;
  }
}

}  // namespace

TextBox::TextBox(const std::vector<Run>& runs, const BoxStyle& style, double width_pt) {
  layout_ = pango_layout_new(Context());
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, style.font.c_str());
  pango_font_description_set_size(font, Units(style.size_pt));
  pango_layout_set_font_description(layout_, font);
  pango_font_description_free(font);

  std::string text;
  PangoAttrList* attributes = pango_attr_list_new();
  for (const Run& run : runs) {
    const size_t begin = text.size();
    text += run.text;
    if (run.bold) {
      Insert(attributes, pango_attr_weight_new(PANGO_WEIGHT_BOLD), begin, text.size());
    }
    if (run.italic) {
      Insert(attributes, pango_attr_style_new(PANGO_STYLE_ITALIC), begin, text.size());
    }
    if (run.size_pt > 0) {
      Insert(attributes, pango_attr_size_new(Units(run.size_pt)), begin, text.size());
    }
  }
  KeepFractionsWhole(text, attributes);
  pango_layout_set_text(layout_, text.c_str(), static_cast<int>(text.size()));
  pango_layout_set_attributes(layout_, attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_width(layout_, Units(width_pt));
  pango_layout_set_wrap(layout_, PANGO_WRAP_WORD);
  pango_layout_set_indent(layout_, Units(style.indent_pt));
  pango_layout_set_line_spacing(layout_, static_cast<float>(style.line_spacing));
  pango_layout_set_alignment(layout_,
                             style.align == Align::kCenter ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
  pango_layout_set_justify(layout_, style.align == Align::kJustify);

  PangoLayoutIter* iter = pango_layout_get_iter(layout_);
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(iter, nullptr, &logical);
    int top = 0, bottom = 0;
    pango_layout_iter_get_line_yrange(iter, &top, &bottom);
    tops_.push_back(static_cast<double>(top) / PANGO_SCALE);
    baselines_.push_back(static_cast<double>(pango_layout_iter_get_baseline(iter)) / PANGO_SCALE);
    lefts_.push_back(static_cast<double>(logical.x) / PANGO_SCALE);
    height_pt_ = static_cast<double>(bottom) / PANGO_SCALE;
  } while (pango_layout_iter_next_line(iter));
  pango_layout_iter_free(iter);
}

TextBox::~TextBox() {
  if (layout_ != nullptr) g_object_unref(layout_);
}

TextBox::TextBox(TextBox&& other) noexcept
    : layout_(other.layout_),
      tops_(std::move(other.tops_)),
      baselines_(std::move(other.baselines_)),
      lefts_(std::move(other.lefts_)),
      height_pt_(other.height_pt_) {
  other.layout_ = nullptr;
}

double TextBox::HeightOf(int first, int end) const {
  if (first >= end) return 0;
  const double bottom = end >= lines() ? height_pt_ : tops_[static_cast<size_t>(end)];
  return bottom - tops_[static_cast<size_t>(first)];
}

void TextBox::Draw(cairo_t* cairo, double x, double y, int first, int end) const {
  for (int i = first; i < end && i < lines(); ++i) {
    const auto k = static_cast<size_t>(i);
    cairo_move_to(cairo, x + lefts_[k], y + baselines_[k] - tops_[static_cast<size_t>(first)]);
    pango_cairo_show_layout_line(cairo, pango_layout_get_line_readonly(layout_, i));
  }
}

double TextBox::widest_pt() const {
  double widest = 0;
  for (int i = 0; i < lines(); ++i) {
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout_, i), nullptr, &logical);
    widest = std::max(widest, static_cast<double>(logical.width) / PANGO_SCALE);
  }
  return widest;
}

Status CheckFont(const std::string& family) {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(pango_cairo_font_map_get_default(), &families, &count);
  bool found = false;
  for (int i = 0; i < count; ++i) {
    found |= std::strcmp(pango_font_family_get_name(families[i]), family.c_str()) == 0;
  }
  g_free(families);
  if (found) return Done{};
  return Error{ErrorType::kModelMissing,
               "font '" + family + "' is not installed; tools/make-samples installs it", 0};
}

}  // namespace planrec::samples
