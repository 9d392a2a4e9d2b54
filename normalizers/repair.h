// SPDX-License-Identifier: GPL-3.0-or-later
//
// Repair of a whole document: gate, decode, adapt the channel to the document, decode again, make
// the document's own names consistent, and turn what changed into edits.
//
//   Result<std::shared_ptr<const RepairModel>> model = RepairModel::Load(path);
//   std::vector<RepairedLine> lines = RepairLines(**model, raw_lines, RepairOptions{});
//
// A RepairModel is immutable and shared by threads; RepairLines is a pure function.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "normalizers/channel.h"
#include "normalizers/lexicon.h"
#include "normalizers/model_file.h"
#include "normalizers/ngram_model.h"
#include "pipeline/core/page.h"

namespace planrec::normalize {

class RepairModel {
 public:
  /// kModelMissing with advice where the file is absent, damaged or of another version.
  static Result<std::shared_ptr<const RepairModel>> Load(const std::string& path);
  static Result<std::shared_ptr<const RepairModel>> Create(std::shared_ptr<const ModelFile> file);

  const NgramModel& language() const { return language_; }
  const Lexicon& lexicon() const { return lexicon_; }
  const Channel& english_ocr() const { return english_ocr_; }
  const Channel& own_ocr() const { return own_ocr_; }
  std::string_view casing() const { return casing_; }
  /// The recipe it was trained by: options, corpus digests, figures.
  std::string_view recipe() const { return recipe_; }
  uint64_t checksum() const { return checksum_; }

 private:
  RepairModel(NgramModel language, Channel english_ocr, Channel own_ocr)
      : language_(std::move(language)),
        lexicon_(language_),
        english_ocr_(std::move(english_ocr)),
        own_ocr_(std::move(own_ocr)) {}

  std::shared_ptr<const ModelFile> file_;
  NgramModel language_;
  Lexicon lexicon_;
  Channel english_ocr_, own_ocr_;
  std::string_view casing_, recipe_;
  uint64_t checksum_ = 0;
};

enum class RepairMode {
  kGate,     ///< decide per paragraph
  kDamaged,  ///< everything is damaged Vietnamese
  kSound,    ///< nothing is
  kOwnOcr,   ///< everything is our own `vie` recognition
};

struct RepairOptions {
  RepairMode mode = RepairMode::kGate;
  bool adapt = true;  ///< learn the document's own channel from a first pass
};

struct RepairedLine {
  std::string text;
  std::vector<Edit> edits;          ///< of the raw line
  std::vector<std::string> second;  ///< per edit: the best other reading, may be empty
};

/// `lines` in reading order; an empty line ends a paragraph. Gives one RepairedLine per line.
std::vector<RepairedLine> RepairLines(const RepairModel& model,
                                      const std::vector<std::string>& lines,
                                      const RepairOptions& options);

}  // namespace planrec::normalize
