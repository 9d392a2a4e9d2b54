// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools/lab/damage/damage.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "tools/lab/damage/bombs.h"

namespace planrec::damage {
namespace {

std::string FlipBytes(std::string pdf, size_t count, Random& random) {
  for (size_t i = 0; i < count && !pdf.empty(); ++i) {
    char& byte = pdf[Pick(random, 0, pdf.size() - 1)];
    byte = static_cast<char>(byte ^ (1 << Pick(random, 0, 7)));
  }
  return pdf;
}

std::string FewFlips(const std::string& pdf, Random& random) {
  return FlipBytes(pdf, Pick(random, 1, 20), random);
}

std::string ManyFlips(const std::string& pdf, Random& random) {
  return FlipBytes(pdf, pdf.size() / Pick(random, 50, 2000) + 1, random);
}

std::string CutEnd(const std::string& pdf, Random& random) {
  return pdf.substr(0, Pick(random, 1, pdf.size()));
}

std::string CutStart(const std::string& pdf, Random& random) {
  return pdf.substr(Pick(random, 1, std::min<size_t>(pdf.size() - 1, 4096)));
}

size_t BlockSize(const std::string& pdf, Random& random) {
  return std::min(pdf.size(), Pick(random, 64, 65'536));
}

std::string ZeroBlock(const std::string& pdf, Random& random) {
  std::string out = pdf;
  const size_t size = BlockSize(pdf, random);
  out.replace(Pick(random, 0, pdf.size() - size), size, size, '\0');
  return out;
}

std::string LostBlock(const std::string& pdf, Random& random) {
  std::string out = pdf;
  const size_t size = BlockSize(pdf, random);
  return out.erase(Pick(random, 0, pdf.size() - size), size);
}

std::string DoubledBlock(const std::string& pdf, Random& random) {
  std::string out = pdf;
  const size_t size = BlockSize(pdf, random);
  const size_t from = Pick(random, 0, pdf.size() - size);
  return out.insert(Pick(random, 0, pdf.size()), pdf.substr(from, size));
}

std::string LineEnds(const std::string& pdf, Random&) {
  // What a transfer in text mode does.
  std::string out;
  for (const char c : pdf) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::vector<size_t> AllOf(const std::string& pdf, std::string_view what) {
  std::vector<size_t> places;
  for (size_t at = pdf.find(what); at != std::string::npos; at = pdf.find(what, at + 1)) {
    places.push_back(at);
  }
  return places;
}

/// Begin and end of the number before " 0 obj" at `at`.
std::pair<size_t, size_t> NumberBefore(const std::string& pdf, size_t at) {
  size_t begin = at;
  while (begin > 0 && pdf[begin - 1] >= '0' && pdf[begin - 1] <= '9') --begin;
  return {begin, at};
}

std::string SwappedObjects(const std::string& pdf, Random& random) {
  const std::vector<size_t> objects = AllOf(pdf, " 0 obj");
  if (objects.size() < 2) return FewFlips(pdf, random);
  std::string out = pdf;
  for (int i = 0; i < 3; ++i) {
    auto [a, a_end] = NumberBefore(out, objects[Pick(random, 0, objects.size() - 1)]);
    auto [b, b_end] = NumberBefore(out, objects[Pick(random, 0, objects.size() - 1)]);
    if (a_end - a != b_end - b || a == b) continue;  // places stay what the table says
    std::swap_ranges(out.begin() + static_cast<std::ptrdiff_t>(a),
                     out.begin() + static_cast<std::ptrdiff_t>(a_end),
                     out.begin() + static_cast<std::ptrdiff_t>(b));
  }
  return out;
}

std::string BlankObject(const std::string& pdf, Random& random) {
  const std::vector<size_t> objects = AllOf(pdf, " 0 obj");
  if (objects.empty()) return FewFlips(pdf, random);
  const size_t from = objects[Pick(random, 0, objects.size() - 1)] + 6;
  const size_t to = std::min(pdf.find("endobj", from), pdf.size());
  std::string out = pdf;
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(from),
            out.begin() + static_cast<std::ptrdiff_t>(to), ' ');
  return out;
}

/// Digits behind one of the names become others, as many as there were.
std::string NewNumbers(const std::string& pdf, const std::vector<std::string_view>& names,
                       Random& random) {
  std::string out = pdf;
  for (const std::string_view name : names) {
    for (size_t at : AllOf(pdf, name)) {
      for (at += name.size(); at < out.size() && at < pdf.size(); ++at) {
        const char c = out[at];
        if (c >= '0' && c <= '9') {
          out[at] = static_cast<char>('0' + Pick(random, 0, 9));
        } else if (c != ' ' && c != '.' && c != '[' && c != '-') {
          break;
        }
      }
    }
  }
  return out;
}

std::string WrongNumbers(const std::string& pdf, Random& random) {
  return NewNumbers(pdf, {"/Length", "/Width", "/Height", "/BitsPerComponent", "/Columns"}, random);
}

std::string WrongBoxes(const std::string& pdf, Random& random) {
  return NewNumbers(pdf, {"/MediaBox", "/CropBox", "/BBox"}, random);
}

std::string WrongPlaces(const std::string& pdf, Random& random) {
  return NewNumbers(pdf, {"startxref", "/Prev", "/First", "/Size"}, random);
}

std::string WrongReferences(const std::string& pdf, Random& random) {
  return NewNumbers(pdf, {"/Kids", "/Contents", "/Resources", "/Parent", "/Font", "/ToUnicode"},
                    random);
}

/// The file with `to` wherever `from` stands.
std::string Replaced(const std::string& pdf, std::string_view from, std::string_view to) {
  std::string out = pdf;
  for (size_t at = out.find(from); at != std::string::npos; at = out.find(from, at + to.size())) {
    out.replace(at, from.size(), to);
  }
  return out;
}

std::string LyingRotation(const std::string& pdf, Random& random) {
  constexpr std::array<std::string_view, 4> kLies = {
      "/Rotate 37 /Type /Page", "/Rotate -99999990 /Type /Page", "/Rotate (90) /Type /Page",
      "/UserUnit 75000 /Type /Page"};
  return Replaced(pdf, "/Type /Page\n", std::string(kLies[Pick(random, 0, 3)]) + "\n");
}

std::string Bomb(const std::string&, Random& random) {
  return MakeBomb(Pick(random, 0, BombCount() - 1));
}

constexpr std::array<Damage, 16> kDamages = {{
    {"few-flips", "1 to 20 bits flipped", FewFlips},
    {"many-flips", "up to a bit in 50 bytes flipped", ManyFlips},
    {"cut-end", "the end is missing", CutEnd},
    {"cut-start", "the start is missing", CutStart},
    {"zero-block", "a block of zeros", ZeroBlock},
    {"lost-block", "a block is missing", LostBlock},
    {"doubled-block", "a block stands twice", DoubledBlock},
    {"line-ends", "sent as text: LF became CRLF", LineEnds},
    {"swapped-objects", "object numbers exchanged", SwappedObjects},
    {"blank-object", "an object's body is blank", BlankObject},
    {"wrong-numbers", "lengths and image sizes lie", WrongNumbers},
    {"wrong-boxes", "page boxes lie", WrongBoxes},
    {"wrong-places", "offsets of the cross-reference lie", WrongPlaces},
    {"wrong-references", "references lead elsewhere, also in circles", WrongReferences},
    {"lying-rotation", "/Rotate and /UserUnit that can't be", LyingRotation},
    {"bomb", "a small file that unpacks into a huge one (bombs.h)", Bomb},
}};

}  // namespace

std::span<const Damage> Damages() {
  return kDamages;
}

}  // namespace planrec::damage
