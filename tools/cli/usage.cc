// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/cli/usage.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>
#include <tuple>

#include "pipeline/core/utf8.h"

namespace planrec::cli {
namespace {

constexpr size_t kShortestStem = 3;  // letters that two words must share to be near

size_t CommonPrefix(const std::string& a, const std::string& b) {
  const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<size_t>(end.first - a.begin());
}

/// "timeout-page" and "page_timeout" are the same parts.
std::vector<std::string> Parts(std::string word) {
  std::replace(word.begin(), word.end(), '_', '-');
  std::vector<std::string> parts;
  std::istringstream pieces(word);
  for (std::string part; std::getline(pieces, part, '-');) {
    if (!part.empty()) parts.push_back(part);
  }
  std::sort(parts.begin(), parts.end());
  return parts;
}

/// How far apart two words are: first by kind, then by letters; nullopt = too far.
std::optional<std::tuple<int, int>> Distance(const std::string& given, const std::string& known) {
  const int limit = std::max(1, static_cast<int>(known.size()) / 3);
  const int letters = EditDistance(given, known, 64);
  if (given == known || Parts(given) == Parts(known)) return std::tuple(0, letters);
  if (letters <= limit ||
      std::is_permutation(given.begin(), given.end(), known.begin(), known.end()))
    return std::tuple(1, letters);
  const size_t shared = CommonPrefix(given, known);
  if (shared < kShortestStem) return std::nullopt;
  const bool begins = shared == given.size() || shared == known.size();
  return std::tuple(begins ? 2 : 3, letters);
}

/// The names of all options of a command, as they are typed.
std::vector<std::string> OptionNames(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

bool TakesValue(const CLI::Option& option) {
  return option.get_items_expected_max() > 0;
}

std::string Unknown(const CLI::App& command, const std::string& name) {
  const std::string of = command.get_name().empty() ? "" : " of " + command.get_name();
  return "there is no option " + name + of + DidYouMean(name, OptionNames(command));
}

/// Looks at "-abc": letters of flags, the last of which may take the rest as its value. `next` is
/// set where the value is the next argument.
std::string UnknownLetter(const CLI::App& command, const std::string& word, bool& next) {
  for (size_t at = 1; at < word.size(); ++at) {
    const std::string name = std::string("-") + word[at];
    const CLI::Option* option = command.get_option_no_throw(name);
    if (option == nullptr) return Unknown(command, at == 1 ? word : name);
    if (!TakesValue(*option)) continue;
    next = at + 1 == word.size();
    break;
  }
  return "";
}

}  // namespace

std::string NearestWord(const std::string& given, const std::vector<std::string>& known) {
  std::string nearest;
  std::optional<std::tuple<int, int>> least;
  const auto bare = [](const std::string& word) {
    const size_t first = word.find_first_not_of('-');
    return Lower(first == std::string::npos ? word : word.substr(first));
  };
  for (const std::string& word : known) {
    const auto distance = Distance(bare(given), bare(word));
    if (!distance || (least && *least <= *distance)) continue;
    least = distance;
    nearest = word;
  }
  return nearest;
}

std::string DidYouMean(const std::string& given, const std::vector<std::string>& known) {
  const std::string nearest = NearestWord(given, known);
  return nearest.empty() ? "" : "; did you mean " + nearest + "?";
}

std::string UnknownOption(const CLI::App& command, const std::vector<std::string>& arguments) {
  for (size_t at = 0; at < arguments.size(); ++at) {
    const std::string& word = arguments[at];
    if (word == "--") return "";
    if (word.size() < 2 || word.front() != '-') continue;
    bool next = false;
    if (word[1] == '-') {
      const size_t sign = word.find('=');
      const std::string name = word.substr(0, sign);
      const CLI::Option* option = command.get_option_no_throw(name);
      if (option == nullptr) return Unknown(command, name);
      next = sign == std::string::npos && TakesValue(*option);
    } else {
      std::string unknown = UnknownLetter(command, word, next);
      if (!unknown.empty()) return unknown;
    }
    if (next) ++at;
  }
  return "";
}

std::string EmptyValue(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->count() == 0 || !TakesValue(*option)) continue;
    const std::vector<std::string> values = option->results();
    if (std::find(values.begin(), values.end(), "") != values.end()) {
      return option->get_name() + " needs a value; the one given is empty";
    }
  }
  return "";
}

std::string OutputProblem(const std::string& output) {
  std::error_code ignored;
  if (std::filesystem::weakly_canonical(output, ignored) != "/") return "";
  return "--output " + output + " is the root folder; name a folder for the results";
}

}  // namespace planrec::cli
