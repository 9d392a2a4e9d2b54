// SPDX-License-Identifier: GPL-3.0-or-later
//
// From recognised pages, as they were read once, to the bytes of their records.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "normalizers/repair/repair_pages.h"
#include "normalizers/unicode/normalize_page.h"
#include "pipeline/batch/check_record.h"
#include "pipeline/batch/compose.h"
#include "pipeline/core/wire.h"
#include "tests/golden/frozen_pages.h"
#include "tests/golden/golden_files.h"

namespace planrec::golden {
namespace {

const normalize::RepairModel& Model() {
  static const std::shared_ptr<const normalize::RepairModel> model = [] {
    auto loaded =
        normalize::RepairModel::Load(std::string(PLANREC_SOURCE_DIR) + "/normalizers/models");
    return loaded ? *loaded : nullptr;
  }();
  return *model;
}

class GoldenPages : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenPages, GiveTheRecord) {
  Document document;
  document.source = SourceOf(GetParam());
  for (const std::string& bytes : FrozenPages(GetParam())) {
    Result<Page> page = wire::DecodePage(bytes);
    ASSERT_TRUE(page.ok()) << "the pages are of another wire::kVersion: tools/update-golden --pages"
                           << " reads them anew; the records must stay";
    normalize::NormalizePage(*page);
    document.pages.push_back(std::move(*page));
  }
  ASSERT_FALSE(document.pages.empty());
  normalize::RepairPages(Model(), document.pages);
  const SourceFile source = document.source;
  const batch::Composed composed = batch::Compose(std::move(document), {});
  EXPECT_EQ(batch::CheckRecord(composed.json, source).violation, "");
  ExpectRecord(GetParam(), composed.json);
}

INSTANTIATE_TEST_SUITE_P(, GoldenPages, ::testing::ValuesIn(FrozenInputs()),
                         [](const auto& input) { return TestName(input.param); });

}  // namespace
}  // namespace planrec::golden
