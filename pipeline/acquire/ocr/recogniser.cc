// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/ocr/recogniser.h"

#include <utility>

#include "pipeline/acquire/ocr/digit_network.h"
#include "pipeline/acquire/ocr/engine.h"
#include "pipeline/acquire/ocr/model_files.h"

namespace planrec::acquire {

Recogniser::Recogniser(RecogniserOptions options) : options_(std::move(options)) {}
Recogniser::~Recogniser() = default;

Status Recogniser::Load() {
  if (engine_) return Done{};
  Result<std::unique_ptr<Engine>> loaded = Engine::Load(options_);
  if (!loaded) return loaded.error();
  Result<DigitNetwork> digits = DigitNetwork::Load(DigitModelPath());
  if (!digits) return digits.error();
  digits_ = std::make_unique<const DigitNetwork>(std::move(*digits));
  engine_ = std::move(*loaded);
  if (const auto other = SecondReader(options_)) {
    // One that can't be loaded checks nothing; reading goes on.
    Result<std::unique_ptr<Engine>> second = Engine::Load(*other);
    if (second) second_ = std::move(*second);
  }
  return Done{};
}

}  // namespace planrec::acquire
