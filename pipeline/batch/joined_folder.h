// SPDX-License-Identifier: GPL-3.0-or-later
//
// The images of one folder as one document (--join). Its input has the folder's path, and its place
// (member_place.h) names nothing in the folder: "in/dossier\0".
//
//   const std::vector<std::string> names = ImageNames(folder, NamesIn(folder).names, false);
//   Result<JoinedFolder> joined = JoinImages(folder, "out", most_bytes, follow_links, stopped);
//
// Images are told by their first bytes, and read in the order in which people count: "trang 2"
// before "trang 10". Thread safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "pipeline/core/page.h"
#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

std::string JoinedPlace(const std::string& folder);
bool IsJoined(const std::string& place);

/// Those of the folder's `names` that are image files, hidden ones left out, in their order.
std::vector<std::string> ImageNames(int folder, const std::vector<std::string>& names,
                                    bool follow_links);

struct JoinedFolder {
  FileDescriptor file;  ///< as joined_images.h has it
  std::vector<JoinedFile> files;
};

/// The images that are there now, in a file without a name in `beside`. kEmpty where there are none
/// any more, kTooLarge over `most_bytes`, kUnreadable where one can't be read or changed meanwhile,
/// kOutputFailed, kInterrupted once `stopped`.
Result<JoinedFolder> JoinImages(int folder, const std::string& beside, uint64_t most_bytes,
                                bool follow_links, const std::function<bool()>& stopped);

}  // namespace planrec::batch
