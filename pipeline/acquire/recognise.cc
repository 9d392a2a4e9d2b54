// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/recognise.h"

namespace planrec::acquire {

Result<Recognition> Recognise(const Raster& image, Recogniser& recogniser,
                              const RecogniseOptions& options) {
  (void)options;
  if (image.empty()) return Error{ErrorType::kInternal, "no image to recognise"};
  if (Status loaded = recogniser.Load(); !loaded) return loaded.error();
  return Error{ErrorType::kInternal, "recognition is not built in"};
}

}  // namespace planrec::acquire
