// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/pictures.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/files/digest.h"
#include "pipeline/files/read_files.h"
#include "tests/batch/batch_files.h"

namespace planrec::serve {
namespace {

using PicturesTest = batch::BatchFiles;

/// The processes that this one and its threads have started.
std::set<int> Children() {
  std::set<int> children;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream list(task.path() / "children");
    for (int child = 0; list >> child;) children.insert(child);
  }
  return children;
}

// What a document did to the process that draws it meets no other document.
TEST_F(PicturesTest, AProcessDrawsOneDocument) {
  const std::string samples = PLANREC_SOURCE_DIR "/samples";
  Originals originals(At("out"), samples);
  batch::WorkerSettings settings;
  settings.command = {PLANREC_PROGRAM, batch::kWorkerArgument};
  Pictures pictures(settings, originals, 1);
  const auto draw = [&](const std::string& name, int page) {
    const std::string bytes = *ReadWhole(samples + "/" + name);
    const auto picture = pictures.Get({name, Sha256(bytes), {.page = page, .width_px = 200}});
    EXPECT_TRUE(picture) << name << ": " << (picture ? "" : picture.error().message);
    return Children();
  };
  const std::set<int> first = draw("tinh-chi-thi-rung-stamp.pdf", 1);
  EXPECT_EQ(draw("tinh-chi-thi-rung-stamp.pdf", 2), first);
  const std::set<int> other = draw("dang-uy-kiem-tra-scan.pdf", 1);
  EXPECT_NE(other, first);
  // The one that sees no document, and one that sees this one.
  EXPECT_EQ(other.size(), 2U);
}

TEST_F(PicturesTest, LockedPdfsAreDrawnByTheirPasswords) {
  if (std::system("qpdf --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "qpdf is not installed";
  std::filesystem::create_directories(At("in"));
  ASSERT_EQ(std::system(("qpdf --encrypt secret owner 256 -- " PLANREC_SOURCE_DIR
                         "/samples/xa-chuyen-doi-so-pdf.pdf '" +
                         At("in/x.pdf") + "'")
                            .c_str()),
            0);
  const std::string sha256 = Sha256(Read("in/x.pdf"));
  for (const auto& [passwords, drawn] :
       {std::pair(std::vector<std::string>{}, false),
        std::pair(std::vector<std::string>{"no", "secret"}, true)}) {
    Originals originals(At("out"), At("in"));
    batch::WorkerSettings settings;
    settings.command = {PLANREC_PROGRAM, batch::kWorkerArgument};
    settings.options.passwords = passwords;
    Pictures pictures(settings, originals, 1);
    EXPECT_EQ(static_cast<bool>(pictures.Get({"x.pdf", sha256, {.page = 1, .width_px = 200}})),
              drawn);
  }
}

}  // namespace
}  // namespace planrec::serve
