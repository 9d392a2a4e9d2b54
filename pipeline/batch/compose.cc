// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/compose.h"

#include <new>
#include <string>
#include <utility>
#include <vector>

#include "extractors/extract.h"
#include "normalizers/repair/repair_pages.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/batch/searchable_copy.h"
#include "pipeline/core/wire.h"
#include "schemas/record_json.h"

namespace planrec::batch {
Composed Compose(Document document, const TextForms& with, std::string_view pdf) {
  const Clock::time_point start = Clock::now();
  Composed composed;
  for (const TextForm form : with) {
    if (form == TextForm::kPdf) continue;
    std::string text = TextHead(form, document.source);
    for (Page& page : document.pages) text += PageText(form, page, document.source);
    composed.texts[form] = text += TextTail(form);
  }
  CopyText words;
  if (!pdf.empty()) words = WordsOf(document);
  const PlanRecord record = extract::ExtractPlan(std::move(document));
  if (!pdf.empty()) AddCopy(pdf, std::move(words), record, composed);
  composed.json = schemas::WriteRecord(record);
  composed.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return composed;
}

bool ComposeDesk::Serve(const Message& message) {
  if (message.type == MessageType::kDocument) {
    request_ = DecodeRequest(message.payload);
    if (!request_) return false;
    document_ = {};
    document_.source = request_->source;
    // Without it there is no copy; the record is made all the same.
    if (message.descriptor.valid() && !input_.Map(message.descriptor.get())) input_.Unmap();
    return true;
  }
  if (!request_) return false;
  Result<Page> page = wire::DecodePage(message.payload);
  if (!page) return false;
  document_.pages.push_back(std::move(*page));
  if (static_cast<int>(document_.pages.size()) < request_->pages) return true;
  const bool answered = Answer();
  input_.Unmap();
  document_ = {};
  request_.reset();
  return answered;
}

Status ComposeDesk::Repair(std::vector<Page>& pages) {
  if (repair_model_.empty()) return Done{};
  if (model_ == nullptr) {
    Result<std::shared_ptr<const normalize::RepairModel>> model =
        normalize::RepairModel::Load(repair_model_);
    if (!model) return model.error();
    model_ = std::move(*model);
  }
  normalize::RepairPages(*model_, pages);
  return Done{};
}

bool ComposeDesk::Answer() {
  const auto refuse = [this](const Error& error) {
    return channel_.Send(MessageType::kRefused, EncodeError(error));
  };
  try {
    if (before_) before_(document_);
    const Status repaired = Repair(document_.pages);
    if (!repaired) return refuse(repaired.error());
    const std::string payload =
        EncodeComposed(Compose(std::move(document_), request_->with, input_.bytes()));
    if (payload.size() > kLongestRecord) {
      return refuse({ErrorType::kTooLarge,
                     "the record and what is wanted beside it are larger than " +
                         std::to_string(kLongestRecord >> 20) + " MiB; split the file"});
    }
    return channel_.Send(MessageType::kRecord, payload);
  } catch (const std::bad_alloc&) {
    return refuse({ErrorType::kOutOfMemory, "putting the record together needs more memory"});
  } catch (const std::exception& defect) {
    return refuse(DefectError(defect, 0));
  }
}

Error DefectError(const std::exception& defect, int page) {
  return {ErrorType::kInternal,
          std::string("a defect of planrec: ") + defect.what() + "; please report this file", page};
}

}  // namespace planrec::batch
