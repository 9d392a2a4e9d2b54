// SPDX-License-Identifier: GPL-3.0-or-later
//
// The name below a signer's position, where stamp, seal or signature lie on it: "GIÁM ĐỐC", and
// below it a name in red, or black print under a red seal crossed by a blue pen.
//
//   ReadSignerName(scene, lines);   // `lines` are set right
//
// What the page's own reading could not part is looked at in one ink after the other: print without
// coloured ink, red alone, all. In each, shapes of a letter's size that stand on one line are read;
// the surest reading of the shape of a name takes the place of what was read there before. Nothing
// is done where a name was read already, or no position stands on the right. Pixels of the work
// image. Not thread safe (the engine).
#pragma once

#include <vector>

#include "pipeline/acquire/ocr/head_fields.h"

namespace planrec::acquire {

void ReadSignerName(const HeadScene& scene, std::vector<InkReading>& lines);

/// How much the words look like a person's name, 0..1, with the least of their confidences.
double NameWorth(const std::vector<ReadWord>& words);

}  // namespace planrec::acquire
