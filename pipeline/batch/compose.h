// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a document with all its pages to the bytes of its record, or records where the file holds
// several documents: repair, extract, write as JSON. Runs in
// worker processes: what the extractors get was made from bytes of outside, and a defect of theirs
// must cost a document, not the run. Another process looks at the record (check_record.h).
//
//   Composed composed = Compose(std::move(document), /*with=*/{});
//
// and, for the messages of a conversation with the supervisor:
//
//   ComposeDesk desk(channel);
//   if (desk.Wants(message)) alive = desk.Serve(message);
//
// Compose is a pure function of the document; thread safe. A desk belongs to one thread.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/repair/repair.h"
#include "pipeline/batch/channel.h"
#include "pipeline/batch/mapped_file.h"
#include "pipeline/batch/protocol.h"
#include "pipeline/batch/searchable_copy.h"

namespace planrec::batch {

/// `with`: what is made beside the record; `copy`: what a searchable copy is made of, where one is
/// wanted and there can be one. `conversion`: what the pages were read from, where that is no file
/// of the input.
Composed Compose(Document document, const TextForms& with, const CopySource* copy = nullptr,
                 const std::optional<Conversion>& conversion = {}, const Selection& selection = {});

/// Takes a document's head and pages, then answers with kRecord, or with kRefused where memory does
/// not do or an exception shows a defect.
class ComposeDesk {
 public:
  /// `before`: called with each whole document before it is answered, where given; for workers that
  /// misbehave on order.
  explicit ComposeDesk(Channel& channel, std::function<void(const Document&)> before = {})
      : channel_(channel), before_(std::move(before)) {}
  static bool Wants(const Message& message) {
    return message.type == MessageType::kDocument || message.type == MessageType::kPage;
  }
  /// The folder of the repair model, loaded when the first document needs it; empty = no repair.
  void SetRepairModel(const std::string& path) { repair_model_ = path; }
  /// False where the conversation is over.
  bool Serve(const Message& message);
  /// Makes ready what the first document would wait for: the repair model and the grammars. What
  /// fails here fails at the first document, and is said there.
  void Warm();
  /// For what is decoded again for searchable copies.
  void SetLimits(const Limits& limits) { limits_ = limits; }
  /// Repairs pages, where a model was set.
  Status Repair(std::vector<Page>& pages);

 private:
  bool Answer();
  Status LoadModel();

  Channel& channel_;
  std::function<void(const Document&)> before_;
  std::optional<ComposeRequest> request_;
  Document document_;
  MappedFile input_;  ///< of a document that is to have a searchable copy
  Limits limits_;
  std::string repair_model_;
  std::shared_ptr<const normalize::RepairModel> model_;
};

/// The error of an exception that was no want of memory.
Error DefectError(const std::exception& defect, int page);

}  // namespace planrec::batch
