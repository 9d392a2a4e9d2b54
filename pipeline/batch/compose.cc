// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/compose.h"

#include <new>
#include <string>
#include <utility>
#include <vector>

#include "extractors/extract.h"
#include "normalizers/repair/repair_pages.h"
#include "pipeline/batch/check_record.h"
#include "pipeline/batch/page_text.h"
#include "pipeline/core/page_list.h"
#include "pipeline/core/wire.h"
#include "schemas/record_json.h"

namespace planrec::batch {
namespace {

/// A plan in small, with something for each grammar: rules are compiled at their first use.
constexpr const char* kSpecimen[] = {
    "UBND TỈNH MẪU",
    "SỞ NỘI VỤ",
    "Số: 01/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Mẫu, ngày 01 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Trồng cây năm 2026",
    "Căn cứ Quyết định số 02/QĐ-UBND ngày 01/01/2026 của Ủy ban nhân dân tỉnh;",
    "Thực hiện Nghị quyết số 03-NQ/TU của Tỉnh ủy về cây xanh, UBND tỉnh ban hành Kế hoạch:",
    "I. MỤC TIÊU, CHỈ TIÊU",
    "1. Trên 90% số xã hoàn thành trước ngày 30/6/2026; tối thiểu 05 mô hình, 1.200 ha rừng.",
    "- Phấn đấu tỷ lệ đạt từ 80% đến 85%, tăng 5% so với năm 2025.",
    "II. NHIỆM VỤ",
    "1. Tổ chức tập huấn cho 200 cán bộ, hoàn thành trong quý II/2026.",
    "a) Đơn vị chủ trì: Sở Nội vụ. Đơn vị phối hợp: Sở Tài chính; UBND các huyện.",
    "b) Thời gian thực hiện: tháng 3 đến tháng 9 năm 2026. Sản phẩm: Báo cáo.",
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính báo cáo hằng quý, trước ngày 15.",
    "2. Các sở, ban, ngành căn cứ chức năng, nhiệm vụ xây dựng kế hoạch./.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
    "TM. ỦY BAN NHÂN DÂN",
    "KT. CHỦ TỊCH",
    "PHÓ CHỦ TỊCH",
    "Nguyễn Văn A",
};

void NoteConversion(const Conversion& conversion, PlanRecord& record) {
  record.converted = conversion.file;
  if (conversion.tracked_changes == 0) return;
  record.warnings.push_back(
      {"text.tracked_changes",
       std::to_string(conversion.tracked_changes) +
           " tracked changes of the document were not decided; the text is as if all were accepted",
       "/source"});
}

/// The pages have their numbers in the file.
void NumberPages(const Selection& selection, std::vector<Page>& pages) {
  const std::optional<PageList> wanted = PageList::Parse(selection.pages);
  if (selection.pages.empty() || !wanted) return;
  const std::vector<int> numbers = wanted->Of(selection.all_pages);
  for (size_t i = 0; i < pages.size() && i < numbers.size(); ++i) {
    pages[i].number = numbers[i];
    if (pages[i].error) pages[i].error->page = numbers[i];
    for (ESignature& signature : pages[i].signatures)
      if (signature.where.page != 0) signature.where.page = numbers[i];
  }
}

void NoteSelection(const Selection& selection, PlanRecord& record) {
  const std::optional<PageList> wanted = PageList::Parse(selection.pages);
  if (selection.pages.empty() || !wanted) return;
  const std::vector<int> numbers = wanted->Of(selection.all_pages);
  if (static_cast<int>(numbers.size()) == selection.all_pages) return;
  record.warnings.push_back({"pages.left_out",
                             "of " + std::to_string(selection.all_pages) + " pages only " +
                                 PageList::Shown(numbers) + " were read, as asked for by --pages",
                             "/source/pages"});
}

}  // namespace

Composed Compose(Document document, const TextForms& with, const CopySource* copy,
                 const std::optional<Conversion>& conversion, const Selection& selection) {
  const Clock::time_point start = Clock::now();
  Composed composed;
  for (const TextForm form : with) {
    if (form == TextForm::kPdf) continue;
    std::string text = TextHead(form, document.source);
    for (Page& page : document.pages) text += PageText(form, page, document.source);
    composed.texts[form] = text += TextTail(form);
  }
  CopyText words;
  if (copy != nullptr) words = WordsOf(document);
  for (PlanRecord& record : extract::ExtractPlans(std::move(document))) {
    if (conversion) NoteConversion(*conversion, record);
    NoteSelection(selection, record);
    std::string json = schemas::WriteRecord(record);
    if (composed.json.empty()) {
      composed.json = std::move(json);
    } else {
      composed.further.push_back(std::move(json));
    }
  }
  if (copy != nullptr) AddCopy(*copy, std::move(words), composed);
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

Status ComposeDesk::LoadModel() {
  if (model_ != nullptr) return Done{};
  Result<std::shared_ptr<const normalize::RepairModel>> model =
      normalize::RepairModel::Load(repair_model_);
  if (!model) return model.error();
  model_ = std::move(*model);
  return Done{};
}

Status ComposeDesk::Repair(std::vector<Page>& pages) {
  if (repair_model_.empty()) return Done{};
  const Status loaded = LoadModel();
  if (!loaded) return loaded;
  normalize::RepairPages(*model_, pages);
  return Done{};
}

void ComposeDesk::Warm() {
  try {
    if (!repair_model_.empty()) static_cast<void>(LoadModel());
    Document document;
    document.pages.resize(1);
    document.pages[0].number = 1;
    for (const char* text : kSpecimen) {
      TextLine line;
      line.raw = text;
      line.line_number = static_cast<int>(document.pages[0].lines.size()) + 1;
      document.pages[0].lines.push_back(std::move(line));
    }
    const SourceFile source = document.source;
    CheckRecord(Compose(std::move(document), {}).json, source);
  } catch (const std::exception&) {
  }
}

bool ComposeDesk::Answer() {
  const auto refuse = [this](const Error& error) {
    return channel_.Send(MessageType::kRefused, EncodeError(error));
  };
  try {
    if (before_) before_(document_);
    NumberPages(request_->selection, document_.pages);
    const Status repaired = Repair(document_.pages);
    if (!repaired) return refuse(repaired.error());
    const CopySource copy{input_.bytes(), document_.source.media_type, request_->corrections,
                          limits_};
    const std::string payload = EncodeComposed(Compose(std::move(document_), request_->with,
                                                       copy.bytes.empty() ? nullptr : &copy,
                                                       request_->conversion, request_->selection));
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
