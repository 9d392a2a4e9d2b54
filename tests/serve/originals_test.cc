// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/serve/originals.h"

#include <fcntl.h>
#include <gmock/gmock.h>

#include <filesystem>

#include "pipeline/batch/joined_folder.h"
#include "pipeline/files/digest.h"
#include "tests/batch/batch_files.h"

namespace planrec::serve {
namespace {

using ::testing::HasSubstr;

class OriginalsTest : public batch::BatchFiles {};

TEST_F(OriginalsTest, ImagesThatWereJoinedAreJoinedAgain) {
  Write("in/hồ sơ/1.jpg", "\xFF\xD8\xFF\xE0 one");
  Write("in/hồ sơ/2.jpg", "\xFF\xD8\xFF\xE0 two");
  Write("out/ledger.sqlite", "");
  const FileDescriptor folder(open(At("in/hồ sơ").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const auto joined = batch::JoinImages(folder.get(), At("out"), 1000, false, {});
  ASSERT_TRUE(joined) << joined.error().message;
  const std::string sha256 = DigestFile(joined->file.get())->sha256;

  Originals originals(At("out"), At("in"));
  const batch::WorkerSettings settings;
  batch::Unpacker unpacker(settings, UnpackLimits{}, At("out"));
  const Result<FileDescriptor> opened = originals.Open("hồ sơ", sha256, unpacker);
  ASSERT_TRUE(opened) << opened.error().message;
  EXPECT_EQ(DigestFile(opened->get())->sha256, sha256);
  // A link that the run did not follow is no page; one that it did follow is.
  Write("elsewhere.jpg", "\xFF\xD8\xFF\xE0 linked");
  std::filesystem::create_symlink(At("elsewhere.jpg"), At("in/hồ sơ/4.jpg"));
  EXPECT_TRUE(originals.Open("hồ sơ", sha256, unpacker));
  const auto linked = batch::JoinImages(folder.get(), At("out"), 1000, true, {});
  EXPECT_TRUE(originals.Open("hồ sơ", DigestFile(linked->file.get())->sha256, unpacker));
  // Another page since: another document.
  Write("in/hồ sơ/3.jpg", "\xFF\xD8\xFF\xE0 three");
  const Result<FileDescriptor> changed = originals.Open("hồ sơ", sha256, unpacker);
  ASSERT_FALSE(changed);
  EXPECT_THAT(changed.error().message, HasSubstr("was changed since it was read"));
}

}  // namespace
}  // namespace planrec::serve
