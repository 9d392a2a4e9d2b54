// SPDX-License-Identifier: GPL-3.0-or-later
//
// The bodies that issue our plans and how each level calls its departments: what a script writes
// as {tc} is "Sở Tài chính" in a province, "Phòng Tài chính - Kế hoạch" in a district and "Phòng
// Kinh tế" in a commune since July 2025. Names of places are invented or plain; contents always
// are.
#pragma once

#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/markup.h"
#include "tools/lab/samples/sample_plan.h"

namespace planrec::samples {

struct BodyRequest {
  std::string kind;  ///< "xa_moi", "phuong_moi", "xa_cu", "huyen", "thanh_pho", "tinh",
                     ///< "so_noi_vu", "truong", "dang_uy", "phong_gd"
  std::string name, district, province;  ///< empty: taken from the lists of invented names
  int year = 2025;
};

/// Letterhead, issuer, signature, recipients and place of `plan`, and the words for its script.
/// kNotFound for an unknown kind.
Result<Vocabulary> SetBody(const BodyRequest& request, Random& random, SamplePlan& plan);

}  // namespace planrec::samples
