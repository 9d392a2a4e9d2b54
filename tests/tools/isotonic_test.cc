// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/evaluate/isotonic.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace planrec::evaluate {
namespace {

/// "0.5+ 0.5- 0.9+": confidence and whether right. Steps as "confidence:right/objects", in percent.
std::string Fit(const std::vector<std::pair<double, bool>>& in, size_t least) {
  std::vector<Outcome> outcomes;
  for (const auto& [confidence, right] : in) outcomes.push_back({confidence, right});
  std::string out;
  for (const CurveStep& step : FitCurve(std::move(outcomes), least)) {
    out += std::to_string(std::lround(step.confidence * 100)) + ":" +
           std::to_string(std::lround(step.right * 100)) + "/" + std::to_string(step.objects) + " ";
  }
  return out;
}

TEST(Isotonic, Curves) {
  EXPECT_EQ(Fit({}, 2), "");
  EXPECT_EQ(Fit({{0.5, true}}, 25), "50:100/1 ");
  // Rising as it is.
  EXPECT_EQ(Fit({{0.2, false}, {0.2, false}, {0.8, true}, {0.8, true}}, 2), "20:0/2 80:100/2 ");
  // A fall is pooled away.
  EXPECT_EQ(Fit({{0.2, true}, {0.2, true}, {0.8, false}, {0.8, true}}, 2), "50:75/4 ");
  // Order does not matter; what is left over joins the last step.
  EXPECT_EQ(Fit({{0.9, true}, {0.1, false}, {0.1, false}, {0.9, true}, {0.9, false}}, 2),
            "10:0/2 90:67/3 ");
  // Equal confidences are never parted.
  EXPECT_EQ(Fit({{0.5, true}, {0.5, true}, {0.5, false}, {0.7, true}}, 2), "55:75/4 ");
}

}  // namespace
}  // namespace planrec::evaluate
