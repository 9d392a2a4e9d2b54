// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/samples/script.h"

#include <cctype>
#include <sstream>

#include "pipeline/core/utf8.h"

namespace planrec::samples {
namespace {

/// "##? text", "** text", "=2 text", "> text", "G TITLE": marker signs, flags, one space, text.
bool ParseLine(const std::string& line, bool table, ScriptLine& out) {
  size_t at = 0;
  if (table) {
    if (line.size() < 3 || line[1] != ' ') return false;
    out.kind = line[0];
    out.text = line.substr(2);
    return out.kind == 'G' || out.kind == 'T' || out.kind == '-';
  }
  out.kind = line[0];
  switch (out.kind) {
    case '#':
    case '*':
    case '>':
      while (at < line.size() && line[at] == out.kind) ++at;
      out.depth = static_cast<int>(at);
      if (out.kind == '#' && at < line.size() && line[at] == '0') {  // "#0": a Phần
        out.depth = 0;
        ++at;
      }
      break;
    case '=':
      out.kind = '*';
      out.depth = 1;
      if (line.size() < 2 || line[1] < '1' || line[1] > '3') return false;
      out.numbered = line[1] - '0';
      at = 2;
      break;
    default:
      return false;
  }
  for (; at < line.size() && line[at] != ' '; ++at) {
    if (line[at] == '?') {
      out.optional = true;
    } else if (line[at] == ':') {
      out.title = true;
    } else if (line[at] == '!') {
      out.repeats = true;
    } else if (line[at] == '^') {
      out.skips = true;
    } else {
      return false;
    }
  }
  out.text = std::string(Trim(line.substr(at)));
  return !out.text.empty();
}

}  // namespace

std::string Script::Get(const std::string& key, const std::string& otherwise) const {
  const auto found = head.find(key);
  return found == head.end() ? otherwise : found->second;
}

Result<Script> ParseScript(const std::string& file, const std::string& text) {
  Script script;
  script.file = file;
  std::istringstream in(text);
  std::string line;
  enum class Part { kHead, kDecision, kBody, kAppendix } part = Part::kHead;
  for (int number = 1; std::getline(in, line); ++number) {
    line = std::string(Trim(line));
    if (line.empty() || line[0] == '%') continue;
    if (line.rfind("===", 0) == 0) {
      const std::string name(Trim(line.substr(3)));
      part = name == "decision"   ? Part::kDecision
             : name == "body"     ? Part::kBody
             : name == "appendix" ? Part::kAppendix
                                  : Part::kHead;
      if (part == Part::kHead) {
        return Error{ErrorType::kCorrupt, file + ": no part '" + name + "'", 0};
      }
      continue;
    }
    const size_t colon = line.find(": ");
    const bool key =
        colon != std::string::npos && std::islower(static_cast<unsigned char>(line[0]));
    ScriptLine parsed;
    bool good = true;
    if (part == Part::kHead || (part == Part::kAppendix && key)) {
      good = key;
      auto& head = part == Part::kHead ? script.head : script.appendix_head;
      if (good) head[line.substr(0, colon)] = std::string(Trim(line.substr(colon + 2)));
    } else if (part == Part::kAppendix) {
      good = ParseLine(line, true, parsed);
      if (good) script.appendix.push_back(parsed);
    } else {
      good = ParseLine(line, false, parsed);
      if (good) (part == Part::kBody ? script.body : script.decision).push_back(parsed);
    }
    if (!good) {
      return Error{ErrorType::kCorrupt,
                   file + ":" + std::to_string(number) + ": not understood: " + line, 0};
    }
  }
  return script;
}

}  // namespace planrec::samples
