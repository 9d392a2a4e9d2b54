// SPDX-License-Identifier: GPL-3.0-or-later
//
// The originals behind records: found where the run had them, or below a folder given instead, and
// taken only where their content is the one that the record was made of.
//
//   Originals originals("out", "");
//   Result<FileDescriptor> file = originals.Open("a/b.pdf", sha256, unpacker);
//
// Thread safe. kNotFound, kUnreadable with what to do; nothing of the file is looked at but its
// digest, and that once for each state of the file.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "pipeline/batch/unpacker.h"
#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::serve {

class Originals {
 public:
  /// `folder`: what paths are below; empty = where the run noted them.
  Originals(std::string output, std::string folder)
      : output_(std::move(output)), folder_(std::move(folder)) {}

  /// `unpacker`: of the calling thread, for one that stands in an archive or a PDF.
  Result<FileDescriptor> Open(const std::string& path, const std::string& sha256,
                              batch::Unpacker& unpacker);
  /// The PDF that an office document was converted to, which the run kept beside the records.
  Result<FileDescriptor> OpenConverted(const std::string& path, const std::string& sha256);

 private:
  /// Whose content has the digest; `what` names it, `advice` says what to do where it has not.
  Result<FileDescriptor> OpenMember(const std::string& place, const std::string& sha256,
                                    batch::Unpacker& unpacker);
  /// The images of a folder, joined as the run joined them.
  Result<FileDescriptor> OpenFolder(const std::string& folder, const std::string& sha256);
  Result<FileDescriptor> OpenChecked(const std::string& file, const std::string& sha256,
                                     const std::string& what, const std::string& advice);
  Result<std::string> Place(const std::string& path);

  const std::string output_, folder_;
  std::mutex mutex_;
  std::map<std::string, std::string> places_;  ///< of paths
  std::map<std::string, std::string> known_;   ///< state of a file → its digest
};

}  // namespace planrec::serve
