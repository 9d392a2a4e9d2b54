// SPDX-License-Identifier: GPL-3.0-or-later
//
// Random numbers that are the same on every machine: splitmix64 (Steele, Lea, Flood 2014) and
// distributions of our own, because those of the standard library differ between libraries.
//
//   Random random(seed);
//   int value = random.Between(80, 95);
//   double noise = random.Normal() * sigma;
//
// One object per thread.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace planrec::samples {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  /// A generator of its own for one purpose, so that changing one part leaves the others alone.
  Random Fork(std::string_view purpose) const {
    uint64_t hash = state_ ^ 0xcbf29ce484222325ULL;
    for (const char c : purpose) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    Random forked(hash);
    forked.Next();
    return forked;
  }

  uint64_t Next() {
    uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  /// 0 <= x < 1.
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }
  /// low <= x <= high.
  int Between(int low, int high) {
    return low + static_cast<int>(Next() % static_cast<uint64_t>(high - low + 1));
  }
  bool Chance(double probability) { return Unit() < probability; }
  /// Mean 0, variance 1: the sum of twelve uniforms, close enough to a Gaussian for scan noise.
  double Normal() {
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += Unit();
    return sum;
  }
  template <typename T>
  const T& Pick(const std::vector<T>& from) {
    return from[static_cast<size_t>(Next() % from.size())];
  }

 private:
  uint64_t state_;
};

}  // namespace planrec::samples
