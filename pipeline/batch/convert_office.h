// SPDX-License-Identifier: GPL-3.0-or-later
//
// An office document becomes a PDF, whose pages are then read as those of any other.
//
//   Result<OfficePdf> pdf = ConvertOffice(fd, kDocx, settings, "out", deadline);
//   worker->Open(pdf->file.get(), name, deadline);
//
// LibreOffice runs inside a process of ours (office_kit.h) that confines itself before it sees the
// document: as page workers are (sandbox.h), but that it may start threads, load LibreOffice's
// libraries and write below a workshop, a folder of its own that is removed afterwards. It may
// start no programs and open no sockets; memory, processor and wall time, and the size of files are
// limited; each document has its own process and its own copy of a profile that has seen no
// document. Where the machine has no Landlock nothing is converted.
//
// Failures: kUnsupportedType where LibreOffice is not installed (the message says what to install),
// kCorrupt where it can't read the document, kTooLarge, kTimeout, kCrashed, kOutOfMemory,
// kInterrupted, kOutputFailed where the workshop can't be made.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/batch/worker_process.h"
#include "pipeline/core/result.h"
#include "pipeline/files/file_descriptor.h"

namespace planrec::batch {

struct OfficePdf {
  FileDescriptor file;  ///< of a file without a name
  std::string sha256;
  std::string by;           ///< "LibreOffice 7.4.7.2"
  int tracked_changes = 0;  ///< that were accepted
};

/// `fd`: the document, from its start, which stays the caller's. `place`: the folder in which the
/// workshop is made, under a temporary name (atomic_file.h); empty = the system's for such.
Result<OfficePdf> ConvertOffice(int fd, const std::string& media_type,
                                const WorkerSettings& settings, const std::string& place,
                                Clock::time_point deadline);

/// True for the error of a machine without LibreOffice: it says nothing about the document.
bool LacksOffice(const Error& error);

/// The body of the process: how the program starts itself for it, and what it does. Returns the
/// exit code.
inline constexpr const char* kOfficeArgument = "--office-worker";
int OfficeMain();

}  // namespace planrec::batch
