// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files within inputs, taken out: archives as folders, attachments of PDF files. All that parses is
// done by workers; here are names, limits and files without a name.
//
//   Unpacker unpacker(worker, unpack_limits, "out");
//   Result<Contents> contents = unpacker.List(fd);
//   Result<FileDescriptor> file = unpacker.Extract("in/dossier.zip\0a/annex.pdf"s, open);
//
// What is listed is found again by its name. Files taken out in the list's order cost one way
// through the container. Not thread safe; one thread, which must live as long as it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/batch/original_process.h"
#include "pipeline/batch/unpack_protocol.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

/// A file in a container, or in one that stands in that.
struct Member {
  std::string
      inside;  ///< behind the outer file's path: kInside and a name for each (member_place.h)
  std::string shown;  ///< behind its path in the batch: "#a/annex.pdf", "#inner.zip#annex.pdf"
  bool skipped = false;
  std::optional<Error> error;  ///< why it is skipped or can't be had
};

struct Contents {
  bool container = false;  ///< holds files at all
  std::vector<Member> members;
  std::optional<Error> damage;  ///< why these may not be all
};

/// True where a PDF's bytes may name files within it; one that can't be read does not.
bool MayHoldFiles(int fd);

class Unpacker {
 public:
  /// `folder`: where files without a name are made.
  Unpacker(const WorkerSettings& settings, const UnpackLimits& limits, std::string folder);

  /// All files in it, those of archives in it included, in their order. What is no container, or
  /// can't be told, has none; kTooLarge over --max-entries, and why the outer one can't be opened.
  Result<Contents> List(int fd);

  /// `open` gives the outer file, where it is not open yet.
  Result<FileDescriptor> Extract(const std::string& place,
                                 const std::function<Result<FileDescriptor>()>& open);

 private:
  /// A container that a worker of its own has open.
  struct Level {
    std::string place;
    FileDescriptor file;
    std::unique_ptr<WorkerProcess> process;
    Listing listing;
    std::vector<std::string> keys;  ///< names; one that was there before has a number behind it
    std::map<std::string, size_t> index;
  };

  Status OpenLevel(Level& level);
  Result<FileDescriptor> TakeOut(Level& level, size_t index);
  Result<FileDescriptor> TakeOutOnce(Level& level, size_t index);
  Status ListLevel(Level& level, const Member& above, int depth, Contents& contents);
  /// What stands in a file that may be a container itself; false where it is none.
  Result<bool> ListInner(Level& level, size_t index, const Member& member, int depth,
                         Contents& contents);
  Clock::time_point Deadline() const;

  const WorkerSettings& settings_;
  const UnpackLimits limits_;
  const std::string folder_;
  OriginalProcess original_;
  std::vector<std::unique_ptr<Level>> open_;  ///< from the outer file inwards
};

}  // namespace planrec::batch
