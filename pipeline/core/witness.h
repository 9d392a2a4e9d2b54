// SPDX-License-Identifier: GPL-3.0-or-later
//
// What bears witness of a value: other readings of one word, and electronic signatures. Pages carry
// them to the record, where they become candidates and evidence. Plain values; const access is
// thread safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/where.h"

namespace planrec {

/// Who says so. The words stand in record_lists.h.
enum class WitnessOrigin {
  kInk,         ///< read from the page's image, or printed there
  kLayer,       ///< the text that a PDF brings along
  kStamp,       ///< a stamp's text: the visible part of a signature, "CÔNG VĂN ĐẾN"
  kESignature,  ///< an electronic signature's own data
  kAppendix,    ///< the note of an appendix: "(Kèm theo Kế hoạch số …)"
  kElsewhere,   ///< another place of the same file
  kFileName,
  kInferred,  ///< concluded, printed nowhere
  kPerson,
};

/// One value that something may have.
struct Candidate {
  std::string value;  ///< as text, in the normal form of the field that it is for
  WitnessOrigin origin = WitnessOrigin::kInk;
  double confidence = 0;  ///< 0..1
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// A word that was read in more than one way.
struct WordReadings {
  std::string field;  ///< "number", "day", "month" of the letterhead; empty: a word of the text
  std::string value;  ///< as its line has it
  Box box;
  std::vector<Candidate> candidates;  ///< best first
};

/// An electronic signature in a PDF: what it says of itself. That the certificate is to be trusted
/// is not said, and nobody is asked.
struct ESignature {
  std::string signer;                   ///< the certificate's common name
  std::string organisation;             ///< of the certificate; empty where it has none
  std::string locality;                 ///< the same
  std::string signed_at;                ///< "2025-05-13T16:28:46+07:00"; empty where not said
  std::optional<bool> intact;           ///< the bytes signed are the file's; unset: not checked
  std::optional<bool> covers_document;  ///< nothing stands behind what was signed
  Where where;                          ///< of its visible part; nowhere where it has none
};

}  // namespace planrec
