// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as messages between worker and supervisor. A page that is accepted must be one that all
// rooms behind can work with, and must come back from its own bytes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "pipeline/batch/protocol.h"
#include "pipeline/core/wire.h"
#include "tests/fuzz/fuzz_document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)batch::DecodeAnswer(std::string(bytes));
  (void)batch::DecodeSource(bytes);
  (void)batch::DecodeVerdict(bytes);
  (void)batch::DecodeOptions(bytes);
  (void)batch::DecodeConfinement(bytes);
  (void)batch::DecodeOpened(bytes);
  (void)batch::DecodeError(bytes);
  (void)batch::DecodeRequest(bytes);
  (void)batch::DecodeComposed(std::string(bytes));
  Result<Page> page = wire::DecodePage(bytes);
  // What is passed on unopened is what opens.
  if (wire::InspectPage(bytes).ok() != page.ok()) std::abort();
  if (!page) return 0;
  const std::string again = wire::EncodePage(*page);
  const Result<Page> back = wire::DecodePage(again);
  if (!back || wire::EncodePage(*back) != again) std::abort();
  // Another page than the one that was asked for is refused (worker_process.cc).
  if (page->number != 1) return 0;
  std::vector<Page> pages;
  pages.push_back(std::move(*page));
  MakeRecord(std::move(pages), "application/pdf");
  return 0;
}
