// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which Debian package has the recognition model of a language. Pure; thread safe.
#pragma once

#include <string>

namespace planrec::acquire {

/// What a person can do who asked for a language whose model is not there: "install the Debian
/// package tesseract-ocr-fra", or, where Debian has none of that name, the nearest one that it has.
std::string LanguageAdvice(const std::string& language);

}  // namespace planrec::acquire
