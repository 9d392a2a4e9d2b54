// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/image/flatten.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>

namespace planrec::acquire {
namespace {

constexpr int kLeastLines = 8;  // long ones, for a model
// In Leptonica's millionths of a pixel. Measured: straight pages (phone pictures among them) stay
// within 16, a sheet waving by 12 px has 34.
constexpr int kLeastCurvature = 20;

// No model is the usual answer and no error.
class Silence {
 public:
  Silence() : before_(setMsgSeverity(L_SEVERITY_NONE)) {}
  ~Silence() { setMsgSeverity(before_); }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  l_int32 before_;
};

struct DeleteDewarpa {
  void operator()(L_DEWARPA* models) const { dewarpaDestroy(&models); }
};

}  // namespace

bool Flatten(WorkImage& work) {
  const Silence silence;
  const std::unique_ptr<L_DEWARPA, DeleteDewarpa> models(dewarpaCreate(1, 0, 1, kLeastLines, 1));
  if (!models) return false;
  dewarpaUseBothArrays(models.get(), 0);  // the vertical shift alone
  L_DEWARP* model = dewarpCreate(work.binary.get(), 0);
  if (model == nullptr) return false;
  dewarpaInsertDewarp(models.get(), model);  // owns it
  dewarpBuildPageModel(model, nullptr);
  if (model->vsuccess == 0 ||
      std::max(std::abs(model->mincurv), std::abs(model->maxcurv)) < kLeastCurvature)
    return false;
  const auto applied = [&](const Raster& from, int fill) {
    Pix* flat = nullptr;
    dewarpaApplyDisparity(models.get(), 0, from.get(), fill, 0, 0, &flat, nullptr);
    return Raster::Take(flat);
  };
  constexpr int kWhite = 255;
  Raster grey = applied(work.grey, kWhite), binary = applied(work.binary, kWhite);
  if (grey.empty() || binary.empty() || grey.width_px() != work.grey.width_px() ||
      grey.height_px() != work.grey.height_px())
    return false;
  grey.SetDpi(work.dpi, work.dpi);
  binary.SetDpi(work.dpi, work.dpi);
  work.grey = std::move(grey);
  work.binary = std::move(binary);
  return true;
}

}  // namespace planrec::acquire
