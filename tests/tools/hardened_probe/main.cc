// SPDX-License-Identifier: GPL-3.0-or-later
//
// A program with something for each flag of planrec_hardening to act on: hardened.sh looks at what
// this compiler made of them. Not run.
#include <cstdio>
#include <cstring>
#include <vector>

namespace {

/// Functions that are called by address: each begins with a landing mark.
template <int kPlace>
int Letter(const std::vector<char>& letters) {
  return letters[kPlace];
}
constexpr int (*kLetters[])(const std::vector<char>&) = {
    Letter<0>, Letter<1>, Letter<2>, Letter<3>, Letter<4>,  Letter<5>,
    Letter<6>, Letter<7>, Letter<8>, Letter<9>, Letter<10>, Letter<11>};

}  // namespace

int main(int argc, char** argv) {
  char text[64];
  std::strcpy(text, argv[0]);
  std::snprintf(text + 8, 32, "%s", argv[argc - 1]);
  const std::vector<char> letters(text, text + std::strlen(text));
  return kLetters[argc % 12](letters);
}
