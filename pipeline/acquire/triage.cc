// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/triage.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "pipeline/core/utf8.h"

namespace planrec::acquire {
namespace {

// Measured on real files: pages of good text have 0.21 (tables of names and figures) to 0.33.
constexpr double kGoodMarkedShare = 0.20;
// A body has more letters than any signature stamp seen (50–160 characters).
constexpr int kBodyLetters = 250;
// Below this the share of marks says nothing (a page number, a heading).
constexpr int kFewLetters = 60;
// A page that is mostly under images is a scan.
constexpr double kScanCoverage = 0.5;
// Legacy codes are a fifth of TCVN3 text and a sixth of VNI text; good text has next to none.
constexpr double kTcvn3Share = 0.04;
constexpr double kVniShare = 0.06;
// Characters without a Unicode value: a wrong or missing ToUnicode map.
constexpr double kUnmappedShare = 0.10;
// Foreign text has no marks at all; an OCR that lost them still leaves â, ê, ô here and there.
constexpr double kForeignMarkedShare = 0.005;

// TCVN3 (ABC) letters that no Unicode Vietnamese text holds: ă â ê ô ơ ư đ and vowels with tones
// stand at the places of Latin-1's symbols.
constexpr std::u32string_view kTcvn3Codes = U"¨©ª«¬­®§¡¢£¤¥¦µ¸¶·¹»¾¼½Æ";
// VNI (Windows) writes the tone as a letter of its own behind the vowel, đ as ñ, ư as ö.
constexpr std::u32string_view kVniCodes = U"ñÑöÖøØûÛïÏäÄåÅëËüÜæÆ";

bool Unmapped(char32_t c) {
  return c == 0xFFFD || (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') ||
         (c >= 0xE000 && c <= 0xF8FF);
}

std::string WithShare(const char* what, double share) {
  char text[48];
  std::snprintf(text, sizeof text, "%s %.2f", what, share);
  return text;
}

double ShareOf(int part, int whole) {
  return whole > 0 ? static_cast<double>(part) / whole : 0.0;
}

// What the layer looks like by itself, whatever image is behind it.
enum class Layer { kNone, kGood, kShort, kTcvn3, kVni, kForeign, kUnmapped, kDamaged };

Layer Judge(const LayerEvidence& e) {
  if (e.characters == 0) return Layer::kNone;
  if (ShareOf(e.unmapped, e.characters) >= kUnmappedShare) return Layer::kUnmapped;
  if (ShareOf(e.tcvn3_codes, e.letters) >= kTcvn3Share) return Layer::kTcvn3;
  if (ShareOf(e.vni_codes, e.letters) >= kVniShare) return Layer::kVni;
  if (e.marked_share >= kGoodMarkedShare) return Layer::kGood;
  if (e.letters < kFewLetters) return Layer::kShort;
  return e.marked_share < kForeignMarkedShare ? Layer::kForeign : Layer::kDamaged;
}

Triage Keep(Layer layer, const LayerEvidence& e) {
  switch (layer) {
    case Layer::kNone:
      return {PageChoice::kBlank, "blank"};
    case Layer::kGood:
      return {PageChoice::kTrustLayer, WithShare("layer:marks", e.marked_share)};
    case Layer::kShort:
      return {PageChoice::kTrustLayer, "layer:short"};
    case Layer::kTcvn3:
      return {PageChoice::kTrustLayer, "layer:tcvn3"};
    case Layer::kVni:
      return {PageChoice::kTrustLayer, "layer:vni"};
    case Layer::kForeign:
      return {PageChoice::kTrustLayer, "layer:foreign"};
    case Layer::kUnmapped:
      return {PageChoice::kRepairLayer, "layer:unmapped"};
    case Layer::kDamaged:
      return {PageChoice::kRepairLayer, WithShare("layer:damaged, marks", e.marked_share)};
  }
  return {PageChoice::kBlank, "blank"};
}

}  // namespace

void CountText(std::string_view text, LayerEvidence& evidence) {
  int marked = 0;
  evidence.characters = evidence.letters = evidence.tcvn3_codes = evidence.vni_codes = 0;
  evidence.unmapped = 0;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = DecodeUtf8(text, at);
    if (Unmapped(c)) {
      ++evidence.characters;
      ++evidence.unmapped;
      continue;
    }
    if (c <= ' ' || c == 0xA0) continue;
    ++evidence.characters;
    // Legacy codes stand for letters, whatever Latin-1 calls them.
    const bool tcvn3 = kTcvn3Codes.find(c) != std::u32string_view::npos;
    if (tcvn3) ++evidence.tcvn3_codes;
    if (kVniCodes.find(c) != std::u32string_view::npos) ++evidence.vni_codes;
    if (IsLetter(c) || tcvn3) {
      ++evidence.letters;
      if (HasVietnameseMark(c)) ++marked;
    }
  }
  evidence.marked_share = ShareOf(marked, evidence.letters);
}

Triage Decide(const LayerEvidence& e, OcrMode mode) {
  const Layer layer = Judge(e);
  const bool scan = e.has_image || e.image_coverage >= kScanCoverage;
  if (mode == OcrMode::kNever) {
    if (layer == Layer::kNone && scan) return {PageChoice::kBlank, "image, recognition is off"};
    return Keep(layer, e);
  }
  const bool anything = e.characters > 0 || scan || e.has_drawing;
  if (mode == OcrMode::kAlways)
    return anything ? Triage{PageChoice::kRecognise, "option:always"} : Keep(layer, e);

  if (!scan) {
    // Without text, drawn paths may be letters turned into outlines; with unmapped characters, the
    // drawn page is the only witness of what they mean.
    if (layer == Layer::kNone && e.has_drawing)
      return {PageChoice::kRecognise, "drawing without text"};
    return Keep(layer, e);
  }
  if (layer == Layer::kNone) return {PageChoice::kRecognise, "image without text"};
  const int body_characters = std::max(0, e.characters - e.stamp_characters);
  const int body_letters = std::min(e.letters, body_characters);
  if (body_letters < kBodyLetters) {
    // A correct stamp, a page number or a scanner's line over a full-page image is not its text.
    if (e.image_coverage >= kScanCoverage || body_letters == 0)
      return {PageChoice::kRecognise,
              "image, layer of " + std::to_string(e.characters) + " characters is no body"};
    if (layer == Layer::kGood || layer == Layer::kShort) return Keep(layer, e);
  }
  switch (layer) {
    case Layer::kGood:
    case Layer::kTcvn3:
    case Layer::kVni:
      return Keep(layer, e);
    case Layer::kForeign:
    case Layer::kShort:
    case Layer::kDamaged:
    case Layer::kUnmapped:
    case Layer::kNone:
      break;
  }
  if (layer == Layer::kUnmapped) return {PageChoice::kRecognise, "image, layer unmapped"};
  return {PageChoice::kRecognise, WithShare("image, layer damaged, marks", e.marked_share)};
}

}  // namespace planrec::acquire
