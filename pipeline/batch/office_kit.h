// SPDX-License-Identifier: GPL-3.0-or-later
//
// LibreOffice inside this process (LibreOfficeKit): a text document in, a PDF out. Only for a
// process that is confined already (convert_office.h) and converts this one document: LibreOffice
// starts threads and never ends them.
//
//   Result<OfficeFacts> facts = ConvertInProcess({"/work", kDocx, /*old_fonts=*/false});
//
// Tracked changes are accepted, comments left out, macros not run and links not followed.
#pragma once

#include <string>

#include "pipeline/core/result.h"

namespace planrec::batch {

/// The parts of LibreOffice's program folder that a conversion needs are there.
bool OfficeIsInstalled();

struct OfficeRequest {
  std::string workshop;    ///< a folder to work in; holds `input`
  std::string input;       ///< name of the document, with the ending of its type
  bool old_fonts = false;  ///< it names a font of the encodings from before Unicode
};

struct OfficeFacts {
  std::string version;      ///< "7.4.7.2"
  int tracked_changes = 0;  ///< that were accepted
};

/// Name of the PDF in the workshop.
inline constexpr const char* kConvertedName = "out.pdf";

/// kCorrupt where LibreOffice can't read the document, kInternal where it does not start.
Result<OfficeFacts> ConvertInProcess(const OfficeRequest& request);

/// Takes out of a PDF that LibreOffice wrote what differs each time: the date, and the file's
/// identifier. Same length.
void MakeReproducible(std::string& pdf);

}  // namespace planrec::batch
