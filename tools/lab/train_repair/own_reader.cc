// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/train_repair/own_reader.h"

#include <cstdio>
#include <utility>

#include "normalizers/unicode/normalize_page.h"
#include "pipeline/acquire/image/raster.h"
#include "pipeline/acquire/ocr/recognise.h"
#include "pipeline/acquire/ocr/recogniser.h"

namespace planrec::train {

struct OwnReader::Parts {
  acquire::Recogniser recogniser{acquire::RecogniserOptions{}};
};

OwnReader::OwnReader() : recogniser_(std::make_unique<Parts>()) {
  const Status loaded = recogniser_->recogniser.Load();
  if (loaded) return;
  std::fprintf(stderr, "train-repair: %s\n", loaded.error().message.c_str());
  recogniser_.reset();
}

OwnReader::~OwnReader() = default;

std::vector<SeenLine> OwnReader::Read(Pix* pix) {
  const acquire::Raster image = acquire::Raster::Take(pix);
  Result<acquire::Recognition> read = acquire::Recognise(image, recogniser_->recogniser, {});
  if (!read) return {};
  Page page;
  page.origin = TextOrigin::kOcr;
  page.lines = std::move(read->lines);
  normalize::NormalizePage(page);
  std::vector<SeenLine> lines;
  for (const TextLine& line : page.lines) {
    if (line.raw.empty()) continue;
    SeenLine seen;
    seen.text = Apply(line.raw, line.edits);
    if (line.edits.empty()) {  // else its words have other places now
      for (const Token& token : line.tokens)
        seen.confidences.push_back({token.begin, token.end, token.confidence});
    }
    lines.push_back(std::move(seen));
  }
  return lines;
}

}  // namespace planrec::train
