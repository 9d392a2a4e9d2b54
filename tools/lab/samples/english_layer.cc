// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/english_layer.h"

#include <tesseract/baseapi.h>

#include <algorithm>

namespace planrec::samples {

struct EnglishReader::State {
  tesseract::TessBaseAPI api;
};

EnglishReader::EnglishReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
EnglishReader::~EnglishReader() = default;

Result<std::unique_ptr<EnglishReader>> EnglishReader::Open() {
  auto state = std::make_unique<State>();
  if (state->api.Init(nullptr, "eng", tesseract::OEM_LSTM_ONLY) != 0) {
    return Error{ErrorType::kModelMissing,
                 "Tesseract's English model is missing; tools/make-samples installs "
                 "tesseract-ocr-eng",
                 0};
  }
  state->api.SetVariable("debug_file", "/dev/null");
  state->api.SetPageSegMode(tesseract::PSM_AUTO);
  return std::unique_ptr<EnglishReader>(new EnglishReader(std::move(state)));
}

std::vector<HiddenWord> EnglishReader::Read(PIX* pix, int dpi) {
  std::vector<HiddenWord> words;
  const double scale = 72.0 / dpi;
  tesseract::TessBaseAPI& api = state_->api;
  api.SetImage(pix);
  api.SetSourceResolution(dpi);
  if (api.Recognize(nullptr) != 0) return words;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (!at) return words;
  do {
    if (at->Empty(tesseract::RIL_WORD)) continue;
    const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_WORD));
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    if (!text || !at->BoundingBox(tesseract::RIL_WORD, &x0, &y0, &x1, &y1)) continue;
    int left = 0, base_left = y1, right = 0, base_right = y1;
    at->Baseline(tesseract::RIL_TEXTLINE, &left, &base_left, &right, &base_right);
    int top = 0, bottom = 0, dummy = 0;
    at->BoundingBox(tesseract::RIL_TEXTLINE, &dummy, &top, &dummy, &bottom);
    HiddenWord word;
    word.text = text.get();
    word.x0 = x0 * scale;
    word.x1 = x1 * scale;
    const double share = right > left ? static_cast<double>(x0 - left) / (right - left) : 0;
    word.baseline = (base_left + (base_right - base_left) * share) * scale;
    word.size = std::clamp((bottom - top) * scale * 0.9, 6.0, 20.0);
    words.push_back(std::move(word));
  } while (at->Next(tesseract::RIL_WORD));
  api.Clear();
  return words;
}

}  // namespace planrec::samples
