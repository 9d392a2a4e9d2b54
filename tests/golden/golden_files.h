// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stored results that must not change by accident: records in tests/golden/records, recognised
// pages in tests/golden/pages.
//
//   ExpectRecord("xa-chuyen-doi-so-pdf.pdf", json);   // equal byte for byte, or a short difference
//
// `tools/update-golden` writes what is stored anew; it sets PLANREC_UPDATE_GOLDEN, which the tests
// refuse where CI is set. One test at a time writes one file.
#pragma once

#include <string>

namespace planrec::golden {

/// The folder of this room in the source tree.
std::string GoldenFolder();
std::string SamplesFolder();

/// What `tools/update-golden` asked for; nothing in an ordinary run.
enum class Update { kNothing, kRecords, kPages };
Update WhatToUpdate();

/// A whole file; empty where it can't be read.
std::string ReadFile(const std::string& path);
/// Makes the folders on the way.
void WriteFile(const std::string& path, const std::string& bytes);

/// A test failure where `record` is not what is stored as records/<input>.plan.json.
void ExpectRecord(const std::string& input, const std::string& record);

}  // namespace planrec::golden
