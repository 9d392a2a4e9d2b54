// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which inputs a run has, and what each is called. Folders are walked depth first, names sorted by
// their bytes, so that the order never depends on the file system. Nothing is opened but folders.
//
//   DiscoverOptions options{{"plans", "extra/a.pdf"}, "out"};
//   Discover(options, [&](Found found) { ledger.Add(found); return true; });
//
// Rules:
// - An input's `path` is relative to the folder given; a file given directly has its file name; a
//   relative path out of a list keeps its folders. It is valid UTF-8: a byte that is none is
//   written as \xNN. Paths need not be unique: the intake tells equal ones apart.
// - Symbolic links inside a folder are followed only when asked (else skipped, named); one given
//   directly is. A link back to a folder on the way down is a loop: skipped, named.
// - Names that start with a dot are skipped, folders of that kind as one entry.
// - The output folder inside an input folder is passed over; so is what planrec wrote into an input
//   folder that is an output folder too, of this run or another (own_files.h).
// - With join_images, the image files of a folder are one input that has the folder's path, and
// stand
//   before its other files. Their first bytes are read to tell them.
// - What is neither file nor folder (pipe, socket, device) is skipped, and so is the run's log.
//
// Memory: the names of the folders on the way down, one at a time per level.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

/// Which file was found: whoever opens it later sees whether it is still that one.
struct FoundFile {
  size_t root_size = 0;  ///< bytes of its path that are the folder given; links may lie in these
  uint64_t device = 0, inode = 0;
};

struct Found {
  std::string file;  ///< how to open it, bytes as the system gave them
  std::string path;  ///< its name in the batch
  std::string root;  ///< name of the folder given, for telling apart equal paths; may be empty
  bool skipped = false;
  std::optional<Error> error;  ///< why it is skipped or can't be had
  FoundFile walked = {};
};

struct DiscoverOptions {
  std::vector<std::string> inputs;  ///< folders, files, "-" for a list
  std::string output;               ///< passed over where it lies inside an input
  std::istream* list = nullptr;     ///< what "-" reads: a path a line, or NUL after each
  bool follow_links = false;        ///< symbolic links inside folders
  int log_fd = -1;                  ///< of this run: no input
  bool join_images = false;         ///< those of a folder are one input (joined_folder.h)
};

/// Calls `found` for each input in order until it gives false.
void Discover(const DiscoverOptions& options, const std::function<bool(const Found&)>& found);

enum class Opens { kFile, kFolder };

/// Opens a file that was found, for reading, as the walk would find it now: below the folder given
/// no symbolic link is followed unless links are; what is no file any more, or another than was
/// found where a link may have led there, is refused. kNotFound or kUnreadable.
Result<FileDescriptor> OpenFound(const std::string& file, const FoundFile& found, bool follow_links,
                                 Opens opens = Opens::kFile);

/// Text as valid UTF-8: bytes that are none become \xNN.
std::string Printable(const std::string& bytes);

/// The path for the record of an input whose path another has already: told apart by content, and
/// from the second attempt on by a number too.
std::string WithDigest(const std::string& path, const std::string& sha256, int attempt = 1);

/// Where files about an input stand below records/: the path, made safe against names too long for
/// the file system once a suffix is added, against names that mean another place, and against
/// folders that look like a record. Two paths never give one stem, nor a stem that is a folder of
/// another's with a suffix (as far as nobody finds two names of one SHA-256).
std::string OutputStem(const std::string& path);

}  // namespace planrec::batch
