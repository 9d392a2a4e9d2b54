// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ways to damage a PDF as disks, transfers and bad programs do, and as an attacker would.
//
//   for (const Damage& damage : kDamages) std::string bad = damage.make(good, random);
//
// Each is a pure function of the file and the random numbers: the same seed gives the same bytes.
#pragma once

#include <random>
#include <span>
#include <string>

namespace planrec::damage {

using Random = std::mt19937_64;

struct Damage {
  const char* name;
  const char* what;
  std::string (*make)(const std::string& pdf, Random& random);
};

/// All kinds, in the order in which they take turns.
std::span<const Damage> Damages();

/// At least `least`, at most `most`; the same on every machine.
inline size_t Pick(Random& random, size_t least, size_t most) {
  return least + random() % (most - least + 1);
}

}  // namespace planrec::damage
