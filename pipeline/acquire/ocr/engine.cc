// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/engine.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <utility>

#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/model_files.h"

namespace planrec::acquire {
namespace {

struct Setting {
  const char* name;
  const char* value;
};

// What differs from Tesseract's defaults, and why.
constexpr std::array<Setting, 2> kSettings = {{
    {"tessedit_do_invert", "0"},  // pages are dark on light here; a second pass costs time
    {"tessedit_enable_dict_correction", "0"},  // what is on paper, not what is likely
}};

// Tesseract's text of a word or line is a new[]-ed C string that the caller owns.
std::string TakeText(char* text) {
  std::string owned = text == nullptr ? "" : text;
  delete[] text;
  while (!owned.empty() && static_cast<unsigned char>(owned.back()) <= ' ') owned.pop_back();
  return owned;
}

PixelBox BoxAt(const tesseract::ResultIterator& at, tesseract::PageIteratorLevel level) {
  PixelBox box;
  if (!at.BoundingBox(level, &box.x0, &box.y0, &box.x1, &box.y1)) return {};
  return box;
}

// Tesseract takes all its models from one folder, and asks a function without context for their
// bytes. This one answers with the file that was decided on; its argument's folder plays no part.
thread_local const ModelFiles* loading = nullptr;

bool ReadForTesseract(const char* name, std::vector<char>* bytes) {
  if (loading == nullptr) return false;
  const std::string file = std::filesystem::path(name).filename().string();
  for (size_t i = 0; i < loading->languages.size(); ++i) {
    if (file != loading->languages[i] + ".traineddata") continue;
    const Result<std::string> model = ReadModel(loading->paths[i]);
    if (!model) return false;
    bytes->assign(model->begin(), model->end());
    return true;
  }
  return false;
}

}  // namespace

struct Recogniser::Engine::State {
  tesseract::TessBaseAPI api;
};

Recogniser::Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recogniser::Engine::~Engine() = default;

Result<std::unique_ptr<Recogniser::Engine>> Recogniser::Engine::Load(
    const RecogniserOptions& options) {
  Result<ModelFiles> files = FindModelFiles(options);
  if (!files) return files.error();
  LimitLeptonicaTalk();
  auto state = std::make_unique<State>();
  for (const Setting& s : kSettings) state->api.SetVariable(s.name, s.value);
  std::vector<std::string> names, values;
  for (const Setting& s : kSettings) {
    names.emplace_back(s.name);
    values.emplace_back(s.value);
  }
  loading = &*files;
  // Dictionaries are kept for the process by this name and the language: one for each model.
  const std::string place = files->paths.front() + "/";
  const int failed =
      state->api.Init(place.c_str(), 0, options.language.c_str(), tesseract::OEM_LSTM_ONLY, nullptr,
                      0, &names, &values, false, ReadForTesseract);
  loading = nullptr;
  if (failed != 0) {
    return Error{ErrorType::kModelMissing,
                 "recognition model " + files->paths.front() +
                     " can't be loaded (broken, or of another version); reinstall planrec or the "
                     "Debian package tesseract-ocr-" +
                     files->languages.front()};
  }
  return std::unique_ptr<Engine>(new Engine(std::move(state)));
}

void Recogniser::Engine::SetImage(Pix* image, int dpi) {
  state_->api.SetImage(image);
  state_->api.SetSourceResolution(dpi);
}

std::vector<ReadLine> Recogniser::Engine::Read(const PixelBox& area, Layout layout) {
  std::vector<ReadLine> lines;
  if (area.Empty()) return lines;
  tesseract::TessBaseAPI& api = state_->api;
  api.SetPageSegMode(static_cast<tesseract::PageSegMode>(layout));
  api.SetRectangle(area.x0, area.y0, area.Width(), area.Height());
  if (api.Recognize(nullptr) != 0) return lines;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (!at) return lines;
  at->Begin();
  do {
    if (at->Empty(tesseract::RIL_WORD)) continue;
    if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE) || lines.empty()) {
      ReadLine line;
      line.box = BoxAt(*at, tesseract::RIL_TEXTLINE);
      float height = 0, descenders = 0, ascenders = 0;
      at->RowAttributes(&height, &descenders, &ascenders);
      if (std::isfinite(height)) line.height_px = std::max(0.0F, height);
      lines.push_back(std::move(line));
    }
    ReadWord word;
    word.text = TakeText(at->GetUTF8Text(tesseract::RIL_WORD));
    if (word.text.empty()) continue;
    word.box = BoxAt(*at, tesseract::RIL_WORD);
    const float percent = at->Confidence(tesseract::RIL_WORD);
    word.confidence = std::isfinite(percent) ? std::clamp(percent / 100.0, 0.0, 1.0) : 0.0;
    lines.back().words.push_back(std::move(word));
  } while (at->Next(tesseract::RIL_WORD));
  std::erase_if(lines, [](const ReadLine& line) { return line.words.empty(); });
  return lines;
}

void Recogniser::Engine::Clear() {
  state_->api.Clear();
}

}  // namespace planrec::acquire
