// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files within a PDF file: attachments of the document (a portfolio is made of them) and of its
// pages (paper clips).
//
//   EmbeddedFiles files(document);
//   files.names()[0];                                                // "annex.docx"
//   files.Read(0, [&](std::string_view piece) { return Put(piece); });
//
// Keeps a reference to the document. Not thread safe; Poppler's messages go to its callback.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/result.h"

class FileSpec;
class PDFDoc;

namespace planrec::acquire {

class EmbeddedFiles {
 public:
  explicit EmbeddedFiles(PDFDoc& document);
  ~EmbeddedFiles();
  EmbeddedFiles(const EmbeddedFiles&) = delete;
  EmbeddedFiles& operator=(const EmbeddedFiles&) = delete;

  /// As the PDF has them, in UTF-8; a number where it says none.
  const std::vector<std::string>& names() const { return names_; }
  /// Gives the bytes in pieces until `sink` fails. kCorrupt where they aren't there.
  Status Read(size_t index, const std::function<Status(std::string_view)>& sink);

 private:
  void Add(std::unique_ptr<FileSpec> file);

  std::vector<std::string> names_;
  std::vector<std::unique_ptr<FileSpec>> files_;
};

}  // namespace planrec::acquire
