// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/recogniser.h"

#include <utility>

namespace planrec::acquire {

struct Recogniser::Engine {};

Recogniser::Recogniser(RecogniserOptions options) : options_(std::move(options)) {}
Recogniser::~Recogniser() = default;

Status Recogniser::Load() {
  return Error{ErrorType::kModelMissing, "no engine"};
}

std::string LibraryVersions() {
  return "";
}

Result<std::string> ModelFingerprint(const RecogniserOptions& options) {
  return options.language;
}

}  // namespace planrec::acquire
