// SPDX-License-Identifier: GPL-3.0-or-later
//
// Tesseract behind one small class: an engine that is loaded at the first page that needs it and
// kept for the worker's life. Single-threaded inside: the worker process sets OMP_THREAD_LIMIT=1 in
// its environment before the library loads (libgomp reads it once, at start).
//
//   Recogniser recogniser({.language = "vie"});
//   if (Status loaded = recogniser.Load(); !loaded) return loaded.error();
//   Result<Recognition> read = Recognise(image, recogniser, options);   // recognise.h
//
// Not thread safe: one thread, one Recogniser. Nothing is printed by the libraries behind it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "pipeline/core/result.h"

namespace planrec::acquire {

struct RecogniserOptions {
  std::string language = "vie";  ///< "vie", or several joined by '+'
  /// What reads Vietnamese: "planrec" (our own model, installed with the program), "debian" (the
  /// distribution's), or the path of a .traineddata file (then it reads the first language).
  std::string model = "planrec";
  std::string model_folder;  ///< tessdata folder; empty = TESSDATA_PREFIX or the system's
};

/// The model that checks what `options` names: Debian's beside another one, our own beside
/// Debian's. Nullopt where the language is not Vietnamese alone, or that model is not installed.
std::optional<RecogniserOptions> SecondReader(const RecogniserOptions& options);

class DigitNetwork;

/// Owns the engines. Not thread safe.
class Recogniser {
 public:
  explicit Recogniser(RecogniserOptions options);
  ~Recogniser();
  Recogniser(const Recogniser&) = delete;
  Recogniser& operator=(const Recogniser&) = delete;

  /// kModelMissing where the language's model can't be loaded; says which package to install.
  /// Cheap after the first call.
  Status Load();

  class Engine;
  /// Null before a successful Load().
  Engine* engine() { return engine_.get(); }
  /// Another model, for a second reading; null where there is none of the same language.
  Engine* second_engine() { return second_.get(); }
  /// What reads handwritten digits; null before a successful Load().
  const DigitNetwork* digits() const { return digits_.get(); }

 private:
  RecogniserOptions options_;
  std::unique_ptr<Engine> engine_, second_;
  std::unique_ptr<const DigitNetwork> digits_;
};

/// Fingerprint of the recognition models in use (each model file's size and a hash of its bytes),
/// part of the key that resume uses: "planrec-vie:539412:9f86d081884c7d65", behind slashes that of
/// the digits and the second reader's. kModelMissing as Load().
Result<std::string> ModelFingerprint(const RecogniserOptions& options);

}  // namespace planrec::acquire
