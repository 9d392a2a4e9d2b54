// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the recognition models are: decided here, once, so that loading, the fingerprint and the
// error message speak of the same files. Files are only read. Pure look-ups; thread safe.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/core/result.h"

namespace planrec::acquire {

struct ModelFiles {
  std::string folder;  ///< tessdata: what has no path of its own is looked for here; may be empty
  std::vector<std::string> languages;  ///< "vie", in the order of the option
  std::vector<std::string> paths;      ///< of each language: folder/<language>.traineddata, or else
  std::vector<std::string> names;      ///< of each model, for fingerprints: "planrec-vie"
};

/// kModelMissing where one of the languages has no model file; the message names the folders looked
/// in and the Debian package to install.
Result<ModelFiles> FindModelFiles(const RecogniserOptions& options);

/// All model files that recognition with these options may load, the second reader's included.
std::vector<std::string> ModelPaths(const RecogniserOptions& options);

/// Our own model for Vietnamese: beside the program as built (models/), or where it is installed
/// (../share/planrec/models/). Found from the running program's own path, so that a tree can be
/// moved. Looked for once: a worker that is confined later still knows it. Empty where there is
/// none.
std::string OwnModelPath();

/// The model of handwritten digits (digit_network.h): where OwnModelPath looks. Empty where there
/// is none.
std::string DigitModelPath();

/// A model file's bytes. kModelMissing where they can't be read.
Result<std::string> ReadModel(const std::string& path);

}  // namespace planrec::acquire
