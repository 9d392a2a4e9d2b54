// SPDX-License-Identifier: GPL-3.0-or-later
//
// Repair of a whole document: gate, decode, adapt the channel to the document, decode again, make
// the document's own names consistent, and turn what changed into edits.
//
//   Result<std::shared_ptr<const RepairModel>> model = RepairModel::Load(folder);
//   std::vector<RepairedLine> lines = RepairLines(**model, raw_lines, RepairOptions{});
//
// The model lies in two files, so that a channel can be learned anew without the language:
// repair-language.model (vocabulary, casing, n-grams) and repair-channels.model (what OCR makes of
// letters). A RepairModel is immutable and shared by threads; RepairLines is a pure function.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "normalizers/language/channel.h"
#include "normalizers/language/lexicon.h"
#include "normalizers/language/model_file.h"
#include "normalizers/language/ngram_model.h"
#include "normalizers/repair/repair_decoder.h"
#include "pipeline/core/page.h"

namespace planrec::normalize {

class RepairModel {
 public:
  /// Maps both files of a folder. kModelMissing with advice where one is absent, damaged or of
  /// another version.
  static Result<std::shared_ptr<const RepairModel>> Load(const std::string& folder);
  static Result<std::shared_ptr<const RepairModel>> Create(
      std::shared_ptr<const ModelFile> language, std::shared_ptr<const ModelFile> channels);

  const NgramModel& language() const { return language_; }
  const Lexicon& lexicon() const { return lexicon_; }
  const Channel& english_ocr() const { return english_ocr_; }
  const Channel& own_ocr() const { return own_ocr_; }
  /// What our own recognition makes of words that it reads with doubt.
  const Channel& own_doubted() const { return own_doubted_; }
  const Channel& other_ocr() const { return other_ocr_; }
  const Channel& marks_lost() const { return marks_lost_; }
  std::string_view casing() const { return casing_; }

 private:
  RepairModel(NgramModel language, Channel english_ocr, Channel own_ocr, Channel own_doubted,
              Channel other_ocr)
      : language_(std::move(language)),
        lexicon_(language_),
        english_ocr_(std::move(english_ocr)),
        own_ocr_(std::move(own_ocr)),
        own_doubted_(std::move(own_doubted)),
        other_ocr_(std::move(other_ocr)),
        marks_lost_(MarksLostChannel()) {}

  std::shared_ptr<const ModelFile> language_file_;
  NgramModel language_;
  Lexicon lexicon_;
  Channel english_ocr_, own_ocr_, own_doubted_, other_ocr_, marks_lost_;
  std::string_view casing_;
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

/// Indices of lines that run on from one to the next.
using Paragraph = std::vector<size_t>;

/// Paragraphs by empty lines; long ones are cut at a line's end.
std::vector<Paragraph> CutParagraphs(const std::vector<std::string>& lines);

/// Those that the gate lets through: damaged Vietnamese. All are judged together, as one page.
std::vector<Paragraph> DamagedParagraphs(const std::vector<std::string>& lines,
                                         std::vector<Paragraph> paragraphs);

/// `lines` in reading order; an empty line ends a paragraph. Gives one RepairedLine per line.
std::vector<RepairedLine> RepairLines(const RepairModel& model,
                                      const std::vector<std::string>& lines,
                                      const RepairOptions& options);

/// The same for paragraphs that the caller chose; the mode says by which channel, kGate and
/// kDamaged meaning the same. Lines of no paragraph stay. `confidences`: of kOwnOcr's readings, per
/// line, or nothing.
std::vector<RepairedLine> RepairParagraphs(const RepairModel& model,
                                           const std::vector<std::string>& lines,
                                           const std::vector<Paragraph>& paragraphs,
                                           const RepairOptions& options,
                                           const std::vector<LineConfidences>& confidences = {});

inline constexpr std::string_view kLanguageFile = "repair-language.model";
inline constexpr std::string_view kChannelsFile = "repair-channels.model";

/// The folder of the installed model: $PLANREC_MODELS, else beside the program
/// (../share/planrec/models), else in the source tree that the program was built in. kModelMissing
/// with the places looked at.
Result<std::string> FindRepairModel();

/// "1:3f0a…:91bc…": format and checksums of a folder's files (checked), for versions and resume.
Result<std::string> RepairModelVersion(const std::string& folder);

}  // namespace planrec::normalize
