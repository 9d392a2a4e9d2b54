// SPDX-License-Identifier: GPL-3.0-or-later
//
// The manual page and what shells complete, made from the commands as they are defined: there is
// no second list of options to keep up. Pure functions.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace planrec::cli {

/// troff for man(1), in the language that was set.
std::string ManualPage(const CLI::App& app);

/// A script for "bash", "zsh" or "fish".
std::string Completion(const CLI::App& app, const std::string& shell);

}  // namespace planrec::cli
