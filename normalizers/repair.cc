// SPDX-License-Identifier: GPL-3.0-or-later
#include "normalizers/repair.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "normalizers/lm_tokens.h"
#include "normalizers/repair_decoder.h"
#include "normalizers/repair_gate.h"
#include "pipeline/core/utf8.h"

namespace planrec::normalize {
namespace {

constexpr size_t kMostBlockTokens = 600;  ///< longer paragraphs are cut here, at a line's end
constexpr double kAdaptMargin = 2.5;      ///< words this sure teach the channel
constexpr double kPriorWeight = 60;       ///< pseudo-counts of the trained channel per letter
constexpr double kDocumentWeight = 3;     ///< of the document's own

struct Block {
  std::vector<size_t> lines;
};

std::vector<Block> CutBlocks(const std::vector<std::string>& lines) {
  std::vector<Block> blocks;
  size_t tokens = 0;
  bool open = false;
  for (size_t i = 0; i < lines.size(); ++i) {
    const size_t here = static_cast<size_t>(std::count(lines[i].begin(), lines[i].end(), ' ')) + 1;
    if (Trim(lines[i]).empty()) {
      open = false;
      continue;
    }
    if (!open || tokens + here > kMostBlockTokens) {
      blocks.push_back({});
      tokens = 0;
      open = true;
    }
    blocks.back().lines.push_back(i);
    tokens += here;
  }
  return blocks;
}

/// Margin in nats to the probability that the reading is right. Fitted on held-out pages: a margin
/// of 0 is right about half the time.
double ConfidenceOf(double margin) {
  return 1 / (1 + std::exp(-(0.62 * margin + 0.35)));
}

EditReason ReasonFor(std::string_view raw, std::string_view text) {
  if (std::count(raw.begin(), raw.end(), ' ') != std::count(text.begin(), text.end(), ' ')) {
    return EditReason::kSegmentation;
  }
  return Fold(raw) == Fold(text) ? EditReason::kDiacritics : EditReason::kConfusion;
}

std::vector<std::string> LinesOf(const Block& block, const std::vector<std::string>& lines) {
  std::vector<std::string> out;
  for (const size_t i : block.lines) out.push_back(lines[i]);
  return out;
}

void Count(const std::vector<DecodedToken>& tokens, const Channel& channel, ChannelCounts& counts) {
  for (const DecodedToken& token : tokens) {
    if (!token.marked || token.margin < kAdaptMargin || token.truth.empty()) continue;
    const std::u32string truth = ToUtf32(token.truth), observed = ToUtf32(token.observed);
    std::vector<std::pair<std::u32string, std::u32string>> path;
    channel.BestCost(truth, observed, &path);
    for (const auto& [letters, characters] : path) {
      if (!letters.empty()) counts.Add(letters, characters, kDocumentWeight);
    }
    counts.AddWord(truth, kDocumentWeight);
  }
}

}  // namespace

Result<std::shared_ptr<const RepairModel>> RepairModel::Load(const std::string& path) {
  Result<std::shared_ptr<const ModelFile>> file = ModelFile::Open(path);
  if (!file) return file.error();
  return Create(*file);
}

Result<std::shared_ptr<const RepairModel>> RepairModel::Create(
    std::shared_ptr<const ModelFile> file) {
  Result<NgramModel> language = NgramModel::Create(file);
  if (!language) return language.error();
  Result<Channel> english = Channel::Parse(file->Section("ch-eng"));
  if (!english) return english.error();
  Result<Channel> own = Channel::Parse(file->Section("ch-vie"));
  if (!own) return own.error();
  std::shared_ptr<RepairModel> model(
      new RepairModel(std::move(*language), std::move(*english), std::move(*own)));
  model->casing_ = file->Section("casing");
  model->recipe_ = file->Section("recipe");
  model->checksum_ = file->checksum();
  model->file_ = std::move(file);
  return std::shared_ptr<const RepairModel>(std::move(model));
}

std::vector<RepairedLine> RepairLines(const RepairModel& model,
                                      const std::vector<std::string>& lines,
                                      const RepairOptions& options) {
  std::vector<RepairedLine> out(lines.size());
  for (size_t i = 0; i < lines.size(); ++i) out[i].text = lines[i];
  if (options.mode == RepairMode::kSound) return out;

  std::vector<Block> blocks = CutBlocks(lines);
  if (options.mode == RepairMode::kGate) {
    std::vector<std::string> texts;
    for (const Block& block : blocks) {
      std::string text;
      for (const size_t i : block.lines) text += lines[i] + "\n";
      texts.push_back(std::move(text));
    }
    const std::vector<TextClass> classes = ClassifyBlocks(texts);
    std::vector<Block> damaged;
    for (size_t i = 0; i < blocks.size(); ++i) {
      if (classes[i] == TextClass::kDamaged) damaged.push_back(std::move(blocks[i]));
    }
    blocks = std::move(damaged);
  }
  if (blocks.empty()) return out;

  const bool own_ocr = options.mode == RepairMode::kOwnOcr;
  DecoderOptions decoding;
  decoding.channel_weight = own_ocr ? 1.6 : 0.9;
  decoding.guard_names = own_ocr;
  const Channel& trained = own_ocr ? model.own_ocr() : model.english_ocr();
  std::vector<std::vector<DecodedToken>> decoded;
  const auto decode = [&](const Channel& channel) {
    RepairDecoder decoder(model.language(), model.lexicon(), model.casing(), channel, decoding);
    decoded.clear();
    for (const Block& block : blocks) decoded.push_back(decoder.Decode(LinesOf(block, lines)));
  };
  decode(trained);
  if (options.adapt && !own_ocr) {
    ChannelCounts counts;
    for (const auto& tokens : decoded) Count(tokens, trained, counts);
    decode(trained.AdaptedTo(counts, kPriorWeight));
  }

  for (size_t b = 0; b < blocks.size(); ++b) {
    for (const DecodedToken& token : decoded[b]) {
      const size_t line = blocks[b].lines[token.line];
      const std::string_view raw =
          std::string_view(lines[line]).substr(token.begin, token.end - token.begin);
      if (raw == token.text) continue;
      Edit edit;
      edit.begin = static_cast<uint32_t>(token.begin);
      edit.end = static_cast<uint32_t>(token.end);
      edit.text = token.text;
      edit.reason = ReasonFor(raw, token.text);
      edit.confidence = ConfidenceOf(token.margin);
      out[line].edits.push_back(std::move(edit));
      out[line].second.push_back(token.second);
    }
  }
  for (size_t i = 0; i < lines.size(); ++i) out[i].text = Apply(lines[i], out[i].edits);
  return out;
}

}  // namespace planrec::normalize
