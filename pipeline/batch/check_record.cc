// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/check_record.h"

#include <algorithm>
#include <exception>
#include <new>
#include <set>
#include <string>
#include <vector>

#include "normalizers/repair/repair.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/batch/compose.h"
#include "pipeline/core/cut_text.h"
#include "schemas/record_figures.h"
#include "schemas/record_json.h"

namespace planrec::batch {
namespace {

/// Sections lie in each other; a reader that follows them needs a stack as deep as they are.
constexpr int kDeepestJson = 1000;
constexpr size_t kLongestShown = 4096;

int CountSections(const std::vector<SectionNode>& nodes) {
  int count = 0;
  for (const SectionNode& node : nodes) count += 1 + CountSections(node.children);
  return count;
}

/// A value of the head below this is more a guess than a reading; words lost, and confidence of all
/// that was recognised, as pages have it that people read with trouble.
constexpr double kGuess = 0.6, kManyLost = 0.02, kBadlyRead = 0.85;

schemas::Quality QualityOf(const PlanRecord& record, const schemas::PlanBrief& brief) {
  int bad_pages = brief.unreadable_pages, text_pages = 0;
  double sure = 0;
  int recognised = 0;
  for (const Page& page : record.pages) {
    bad_pages += page.error.has_value();
    text_pages += page.error || page.origin != TextOrigin::kNone;
    if (!page.ocr_confidence) continue;
    sure += *page.ocr_confidence;
    ++recognised;
  }
  if (bad_pages > 0 && bad_pages * 2 >= text_pages) return schemas::Quality::kUnreadable;
  // The first entry of a field is its value's.
  std::set<std::string> seen = {"kind"};
  const bool guessed =
      std::ranges::any_of(record.document.evidence, [&](const FieldEvidence& evidence) {
        return seen.insert(evidence.field).second && evidence.confidence < kGuess;
      });
  const bool badly_read = recognised > 0 && sure < kBadlyRead * recognised;
  const bool lost = brief.lost_words > kManyLost * brief.words;
  const bool no_document = record.document.kind != DocumentKind::kAdministrative;
  return bad_pages > 0 || guessed || badly_read || lost || no_document ? schemas::Quality::kDoubtful
                                                                       : schemas::Quality::kGood;
}

/// What the parser must not be given: more depth than a stack has, and bytes behind a NUL, which it
/// takes for the end.
bool Dangerous(std::string_view json) {
  int depth = 0;
  bool in_string = false;
  for (size_t at = 0; at < json.size(); ++at) {
    const char c = json[at];
    if (c == '\0') return true;
    if (in_string) {
      if (c == '"') in_string = false;
      // Not over a NUL: that one is looked at.
      if (c == '\\' && at + 1 < json.size() && json[at + 1] != '\0') ++at;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kDeepestJson) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

bool SameFile(const JoinedFile& one, const JoinedFile& other) {
  return one.path == other.path && one.sha256 == other.sha256 && one.bytes == other.bytes &&
         one.media_type == other.media_type && one.first_page == other.first_page;
}

bool SameSource(const SourceFile& one, const SourceFile& other) {
  return one.path == other.path && one.sha256 == other.sha256 && one.bytes == other.bytes &&
         one.media_type == other.media_type && std::ranges::equal(one.files, other.files, SameFile);
}

}  // namespace

schemas::PlanBrief BriefOf(const PlanRecord& record) {
  schemas::PlanBrief brief;
  brief.code = record.document.code.value_or("");
  brief.issued_on = record.document.issued_on.value_or("");
  if (record.document.issuer) brief.issuer = record.document.issuer->name;
  brief.title = record.document.title.value_or("");
  brief.sections = CountSections(record.sections);
  brief.targets = static_cast<int>(record.targets.size());
  brief.tasks = static_cast<int>(record.tasks.size());
  brief.review = static_cast<int>(record.review.size());
  brief.warnings = static_cast<int>(record.warnings.size());
  brief.words = record.words.read;
  brief.lost_words = record.words.unplaced + record.words.doubled;
  brief.unreadable_pages = static_cast<int>(std::ranges::count_if(
      record.warnings, [](const Warning& warning) { return warning.code == "page.unreadable"; }));
  brief.quality = QualityOf(record, brief);
  brief.figures = schemas::EncodeFigures(schemas::FiguresOf(record));
  for (std::string* text : {&brief.code, &brief.issued_on, &brief.issuer, &brief.title}) {
    text->resize(CutBetweenLetters(*text, kLongestShown).size());
  }
  return brief;
}

Verdict CheckRecord(std::string_view json, const SourceFile& source) {
  Verdict verdict;
  if (Dangerous(json)) return verdict;
  const Result<PlanRecord> record = schemas::ReadRecord(json);
  if (!record || !SameSource(record->source, source)) return verdict;
  verdict.sound = true;
  verdict.brief = BriefOf(*record);
  const std::vector<schemas::Violation> violations = schemas::ValidateRecord(json);
  if (!violations.empty()) {
    verdict.violation = violations.front().pointer + ": " + violations.front().message;
    verdict.violation.resize(CutBetweenLetters(verdict.violation, kLongestShown).size());
  }
  return verdict;
}

bool CheckDesk::Serve(const Message& message, const WorkerOptions& options) {
  try {
    return Answer(message, options);
  } catch (const std::bad_alloc&) {
    return channel_.Send(
        MessageType::kRefused,
        EncodeError({ErrorType::kOutOfMemory, "checking the record needs more memory"}));
  } catch (const std::exception& defect) {
    return channel_.Send(MessageType::kRefused, EncodeError(DefectError(defect, 0)));
  }
}

bool CheckDesk::Answer(const Message& message, const WorkerOptions& options) {
  if (message.type == MessageType::kProbe) return Probe(options);
  if (message.type == MessageType::kCheck) {
    source_ = DecodeSource(message.payload);
    return source_.has_value();
  }
  if (!source_) return false;
  const Verdict verdict = CheckRecord(message.payload, *source_);
  source_.reset();
  return channel_.Send(MessageType::kChecked, EncodeVerdict(verdict));
}

bool CheckDesk::Probe(const WorkerOptions& options) {
  std::optional<Error> missing;
  if (options.read.ocr != acquire::OcrMode::kNever) {
    acquire::Recogniser recogniser(options.recogniser);
    if (const Status loaded = recogniser.Load(); !loaded) missing = loaded.error();
  }
  if (!missing && !options.repair_model.empty()) {
    const auto model = normalize::RepairModel::Load(options.repair_model);
    if (!model) missing = model.error();
  }
  if (missing) return channel_.Send(MessageType::kRefused, EncodeError(*missing));
  return channel_.Send(MessageType::kChecked, EncodeVerdict({}));
}

}  // namespace planrec::batch
