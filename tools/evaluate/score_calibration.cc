// SPDX-License-Identifier: GPL-3.0-or-later
// Does confidence tell how often an object is right, and does `review` point to what is wrong?
#include <set>

#include "tools/evaluate/score_parts.h"

namespace planrec::evaluate {
namespace {

/// What the review list points to.
class Flags {
 public:
  Flags(const std::vector<ReviewItem>& review, const JudgedList& judged) {
    for (const Judged& each : judged) {
      if (each.section) sections_.insert(each.pointer);
    }
    for (const ReviewItem& item : review) {
      at_.insert(item.pointer.rfind('#', 0) == 0 ? item.pointer.substr(1) : item.pointer);
    }
    for (const std::string& pointer : at_) {
      for (size_t slash = pointer.find('/'); slash != std::string::npos;
           slash = pointer.find('/', slash + 1)) {
        above_.insert(pointer.substr(0, slash));
        if (pointer.compare(slash, 10, "/children/") != 0) {
          above_in_node_.insert(pointer.substr(0, slash));
        }
      }
    }
  }

  /// A flag counts for the object that it names, for one that it lies inside of, and for all that
  /// lies inside what it names; but a section node is no container of its children.
  bool Hit(const Judged& object) const {
    std::string pointer = object.pointer;
    if (pointer.back() == '#') return at_.count(pointer.substr(0, pointer.size() - 1)) > 0;
    const std::set<std::string>& above = object.section ? above_in_node_ : above_;
    if (at_.count(pointer) > 0 || above.count(pointer) > 0) return true;
    for (size_t slash = pointer.rfind('/'); slash != std::string::npos;
         slash = slash == 0 ? std::string::npos : pointer.rfind('/', slash - 1)) {
      const std::string container = pointer.substr(0, slash);
      if (at_.count(container) > 0 && sections_.count(container) == 0) return true;
    }
    return false;
  }

 private:
  std::set<std::string> at_, above_, above_in_node_, sections_;
};

}  // namespace

void ScoreCalibration(Context& context) {
  Counts& counts = context.counts;
  counts.Calibration("calibration.ece");
  const Flags flags(context.pred.review, context.judged);
  size_t flagged = 0, total = 0, flagged_wrong[2] = {0, 0}, wrong[2] = {0, 0};
  for (const Judged& object : context.judged) {
    if (object.confidence) {
      counts.Calibration("calibration.ece", *object.confidence, object.right);
      const bool cell = object.pointer.find("/cells/") != std::string::npos ||
                        object.pointer.rfind("/tasks/", 0) == 0;
      counts.Sample(cell ? "cells and tasks" : "found by a grammar",
                    {*object.confidence, object.right[kStrict]});
    }
    // A document field without confidence is one that was not found: it may be wrong all the same.
    if (!object.confidence && object.pointer.rfind("/document/", 0) != 0) continue;
    ++total;
    const bool hit = flags.Hit(object);
    flagged += hit ? 1 : 0;
    for (const Mode mode : kModes) {
      wrong[mode] += object.right[mode] ? 0 : 1;
      flagged_wrong[mode] += hit && !object.right[mode] ? 1 : 0;
    }
  }
  counts.Review("calibration.review", {wrong[0], wrong[1]}, flagged,
                Both{static_cast<double>(flagged_wrong[0]), static_cast<double>(flagged_wrong[1])});
  counts.Share("calibration.flagged", flagged, total);
}

}  // namespace planrec::evaluate
