// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the small commands tell a person on standard error, in the person's language.
#pragma once

#include <string>

namespace planrec::cli {

/// "planrec: MESSAGE".
void Say(const std::string& message);

/// The same without the program's name.
void SayPlainly(const std::string& message);

}  // namespace planrec::cli
