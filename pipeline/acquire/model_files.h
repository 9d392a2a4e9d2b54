// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the recognition models are: the folder is decided here, once, so that loading, the
// fingerprint and the error message speak of the same files. Pure look-ups; thread safe.
#pragma once

#include <string>
#include <vector>

#include "pipeline/acquire/recogniser.h"
#include "pipeline/core/result.h"

namespace planrec::acquire {

struct ModelFiles {
  std::string folder;                  ///< holds every file below
  std::vector<std::string> languages;  ///< "vie", in the order of the option
  std::vector<std::string> paths;      ///< folder/<language>.traineddata
};

/// kModelMissing where one of the languages has no model file; the message names the folders looked
/// in and the Debian package to install.
Result<ModelFiles> FindModelFiles(const RecogniserOptions& options);

}  // namespace planrec::acquire
