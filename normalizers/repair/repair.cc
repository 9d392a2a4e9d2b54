// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair/repair.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <unordered_map>

#include "normalizers/language/lm_tokens.h"
#include "normalizers/repair/damage_kind.h"
#include "normalizers/repair/formulae.h"
#include "normalizers/repair/repair_decoder.h"
#include "normalizers/repair/repair_gate.h"
#include "normalizers/repair/spelled_out.h"
#include "pipeline/core/syllable.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr size_t kMostParagraphTokens = 600;  ///< longer paragraphs are cut here, at a line's end
constexpr double kAdaptMargin = 2.5;          ///< words this sure teach the channel
constexpr double kOwnWeight = 1.6;  ///< β of our own recognition, of which nothing is known …
constexpr double kOwnReadWeight = 0.7;  ///< … and with its confidences, which keep the sure words
constexpr double kDoubtful = 0.95;      ///< up to it 8 % of words were wrong, above 0.5 %
constexpr size_t kHeadLines = 30;       ///< where the formulae of a head are looked for
constexpr double kFormulaMargin = 8;
constexpr double kSureMargin = 6;      ///< words this sure stay in the second pass
constexpr double kPriorWeight = 60;    ///< pseudo-counts of the trained channel per letter
constexpr size_t kSampleWords = 250;   ///< that a document's channel is chosen by
constexpr double kDocumentWeight = 3;  ///< of the document's own

/// From which margin on our own recognition is changed, by how surely it was read.
struct ChangeMargins {
  double any;             ///< of a form that is no word
  double known;           ///< of one that is
  double sentence_start;  ///< in title case, at a sentence's start …
  double name;            ///< … and inside it
};
constexpr double kNever = 1e9;
constexpr double kRivals = 1.0;  ///< what a margin that rivals do not count in is worth less
constexpr ChangeMargins kUnknownReading = {1.0, 2.5, kNever, kNever},
                        kSureReading = {1.0, 2.5, 4.0, 4.0},
                        kDoubtfulReading = {0.3, 2.5, 3.0, 2.5},
                        kLikelyWrong = {0.3, 1.0, 1.0, 0.7};

/// Margin in nats to the probability that the reading is right. Fitted on held-out pages: a margin
/// of 0 is right about half the time.
double ConfidenceOf(double margin) {
  return 1 / (1 + std::exp(-(0.62 * margin + 0.35)));
}

std::string PathOf(const std::string& folder, std::string_view file) {
  return folder + "/" + std::string(file);
}

EditReason ReasonFor(std::string_view raw, std::string_view text) {
  if (std::count(raw.begin(), raw.end(), ' ') != std::count(text.begin(), text.end(), ' ')) {
    return EditReason::kSegmentation;
  }
  return Fold(raw) == Fold(text) ? EditReason::kDiacritics : EditReason::kConfusion;
}

std::vector<std::string> LinesOf(const Paragraph& paragraph,
                                 const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  for (const size_t i : paragraph) out.push_back(lines[i]);
  return out;
}

bool MarksLost(const RepairModel& model, const std::vector<Paragraph>& blocks,
               const std::vector<std::string>& lines) {
  CandidateSearch search(model.lexicon(), model.marks_lost(), true);
  const KnownBase known = [&](std::u32string_view letters) {
    return !search.Find(std::u32string(letters)).empty();
  };
  DamageEvidence evidence;
  for (const Paragraph& block : blocks) {
    for (const size_t i : block) evidence.Add(lines[i], known);
  }
  return OnlyMarksLost(evidence);
}

/// A channel and its decoder, which remembers candidates.
struct Reader {
  const Channel* channel;
  std::unique_ptr<RepairDecoder> decoder;
};

Reader ReaderWith(const RepairModel& model, const Channel& channel, const DecoderOptions& how) {
  return {&channel, std::make_unique<RepairDecoder>(model.language(), model.lexicon(),
                                                    model.casing(), channel, how)};
}

/// The channel that explains the first words better: an English OCR's or other programs'.
Reader LikelierReader(const RepairModel& model, const std::vector<Paragraph>& blocks,
                      const std::vector<std::string>& lines, const DecoderOptions& how) {
  std::array<Reader, 2> readers = {ReaderWith(model, model.english_ocr(), how),
                                   ReaderWith(model, model.other_ocr(), how)};
  std::array<double, 2> score{};
  for (size_t k = 0; k < readers.size(); ++k) {
    size_t words = 0;
    for (const Paragraph& block : blocks) {
      if (words >= kSampleWords) break;
      words += readers[k].decoder->Decode(LinesOf(block, lines)).size();
      score[k] += readers[k].decoder->score();
    }
  }
  return std::move(readers[score[1] > score[0] ? 1 : 0]);
}

void Count(const std::vector<DecodedToken>& tokens, const Channel& channel, ChannelCounts& counts) {
  for (const DecodedToken& token : tokens) {
    if (!token.known || token.margin < kAdaptMargin || token.truth.empty()) continue;
    const std::u32string truth = ToUtf32(token.truth), observed = ToUtf32(token.observed);
    std::vector<std::pair<std::u32string, std::u32string>> path;
    channel.BestCost(truth, observed, &path);
    for (const auto& [letters, characters] : path) {
      if (!letters.empty()) counts.Add(letters, characters, kDocumentWeight);
    }
    counts.AddWord(truth, kDocumentWeight);
  }
}

/// A capital behind a small letter, as in names of units and systems.
bool MixedCase(std::string_view word) {
  const std::u32string letters = ToUtf32(word);
  for (size_t i = 1; i < letters.size(); ++i) {
    if (IsLower(letters[i - 1]) && IsUpper(letters[i])) return true;
  }
  return false;
}

bool LettersOnly(const std::u32string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsLetter);
}

/// A word in title case may be a name that no model knows ("Vừ", "Lìn"), and one that the model
/// knows is always near. Read without doubt it changes its marks only, and those by far (the real
/// names mended on scans had 4.4 and more, those harmed 4.1 and less); read with doubt it keeps
/// most of its letters, and a name is not changed for being far from what was read alone.
bool MayRename(const DecodedToken& token, bool likely_wrong) {
  constexpr double kFar = 4.3, kNear = 2.5;
  const std::string seen = Fold(token.observed), truth = Fold(token.truth);
  if (!likely_wrong) return seen == truth && (!token.name || token.margin >= kFar);
  if (token.name && token.margin < kNear) return false;
  const int most = static_cast<int>(seen.size() / 2);
  return EditDistance(seen, truth, most) <= most;
}

/// Whether a change to our own recognition is worth making: it is right nearly everywhere, so only
/// a plain Vietnamese word may change, to one written alike, and not on a narrow margin. `read` may
/// be null.
bool WorthChanging(const RepairModel& model, const DecodedToken& token,
                   const WordConfidence* read) {
  const ChangeMargins& margins = read == nullptr                ? kUnknownReading
                                 : read->confidence < kDoubted  ? kLikelyWrong
                                 : read->confidence < kDoubtful ? kDoubtfulReading
                                                                : kSureReading;
  const bool likely_wrong = &margins == &kLikelyWrong;
  const bool doubtful = likely_wrong || &margins == &kDoubtfulReading;
  const std::u32string seen = ToUtf32(token.observed), truth = ToUtf32(token.truth);
  // Of what is likely wrong it matters how far the reading is from it, not from its rivals.
  const double margin =
      likely_wrong ? std::max(token.margin, token.over_raw - kRivals) : token.margin;
  if (!token.known || seen.size() < 2 || !LettersOnly(seen) || margin < margins.any) {
    return false;
  }
  // A change of case is none of its business.
  const auto small = [](const std::u32string& word) {
    return std::all_of(word.begin(), word.end(), IsLower);
  };
  const auto capital = [](const std::u32string& word) {
    return std::all_of(word.begin(), word.end(), IsUpper);
  };
  const auto title = [&](const std::u32string& word) {
    return IsUpper(word[0]) && small(word.substr(1));
  };
  const bool alike =
      (small(seen) && small(truth)) ||
      (capital(seen) && capital(truth) && (doubtful || seen.size() == truth.size())) ||
      (title(seen) && title(truth) && (read == nullptr || MayRename(token, likely_wrong)) &&
       margin >= (token.name ? margins.name : margins.sentence_start));
  const size_t longer = std::max(seen.size(), truth.size());
  const size_t more = longer - std::min(seen.size(), truth.size());
  if (!alike || more > (likely_wrong ? 2 : 1)) return false;
  const bool syllable = std::any_of(seen.begin(), seen.end(), [](char32_t c) {
    return std::u32string_view(U"aeiouy").find(LowerLetter(BaseLetter(c))) !=
           std::u32string_view::npos;
  });
  if (!syllable && (!likely_wrong || capital(seen))) return false;  // an abbreviation
  const bool marked = std::any_of(seen.begin(), seen.end(), HasVietnameseMark);
  const bool same_letters = Fold(token.observed) == Fold(token.truth);
  if (!marked && !same_letters && !likely_wrong) return false;  // as likely a foreign word
  const WordId own = model.language().Find(LexiconForm(token.observed));
  return own == kUnknownWord || margin >= margins.known;
}

/// Whether a reading says anything else than what stands there.
bool WorthEditing(std::string_view raw, const DecodedToken& token) {
  // Where the tone mark stands in hoà and hòa is the author's.
  if (token.known && UsualTonePlace(token.observed) == token.truth) return false;
  // kWh, VNeID
  if (token.known && MixedCase(token.observed) && Lower(token.observed) == Lower(token.truth)) {
    return false;
  }
  return raw != token.text;
}

using Names = std::unordered_map<std::string, int>;

/// Names that the first pass is sure of and how often it read them.
Names SureNames(const std::vector<std::vector<DecodedToken>>& decoded) {
  Names names;
  for (const auto& tokens : decoded) {
    for (const DecodedToken& token : tokens) {
      if (token.name && token.margin >= kAdaptMargin) ++names[token.truth];
    }
  }
  return names;
}

/// Abbreviations whose D is a Đ by what the document spells out.
void MendAbbreviations(const NgramModel& language,
                       std::vector<std::vector<DecodedToken>>& decoded) {
  SpelledOut words([&language](std::string_view as_it_is, std::string_view mended) {
    const WordId own = language.Find(as_it_is), other = language.Find(mended);
    return own != kUnknownWord &&
           (other == kUnknownWord || language.UnigramLogProb(own) > language.UnigramLogProb(other));
  });
  for (const auto& tokens : decoded) {
    for (const DecodedToken& token : tokens) words.Add(token.text);
    words.End();
  }
  for (auto& tokens : decoded) {
    for (DecodedToken& token : tokens) {
      std::optional<std::string> mended = words.Mend(token.text);
      if (!mended) continue;
      token.text = std::move(*mended);
      token.known = false;
    }
  }
}

/// The formulae of the document's head, which are known before anything is decoded.
std::vector<DocumentMemory> KnownLines(const std::vector<Paragraph>& blocks,
                                       const std::vector<std::string>& lines) {
  std::vector<DocumentMemory> memory(blocks.size());
  size_t seen = 0;
  for (size_t b = 0; b < blocks.size() && seen < kHeadLines; ++b) {
    for (size_t i = 0; i < blocks[b].size() && seen < kHeadLines; ++i, ++seen) {
      for (FormulaWord& word : FindFormula(lines[blocks[b][i]])) {
        DecodedToken token;
        token.line = i;
        token.begin = word.begin;
        token.end = word.end;
        token.text = std::move(word.text);
        token.margin = kFormulaMargin;
        token.known = !word.truth.empty();
        token.truth = std::move(word.truth);
        token.observed = std::move(word.observed);
        memory[b].sure.emplace(DocumentMemory::Key(i, token.begin), std::move(token));
      }
    }
  }
  return memory;
}

/// What the first pass is sure of, per block.
std::vector<DocumentMemory> Remember(const std::vector<std::vector<DecodedToken>>& decoded,
                                     const Names& names) {
  std::vector<DocumentMemory> memory;
  for (const auto& tokens : decoded) {
    memory.push_back({{}, &names});
    for (const DecodedToken& token : tokens) {
      if (token.margin < kSureMargin) continue;
      memory.back().sure.emplace(DocumentMemory::Key(token.line, token.begin), token);
    }
  }
  return memory;
}

}  // namespace

Result<std::shared_ptr<const RepairModel>> RepairModel::Load(const std::string& folder) {
  Result<std::shared_ptr<const ModelFile>> language =
      ModelFile::Open(PathOf(folder, kLanguageFile));
  if (!language) return language.error();
  Result<std::shared_ptr<const ModelFile>> channels =
      ModelFile::Open(PathOf(folder, kChannelsFile));
  if (!channels) return channels.error();
  return Create(std::move(*language), std::move(*channels));
}

Result<std::shared_ptr<const RepairModel>> RepairModel::Create(
    std::shared_ptr<const ModelFile> language_file, std::shared_ptr<const ModelFile> channels) {
  Result<NgramModel> language = NgramModel::Create(language_file);
  if (!language) return language.error();
  Result<Channel> english = Channel::Parse(channels->Section("ch-eng"));
  if (!english) return english.error();
  Result<Channel> own = Channel::Parse(channels->Section("ch-vie"));
  if (!own) return own.error();
  Result<Channel> doubted = Channel::Parse(channels->Section("ch-doubt"));
  if (!doubted) return doubted.error();
  Result<Channel> other = Channel::Parse(channels->Section("ch-other"));
  if (!other) return other.error();
  std::shared_ptr<RepairModel> model(new RepairModel(std::move(*language), std::move(*english),
                                                     std::move(*own), std::move(*doubted),
                                                     std::move(*other)));
  model->casing_ = language_file->Section("casing");
  model->language_file_ = std::move(language_file);
  return std::shared_ptr<const RepairModel>(std::move(model));
}

std::vector<Paragraph> CutParagraphs(const std::vector<std::string>& lines) {
  std::vector<Paragraph> paragraphs;
  size_t tokens = 0;
  bool open = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const size_t here = static_cast<size_t>(std::count(lines[i].begin(), lines[i].end(), ' ')) + 1;
    if (Trim(lines[i]).empty()) {
      open = false;
      continue;
    }
    if (!open || tokens + here > kMostParagraphTokens) {
      paragraphs.push_back({});
      tokens = 0;
      open = true;
    }
    paragraphs.back().push_back(i);
    tokens += here;
  }
  return paragraphs;
}

std::vector<Paragraph> DamagedParagraphs(const std::vector<std::string>& lines,
                                         std::vector<Paragraph> paragraphs) {
  paragraphs = CutWhereMarksChange(lines, paragraphs);
  std::vector<std::string> texts;
  for (const Paragraph& paragraph : paragraphs) {
    std::string text;
    for (const size_t i : paragraph) text += lines[i] + "\n";
    texts.push_back(std::move(text));
  }
  const std::vector<TextClass> classes = ClassifyBlocks(texts);
  std::vector<Paragraph> damaged;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    if (classes[i] == TextClass::kDamaged) damaged.push_back(std::move(paragraphs[i]));
  }
  return damaged;
}

std::vector<RepairedLine> RepairLines(const RepairModel& model,
                                      const std::vector<std::string>& lines,
                                      const RepairOptions& options) {
  std::vector<Paragraph> paragraphs;
  if (options.mode != RepairMode::kSound) paragraphs = CutParagraphs(lines);
  if (options.mode == RepairMode::kGate) {
    paragraphs = DamagedParagraphs(lines, std::move(paragraphs));
  }
  return RepairParagraphs(model, lines, paragraphs, options);
}

std::vector<RepairedLine> RepairParagraphs(const RepairModel& model,
                                           const std::vector<std::string>& lines,
                                           const std::vector<Paragraph>& blocks,
                                           const RepairOptions& options,
                                           const std::vector<LineConfidences>& confidences) {
  std::vector<RepairedLine> out(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) out[i].text = lines[i];
  if (blocks.empty()) return out;

  const bool own_ocr = options.mode == RepairMode::kOwnOcr;
  const bool marks_only = !own_ocr && MarksLost(model, blocks, lines);
  DecoderOptions decoding;
  const bool weighed = own_ocr && confidences.size() == lines.size();
  decoding.channel_weight = weighed ? kOwnReadWeight : own_ocr ? kOwnWeight : 0.9;
  decoding.casing_weight = own_ocr ? 0.6 : 0.5;
  if (weighed) decoding.other_marks = &model.marks_lost();
  if (weighed) decoding.doubted = &model.own_doubted();
  std::optional<NearWords> near;
  if (!marks_only && (weighed || !own_ocr)) decoding.near = &near.emplace(model.language());
  decoding.guard_names = own_ocr;
  decoding.marks_only = marks_only;
  const Reader trained = own_ocr      ? ReaderWith(model, model.own_ocr(), decoding)
                         : marks_only ? ReaderWith(model, model.marks_lost(), decoding)
                                      : LikelierReader(model, blocks, lines, decoding);
  std::vector<std::vector<DecodedToken>> decoded;
  const auto decode = [&](const Reader& reader, const std::vector<DocumentMemory>& memory) {
    std::vector<std::vector<DecodedToken>> next;
    for (size_t b = 0; b < blocks.size(); ++b) {
      next.push_back(reader.decoder->Decode(LinesOf(blocks[b], lines), &memory[b]));
    }
    decoded = std::move(next);
  };
  const bool fixed = own_ocr || marks_only;
  std::vector<DocumentMemory> known =
      fixed ? std::vector<DocumentMemory>(blocks.size()) : KnownLines(blocks, lines);
  for (size_t b = 0; weighed && b < blocks.size(); ++b) {
    for (const size_t i : blocks[b]) known[b].confidences.push_back(&confidences[i]);
  }
  decode(trained, known);
  if (options.adapt && !fixed) {
    ChannelCounts counts;
    for (const auto& tokens : decoded) Count(tokens, *trained.channel, counts);
    const Names names = SureNames(decoded);
    std::vector<DocumentMemory> memory = Remember(decoded, names);
    std::vector<std::unordered_map<uint64_t, std::string>> readings(blocks.size());
    for (size_t b = 0; b < blocks.size(); ++b) {
      for (const DecodedToken& token : decoded[b]) {
        readings[b].emplace(DocumentMemory::Key(token.line, token.begin), token.text);
      }
      memory[b].readings = &readings[b];
    }
    const Channel adapted = trained.channel->AdaptedTo(counts, kPriorWeight);
    decode(ReaderWith(model, adapted, decoding), memory);
  }

  if (!own_ocr) MendAbbreviations(model.language(), decoded);
  for (size_t b = 0; b < blocks.size(); ++b) {
    for (const DecodedToken& token : decoded[b]) {
      const size_t line = blocks[b][token.line];
      const std::string_view raw =
          std::string_view(lines[line]).substr(token.begin, token.end - token.begin);
      std::string text = WorthEditing(raw, token) ? token.text : std::string(raw);
      const WordConfidence* read = weighed ? ConfidenceAt(confidences[line], token.begin) : nullptr;
      if (own_ocr && text != raw && !WorthChanging(model, token, read)) text = raw;
      if (token.sign != 0) text.back() = token.sign;
      if (text == raw) continue;
      Edit edit;
      edit.begin = static_cast<uint32_t>(token.begin);
      edit.end = static_cast<uint32_t>(token.end);
      edit.text = std::move(text);
      edit.reason = ReasonFor(raw, edit.text);
      edit.confidence = ConfidenceOf(token.margin);
      out[line].edits.push_back(std::move(edit));
      out[line].second.push_back(token.second);
    }
  }
  for (const Paragraph& block : blocks) {
    for (const size_t i : block) out[i].text = Apply(lines[i], out[i].edits);
  }
  return out;
}

Result<std::string> FindRepairModel() {
  std::vector<std::string> folders;
  if (const char* folder = std::getenv("PLANREC_MODELS"); folder != nullptr && *folder != 0) {
    folders.emplace_back(folder);
  } else {
    std::error_code failed;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", failed);
    if (!failed) {
      folders.push_back((program.parent_path() / "../share/planrec/models").lexically_normal());
      folders.push_back((program.parent_path() / "../../normalizers/models").lexically_normal());
    }
  }
  std::string looked;
  for (const std::string& folder : folders) {
    std::error_code failed;
    if (std::filesystem::is_regular_file(PathOf(folder, kLanguageFile), failed)) return folder;
    looked += (looked.empty() ? "" : ", ") + folder;
  }
  return Error{ErrorType::kModelMissing,
               "no " + std::string(kLanguageFile) + " in " + looked +
                   "; install it with the program, name its folder in PLANREC_MODELS, or use "
                   "--no-repair"};
}

Result<std::string> RepairModelVersion(const std::string& folder) {
  std::string version = std::to_string(kModelVersion);
  for (const std::string_view name : {kLanguageFile, kChannelsFile}) {
    const Result<std::shared_ptr<const ModelFile>> file = ModelFile::Open(PathOf(folder, name));
    if (!file) return file.error();
    char digest[24];
    std::snprintf(digest, sizeof digest, ":%016llx",
                  static_cast<unsigned long long>((*file)->checksum()));
    version += digest;
  }
  return version;
}

}  // namespace planrec::normalize
