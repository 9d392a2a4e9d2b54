// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads a plan script (plans/*.plan; its notation is explained in plans/README.md and markup.h) and
// makes sample plans from it: as written for the committed set, or varied (another body, year,
// numbering scheme, typography, optional lines left out) for as many as are asked for.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/core/result.h"
#include "tools/lab/samples/random.h"
#include "tools/lab/samples/sample_plan.h"
#include "tools/lab/samples/style.h"

namespace planrec::samples {

struct ScriptLine {
  char kind = 0;  ///< '#' heading, '*' item, '>' paragraph; in tables 'G', 'T', '-'
  int depth = 0;  ///< of the heading or item, from 1 (0: a Phần); '>': 1 in the tree, 2 at the root
  int numbered = 0;  ///< an item that takes the marker of this heading level; 0: none
  bool optional = false;
  bool title = false;    ///< an item that is a title and introduces what follows: a heading
  bool repeats = false;  ///< printed with the number before it (a slip that real plans have)
  bool skips = false;    ///< a number is left out before it
  std::string text;
};

struct Script {
  std::string file;
  std::map<std::string, std::string> head;
  std::vector<ScriptLine> decision, body;
  std::map<std::string, std::string> appendix_head;
  std::vector<ScriptLine> appendix;

  std::string Get(const std::string& key, const std::string& otherwise = "") const;
};

/// kCorrupt names the line that can't be understood.
Result<Script> ParseScript(const std::string& file, const std::string& text);

struct Instance {
  SamplePlan plan;
  Style style;
};

/// `varied` false: the plan as its script gives it; only numbers and names depend on the generator.
Result<Instance> Instantiate(const Script& script, bool varied, Random random);

}  // namespace planrec::samples
