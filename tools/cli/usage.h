// SPDX-License-Identifier: GPL-3.0-or-later
//
// What CLI11 does not say of a command line: which word is wrong, and what was probably meant.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace planrec::cli {

/// The known word that was probably meant by one that is not known; "" where none is near. Near
/// are: words of which one begins with the other, the same parts in another order, few letters'
/// difference.
std::string NearestWord(const std::string& given, const std::vector<std::string>& known);

/// "; did you mean X?", or "".
std::string DidYouMean(const std::string& given, const std::vector<std::string>& known);

/// What is wrong with the options among `arguments`, which follow the command's name: the first
/// that the command does not know. "" where all are known.
std::string UnknownOption(const CLI::App& command, const std::vector<std::string>& arguments);

/// The first option of a parsed command that was given without a value ("-o ''"); "" = none.
std::string EmptyValue(const CLI::App& command);

/// Why this can't be the output folder; "" where it may.
std::string OutputProblem(const std::string& output);

}  // namespace planrec::cli
