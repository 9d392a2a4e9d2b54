// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tesseract behind one small class: an engine that is loaded at the first page that needs it and
// kept for the worker's life. Single-threaded inside (OMP_THREAD_LIMIT=1 is set before the library
// loads).
#pragma once

#include <memory>
#include <string>

#include "pipeline/core/result.h"

namespace planrec::acquire {

struct RecogniserOptions {
  std::string language = "vie";
  std::string model_folder;  ///< tessdata folder; empty = the system's
};

/// Owns the engine. Not thread safe.
class Recogniser {
 public:
  explicit Recogniser(RecogniserOptions options);
  ~Recogniser();
  Recogniser(const Recogniser&) = delete;
  Recogniser& operator=(const Recogniser&) = delete;

  /// kModelMissing where the language's model can't be loaded; says which package to install.
  /// Cheap after the first call.
  Status Load();

  struct Engine;
  Engine* engine() { return engine_.get(); }

 private:
  RecogniserOptions options_;
  std::unique_ptr<Engine> engine_;
};

/// Versions of the libraries behind this room, for `planrec --version` and the ledger:
/// "poppler 22.12.0, leptonica 1.82.0, tesseract 5.3.0".
std::string LibraryVersions();

/// Digest-like fingerprint of the recognition model in use (file size and bytes hashed), part of
/// the key that resume uses. kModelMissing as Load().
Result<std::string> ModelFingerprint(const RecogniserOptions& options);

}  // namespace planrec::acquire
