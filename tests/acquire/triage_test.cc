// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/acquire/triage.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace planrec::acquire {
namespace {

const char* Name(PageChoice choice) {
  switch (choice) {
    case PageChoice::kTrustLayer:
      return "trust";
    case PageChoice::kRecognise:
      return "recognise";
    case PageChoice::kRepairLayer:
      return "repair";
    case PageChoice::kBlank:
      return "blank";
  }
  return "?";
}

// What a page's layer looks like; the numbers are those of real files.
LayerEvidence Layer(int letters, double marked) {
  LayerEvidence e;
  e.characters = letters * 5 / 4;
  e.letters = letters;
  e.marked_share = marked;
  return e;
}
LayerEvidence With(LayerEvidence e, double coverage) {
  e.image_coverage = coverage;
  e.has_image = coverage > 0;
  return e;
}

struct Case {
  const char* what;
  LayerEvidence evidence;
  OcrMode mode;
  const char* expected;
};

TEST(Triage, TableOfPages) {
  LayerEvidence stamp = With(Layer(102, 0.27), 1.0);
  LayerEvidence annotated = With(Layer(102, 0.27), 1.0);
  annotated.stamp_characters = annotated.characters;
  LayerEvidence damaged_with_stamp = With(Layer(1400, 0.03), 1.0);
  damaged_with_stamp.stamp_characters = 120;
  LayerEvidence tcvn3 = Layer(1150, 0.09);
  tcvn3.tcvn3_codes = 230;
  LayerEvidence vni = Layer(1150, 0.10);
  vni.vni_codes = 160;
  LayerEvidence unmapped = Layer(900, 0.0);
  unmapped.unmapped = 400;
  LayerEvidence drawing;
  drawing.has_drawing = true;
  LayerEvidence logo = Layer(1300, 0.29);
  logo.has_image = true;
  logo.image_coverage = 0.04;
  LayerEvidence short_beside_picture = Layer(120, 0.28);
  short_beside_picture.has_image = true;
  short_beside_picture.image_coverage = 0.3;

  const std::vector<Case> cases = {
      {"nothing", {}, OcrMode::kAuto, "blank: blank"},
      {"born digital", Layer(1389, 0.30), OcrMode::kAuto, "trust: layer:marks 0.30"},
      {"born digital table of names", Layer(810, 0.21), OcrMode::kAuto, "trust: layer:marks 0.21"},
      {"page number only", Layer(3, 0), OcrMode::kAuto, "trust: layer:short"},
      {"scan", With({}, 1.0), OcrMode::kAuto, "recognise: image without text"},
      {"scan with a signature stamp as text", stamp, OcrMode::kAuto,
       "recognise: image, layer of 127 characters is no body"},
      {"the same as an annotation", annotated, OcrMode::kAuto,
       "recognise: image, layer of 127 characters is no body"},
      {"scan with a foreign OCR's layer", With(Layer(1187, 0.0), 1.0), OcrMode::kAuto,
       "recognise: image, layer damaged, marks 0.00"},
      {"scan with a damaged layer", With(Layer(1315, 0.06), 1.0), OcrMode::kAuto,
       "recognise: image, layer damaged, marks 0.06"},
      {"correct stamp, damaged body", damaged_with_stamp, OcrMode::kAuto,
       "recognise: image, layer damaged, marks 0.03"},
      {"scan with a good layer", With(Layer(1400, 0.29), 1.0), OcrMode::kAuto,
       "trust: layer:marks 0.29"},
      {"damaged layer, nothing to read instead", Layer(1400, 0.03), OcrMode::kAuto,
       "repair: layer:damaged, marks 0.03"},
      {"English, born digital", Layer(1400, 0.0), OcrMode::kAuto, "trust: layer:foreign"},
      {"TCVN3", tcvn3, OcrMode::kAuto, "trust: layer:tcvn3"},
      {"TCVN3 over a scan", With(tcvn3, 1.0), OcrMode::kAuto, "trust: layer:tcvn3"},
      {"VNI", vni, OcrMode::kAuto, "trust: layer:vni"},
      {"wrong ToUnicode map", unmapped, OcrMode::kAuto, "repair: layer:unmapped"},
      {"the same over a scan", With(unmapped, 0.98), OcrMode::kAuto,
       "recognise: image, layer unmapped"},
      {"letters drawn as paths", drawing, OcrMode::kAuto, "recognise: drawing without text"},
      {"born digital with a logo", logo, OcrMode::kAuto, "trust: layer:marks 0.29"},
      {"closing page with a signature picture", short_beside_picture, OcrMode::kAuto,
       "trust: layer:marks 0.28"},
      {"always", Layer(1389, 0.30), OcrMode::kAlways, "recognise: option:always"},
      {"always, nothing there", {}, OcrMode::kAlways, "blank: blank"},
      {"never, scan", With({}, 1.0), OcrMode::kNever, "blank: image, recognition is off"},
      {"never, damaged over a scan", With(Layer(1400, 0.03), 1.0), OcrMode::kNever,
       "repair: layer:damaged, marks 0.03"},
  };
  for (const Case& c : cases) {
    const Triage t = Decide(c.evidence, c.mode);
    EXPECT_EQ(std::string(Name(t.choice)) + ": " + t.reason, c.expected) << c.what;
  }
}

TEST(Triage, CountsWhatALayerHolds) {
  struct CountCase {
    const char* text;
    int characters, letters, tcvn3, vni, unmapped;
    const char* reason;
  };
  // The same words in Unicode, in TCVN3 and in VNI, the latter two as Latin-1 shows them.
  const std::vector<CountCase> cases = {
      {"Kế hoạch năm 2024", 14, 10, 0, 0, 0, "layer:marks 0.30"},
      {"KÕ ho¹ch n¨m; ®¬n vÞ cña tØnh, quy ®Þnh vÒ tæ chøc thùc hiÖn nhiÖm vô n¨m", 57, 55, 6, -1,
       0, "layer:tcvn3"},
      {"Keá hoaïch naêm; ñôn vò cuûa tænh, quy ñònh veà toå chöùc thöïc hieän nhieäm vuï naêm", 69,
       67, 0, 12, 0, "layer:vni"},
      {"\xEE\x80\x81\xEE\x80\x82 abc", 5, 3, 0, 0, 2, "layer:unmapped"},
  };
  for (const CountCase& c : cases) {
    LayerEvidence e;
    CountText(c.text, e);
    EXPECT_EQ(e.characters, c.characters) << c.text;
    EXPECT_EQ(e.letters, c.letters) << c.text;
    EXPECT_EQ(e.tcvn3_codes, c.tcvn3) << c.text;
    if (c.vni >= 0) {
      EXPECT_EQ(e.vni_codes, c.vni) << c.text;
    }
    EXPECT_EQ(e.unmapped, c.unmapped) << c.text;
    EXPECT_EQ(Decide(e, OcrMode::kAuto).reason, c.reason) << c.text;
  }
}

}  // namespace
}  // namespace planrec::acquire
