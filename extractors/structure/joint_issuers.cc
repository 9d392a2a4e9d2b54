// SPDX-License-Identifier: GPL-3.0-or-later
#include "extractors/structure/joint_issuers.h"

#include "extractors/structure/issuers.h"
#include "extractors/vocabulary/body_names.h"
#include "extractors/vocabulary/patterns.h"
#include "pipeline/core/utf8.h"

namespace planrec::extract {
namespace {

const Pattern kJoint{"letterhead.joint", Over::kPrinted, R"(\s*(?:\s[-–—]\s|[-–—]\s+|\s[-–—])\s*)",
                     "SỞ Y TẾ - SỞ TÀI CHÍNH", "TÀI NGUYÊN-MÔI TRƯỜNG"};

bool IsBody(const std::string& text) {
  return !text.empty() && FindBodyHead(FullBodyName(text)) != nullptr;
}

}  // namespace

JointBodies FindJointBodies(const std::vector<std::string>& lines) {
  JointBodies joint;
  size_t with_hyphen = lines.size();
  for (size_t i = 0; i < lines.size() && with_hyphen == lines.size(); ++i)
    if (kJoint.Matches(lines[i] + " ")) with_hyphen = i;
  if (with_hyphen == lines.size()) return joint;
  // The first name may have begun on a line above.
  joint.first = with_hyphen;
  while (joint.first > 0 && !StartsBody(lines[joint.first])) --joint.first;
  std::string text;
  for (size_t i = joint.first; i < lines.size(); ++i)
    text.append(text.empty() ? "" : " ").append(lines[i]);
  std::vector<std::string> parts;
  size_t begin = 0;
  const auto add = [&](size_t end) {
    std::string part(Trim(std::string_view(text).substr(begin, end - begin)));
    // A hyphen inside a name goes on with it.
    if (!parts.empty() && !IsBody(part))
      parts.back().append(" - ").append(part);
    else
      parts.push_back(std::move(part));
  };
  for (const Match& hyphen : kJoint.FindAll(text)) {
    add(hyphen.begin());
    begin = hyphen.end();
  }
  if (begin < text.size()) add(text.size());
  if (parts.size() < 2 || !IsBody(parts.front())) return joint;
  joint.names = std::move(parts);
  return joint;
}

}  // namespace planrec::extract
