// SPDX-License-Identifier: GPL-3.0-or-later
//
// What stands above the text: bodies, number and notation, place and date, type, subject, Kính gửi,
// urgency and secrecy (boxes 1 to 5, 9a and 10 of Decree 30/2020/NĐ-CP, Annex I).
//
//   Head head = ReadHead(items, 0, items.size());
//   body begins at items[head.end]
//
// With positions the two columns come apart by FlowLine::column; lines read across are cut
// (columns.h). What is not printed stays absent: the issuer may be concluded afterwards
// (issuers.h). Pure function, thread safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/flow.h"
#include "pipeline/core/record.h"

namespace planrec::extract {

struct Head {
  DocumentFields fields;
  bool has_type = false;               ///< a type line or V/v was printed
  std::optional<PlacedText> attached;  ///< "(Kèm theo Quyết định số …)" under the title
  std::vector<Warning> warnings;
  size_t end = 0;  ///< index of the first item that belongs to the body
};

/// Reads the head that begins at items[begin]; looks no further than items[end].
Head ReadHead(const std::vector<FlowItem>& items, size_t begin, size_t end);

/// Index of the type line of a plan that a decision in the same file issues, and the first line of
/// its own letterhead; nullopt where there is none. Looked for after `begin`.
struct AttachedPlan {
  size_t head = 0, type_line = 0;
};
std::optional<AttachedPlan> FindAttachedPlan(const std::vector<FlowItem>& items, size_t begin);

/// A document's number, notation and code as a head or a note prints them.
struct PrintedCode {
  std::optional<int> number;
  std::string notation, code;
  bool blank = false;  ///< the number was left blank
  double confidence = 1.0;
};
/// From "Số: 104/KH-UBND"; nullopt for another line.
std::optional<PrintedCode> ReadNumberLine(std::string_view line);

struct PrintedDate {
  std::string place;  ///< before the date; may be empty
  std::string iso;    ///< reduced where day or month is blank; empty where the year is
  bool complete = true;
  size_t place_end = 0;  ///< bytes of the line that are the place
};
/// From "Lấp Vò, ngày 22 tháng 3 năm 2024"; nullopt for another line.
std::optional<PrintedDate> ReadPlaceAndDate(std::string_view line);

/// The years that a plan is for, from its title.
std::optional<Period> PeriodOf(std::string_view title);

}  // namespace planrec::extract
