// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stamps of urgency in red: "HỎA TỐC", "THƯỢNG KHẨN", "KHẨN", mostly in a frame and seldom straight
// (decree 30/2020, Annex I, 10b). The page's own reading takes them for a seal.
//
//   ReadUrgencyStamp(scene, lines);   // adds its line where one stands in the upper half
//
// Only what is one of these words is taken. Not thread safe (the engine).
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/acquire/ocr/head_fields.h"

namespace planrec::acquire {

void ReadUrgencyStamp(const HeadScene& scene, std::vector<InkReading>& lines);

/// The stamp's words where a line read is one, signs around it left out; empty for any other.
std::string_view UrgencyWords(std::string_view line);

}  // namespace planrec::acquire
