// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_repair/channel_pages.h"

#include <leptonica/allheaders.h>
#include <pango/pangocairo.h>
#include <tesseract/baseapi.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <sstream>

#include "normalizers/language/lm_tokens.h"
#include "normalizers/unicode/normalize_page.h"
#include "pipeline/core/utf8.h"
#include "tools/lab/train_repair/own_reader.h"

namespace planrec::train {
namespace {

struct Look {
  const char* font;
  int size_pt;
  int dpi;
  double blur, noise;
  int threshold;  ///< 0 = stays grey
  int mode;       ///< page segmentation
};

// A page of A4 text with this look; returns the image and the typeset lines.
Pix* Typeset(const std::vector<std::string>& text, size_t& next, const Look& look,
             std::mt19937& random, std::vector<std::string>& lines) {
  const int width = static_cast<int>(8.27 * look.dpi), height = static_cast<int>(11.69 * look.dpi);
  cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t* cr = cairo_create(surface);
  cairo_set_source_rgb(cr, 1, 1, 1);
  cairo_paint(cr);
  cairo_set_source_rgb(cr, 0.05, 0.05, 0.05);
  const double margin = 0.9 * look.dpi;
  double y = margin;
  std::uniform_real_distribution<double> chance(0, 1);
  while (y < height - margin && next < text.size()) {
    PangoLayout* layout = pango_cairo_create_layout(cr);
    PangoFontDescription* font = pango_font_description_new();
    pango_font_description_set_family(font, look.font);
    pango_font_description_set_absolute_size(font, look.size_pt * look.dpi / 72.0 * PANGO_SCALE);
    const double style = chance(random);
    if (style < 0.16) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    if (style > 0.10 && style < 0.22) pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_width(layout, static_cast<int>((width - 2 * margin) * PANGO_SCALE));
    pango_layout_set_justify(layout, 1);
    std::string paragraph = text[next++];
    if (chance(random) < 0.07) paragraph = Upper(paragraph);
    pango_layout_set_text(layout, paragraph.c_str(), -1);
    int layout_width = 0, layout_height = 0;
    pango_layout_get_pixel_size(layout, &layout_width, &layout_height);
    if (y + layout_height > height - margin) {
      g_object_unref(layout);
      pango_font_description_free(font);
      break;
    }
    cairo_move_to(cr, margin, y);
    pango_cairo_show_layout(cr, layout);
    for (int i = 0; i < pango_layout_get_line_count(layout); ++i) {
      const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, i);
      lines.push_back(FoldSpaces(paragraph.substr(static_cast<size_t>(line->start_index),
                                                  static_cast<size_t>(line->length))));
    }
    y += layout_height + 0.06 * look.dpi;
    g_object_unref(layout);
    pango_font_description_free(font);
  }
  cairo_destroy(cr);
  cairo_surface_flush(surface);
  Pix* pix = pixCreate(width, height, 8);
  const unsigned char* data = cairo_image_surface_get_data(surface);
  const int stride = cairo_image_surface_get_stride(surface);
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      pixSetPixel(pix, column, row, data[row * stride + column * 4]);
    }
  }
  cairo_surface_destroy(surface);
  return pix;
}

Pix* Degrade(Pix* pix, const Look& look, std::mt19937& random) {
  std::uniform_real_distribution<double> chance(-1, 1);
  Pix* turned = pixRotate(pix, static_cast<float>(chance(random) * 0.006), L_ROTATE_AREA_MAP,
                          L_BRING_IN_WHITE, 0, 0);
  pixDestroy(&pix);
  if (look.blur > 0) {
    L_KERNEL* kernel = makeGaussianKernel(2, 2, static_cast<float>(look.blur), 1.0F);
    Pix* blurred = pixConvolve(turned, kernel, 8, 1);
    kernelDestroy(&kernel);
    pixDestroy(&turned);
    turned = blurred;
  }
  // Leptonica's own noise is not seeded, so it is drawn here.
  std::normal_distribution<double> noise(0, look.noise);
  const int width = pixGetWidth(turned), height = pixGetHeight(turned);
  for (int row = 0; row < height; ++row) {
    l_uint32* line = pixGetData(turned) + static_cast<ptrdiff_t>(row) * pixGetWpl(turned);
    for (int column = 0; column < width; ++column) {
      const double value = GET_DATA_BYTE(line, column) + noise(random);
      SET_DATA_BYTE(line, column, static_cast<l_uint8>(std::clamp(value, 0.0, 255.0)));
    }
  }
  if (look.threshold > 0) {
    Pix* binary = pixThresholdToBinary(turned, look.threshold);
    pixDestroy(&turned);
    turned = binary;
  }
  pixSetResolution(turned, look.dpi, look.dpi);
  return turned;
}

/// Order-keeping alignment with gaps: pairs (i, j), -1 for none. `cost(i, j)` in 0..1, a gap costs
/// `gap`.
template <typename Cost>
std::vector<std::pair<int, int>> Align(size_t n, size_t m, double gap, Cost cost) {
  std::vector<double> best((n + 1) * (m + 1));
  const auto at = [m](size_t i, size_t j) { return i * (m + 1) + j; };
  std::vector<double> pair(n * m);
  for (size_t i = 0; i <= n; ++i) {
    for (size_t j = 0; j <= m; ++j) {
      if (i == 0 && j == 0) continue;
      double least = 1e18;
      if (i > 0) least = std::min(least, best[at(i - 1, j)] + gap);
      if (j > 0) least = std::min(least, best[at(i, j - 1)] + gap);
      if (i > 0 && j > 0) {
        pair[(i - 1) * m + j - 1] = cost(i - 1, j - 1);
        least = std::min(least, best[at(i - 1, j - 1)] + pair[(i - 1) * m + j - 1]);
      }
      best[at(i, j)] = least;
    }
  }
  std::vector<std::pair<int, int>> out;
  for (size_t i = n, j = m; i > 0 || j > 0;) {
    if (i > 0 && j > 0 && best[at(i, j)] == best[at(i - 1, j - 1)] + pair[(i - 1) * m + j - 1]) {
      out.emplace_back(--i, --j);
    } else if (i > 0 && best[at(i, j)] == best[at(i - 1, j)] + gap) {
      out.emplace_back(--i, -1);
    } else {
      out.emplace_back(-1, --j);
    }
  }
  std::reverse(out.begin(), out.end());
  return out;
}

double Distance(const std::string& a, const std::string& b) {
  const std::string x = Fold(a), y = Fold(b);
  const size_t longer = std::max(x.size(), y.size());
  if (longer == 0) return 0;
  return static_cast<double>(EditDistance(x, y, static_cast<int>(longer))) /
         static_cast<double>(longer);
}

std::vector<std::string> Words(const std::string& line) {
  std::vector<std::string> words;
  for (size_t begin = 0; begin < line.size();) {
    const size_t end = std::min(line.find(' ', begin), line.size());
    if (end > begin) words.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

}  // namespace

namespace {

/// The lines of a text without the empty ones, normalised.
std::vector<SeenLine> LinesOf(const std::string& text) {
  std::vector<SeenLine> lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string line = FoldSpaces(normalize::NormalizeText(text.substr(begin, end - begin)));
    if (!line.empty()) lines.push_back({line, {}});
    begin = end + 1;
  }
  return lines;
}

/// Reads page images with one engine: our own recognition, Tesseract with a language, or another
/// program.
class Reader {
 public:
  explicit Reader(const std::string& name) {
    if (name == kOwnRecognition) {
      own_ = std::make_unique<OwnReader>();
      ready_ = own_->ready();
      return;
    }
    for (const OtherEngine& other : kOtherEngines) {
      if (name == other.name) other_ = &other;
    }
    if (other_ != nullptr) {
      const std::string there = "command -v " + name + " > /dev/null 2>&1";
      ready_ = std::system(there.c_str()) == 0;
      if (!ready_) std::fprintf(stderr, "train-repair: no program '%s'\n", name.c_str());
      return;
    }
    ready_ = engine_.Init(nullptr, name.c_str(), tesseract::OEM_LSTM_ONLY) == 0;
    if (!ready_) std::fprintf(stderr, "train-repair: no Tesseract model '%s'\n", name.c_str());
    if (ready_) engine_.SetVariable("debug_file", "/dev/null");
  }
  bool ready() const { return ready_; }

  /// Takes the image.
  std::vector<SeenLine> Read(Pix* pix, int mode) {
    if (own_ != nullptr) return own_->Read(pix);
    std::string all;
    if (other_ != nullptr) {
      all = ReadByProgram(pix);
    } else {
      engine_.SetPageSegMode(static_cast<tesseract::PageSegMode>(mode));
      engine_.SetImage(pix);
      char* read = engine_.GetUTF8Text();
      if (read != nullptr) all = read;
      delete[] read;
    }
    pixDestroy(&pix);
    return LinesOf(all);
  }

 private:
  /// Engines that know neither Vietnamese nor Tesseract's ways: what they misread, layers made by
  /// other programs misread alike. Each takes a PNM file and prints UTF-8.
  struct OtherEngine {
    const char *name, *command;
  };
  static constexpr OtherEngine kOtherEngines[] = {
      {"ocrad", "ocrad -F utf8 -q"},
      {"gocr", "gocr -f UTF8 -u _"},
  };

  std::string ReadByProgram(Pix* pix) const {
    char path[] = "/tmp/train-repair-XXXXXX";
    const int file = mkstemp(path);
    if (file < 0) return "";
    close(file);
    Pix* grey = pixConvertTo8(pix, 0);
    std::string all;
    if (pixWrite(path, grey, IFF_PNM) == 0) {
      const std::string command = std::string(other_->command) + " " + path + " 2>/dev/null";
      if (FILE* out = popen(command.c_str(), "r")) {
        char buffer[4096];
        while (const size_t got = std::fread(buffer, 1, sizeof buffer, out))
          all.append(buffer, got);
        pclose(out);
      }
    }
    pixDestroy(&grey);
    std::remove(path);
    return all;
  }

  std::unique_ptr<OwnReader> own_;
  tesseract::TessBaseAPI engine_;
  const OtherEngine* other_ = nullptr;
  bool ready_ = false;
};

}  // namespace

std::vector<ReadPage> ReadTypesetPages(const std::vector<std::string>& text,
                                       const PageOptions& options) {
  static const char* const kFonts[] = {"Liberation Serif", "Liberation Serif", "FreeSerif",
                                       "TeX Gyre Termes", "Liberation Sans"};
  Reader reader(options.language);
  if (!reader.ready()) return {};
  std::vector<ReadPage> pages;
  size_t next = 0;
  for (int n = 0; n < options.pages && next < text.size(); ++n) {
    std::mt19937 random(options.seed * 7919U + static_cast<unsigned>(n));
    std::uniform_real_distribution<double> chance(0, 1);
    Look look{};
    look.font = kFonts[random() % 5];
    look.size_pt = options.ordinary ? 13 + static_cast<int>(random() % 2)
                                    : 12 + static_cast<int>(random() % 3);
    // What reads better is shown worse: at 200 dpi our own recognition errs seldom.
    static constexpr int kDpi[] = {150, 200, 200, 300}, kOwnDpi[] = {100, 120, 150, 200};
    const int* dpis = options.language == kOwnRecognition ? kOwnDpi : kDpi;
    look.dpi = options.ordinary ? kDpi[2 + random() % 2] : dpis[random() % 4];
    look.blur = chance(random) < 0.6 ? 0.4 + 0.8 * chance(random) : 0;
    look.noise = 2 + (options.ordinary ? 6 : 16) * chance(random);
    look.threshold = chance(random) < 0.45 ? 120 + static_cast<int>(random() % 70) : 0;
    look.mode = chance(random) < 0.5 ? tesseract::PSM_SINGLE_BLOCK : tesseract::PSM_AUTO;
    ReadPage page;
    Pix* pix = Typeset(text, next, look, random, page.typeset);
    pix = Degrade(pix, look, random);
    const std::vector<SeenLine> lines = reader.Read(pix, look.mode);
    page.read.assign(page.typeset.size(), "");
    page.confidences.resize(page.typeset.size());
    const auto aligned = Align(page.typeset.size(), lines.size(), 0.55, [&](size_t i, size_t j) {
      return Distance(page.typeset[i], lines[j].text);
    });
    for (const auto& [i, j] : aligned) {
      if (i < 0 || j < 0) continue;
      page.read[static_cast<size_t>(i)] = lines[static_cast<size_t>(j)].text;
      page.confidences[static_cast<size_t>(i)] = lines[static_cast<size_t>(j)].confidences;
    }
    pages.push_back(std::move(page));
  }
  return pages;
}

namespace {

/// Whether the n-th word of a page's line was read with a lower confidence.
bool ReadBelow(const ReadPage& page, size_t line, size_t n, double confidence) {
  size_t begin = 0;
  for (; n > 0; --n) begin = page.read[line].find(' ', begin) + 1;
  const normalize::WordConfidence* read = normalize::ConfidenceAt(page.confidences[line], begin);
  return read != nullptr && read->confidence < confidence;
}

}  // namespace

std::string ConfidencesToText(const normalize::LineConfidences& words) {
  std::string text;
  for (const normalize::WordConfidence& word : words) {
    text += (text.empty() ? "" : " ") + std::to_string(word.begin) + " " +
            std::to_string(word.end) + " " + std::to_string(std::lround(word.confidence * 1000));
  }
  return text;
}

normalize::LineConfidences ConfidencesFromText(const std::string& text) {
  normalize::LineConfidences words;
  std::istringstream in(text);
  uint32_t begin = 0, end = 0;
  int thousandths = 0;
  while (in >> begin >> end >> thousandths) words.push_back({begin, end, thousandths / 1000.0});
  return words;
}

std::vector<WordPair> AlignWords(const std::vector<ReadPage>& pages, std::optional<double> below) {
  std::map<std::pair<std::u32string, std::u32string>, double> counts;
  for (const ReadPage& page : pages) {
    for (size_t i = 0; i < page.typeset.size(); ++i) {
      const std::vector<std::string> truth = Words(page.typeset[i]), read = Words(page.read[i]);
      if (read.empty()) continue;
      const auto aligned = Align(truth.size(), read.size(), 0.62,
                                 [&](size_t a, size_t b) { return Distance(truth[a], read[b]); });
      for (const auto& [a, b] : aligned) {
        if (a < 0 || b < 0) continue;
        const std::string& word = truth[static_cast<size_t>(a)];
        const std::string& seen = read[static_cast<size_t>(b)];
        if (Distance(word, seen) > 0.7) continue;
        if (below && !ReadBelow(page, i, static_cast<size_t>(b), *below)) continue;
        const normalize::TokenParts w = normalize::SplitPunctuation(word);
        const normalize::TokenParts s = normalize::SplitPunctuation(seen);
        const std::string core = word.substr(w.core_begin, w.core_end - w.core_begin);
        const std::string image = seen.substr(s.core_begin, s.core_end - s.core_begin);
        if (core.empty() || image.empty()) continue;
        bool letters = true;
        for (size_t at = 0; at < core.size();) letters = IsLetter(DecodeUtf8(core, at)) && letters;
        if (letters) counts[{ToUtf32(core), ToUtf32(image)}] += 1;
      }
    }
  }
  std::vector<WordPair> pairs;
  for (const auto& [pair, count] : counts) pairs.push_back({pair.first, pair.second, count});
  return pairs;
}

}  // namespace planrec::train
