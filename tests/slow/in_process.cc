// SPDX-License-Identifier: GPL-3.0-or-later
//
// The same work as `planrec run -j 1` without any of its safety: files are read, normalised and
// made records in this very process. What workers, limits and the sandbox cost is the difference
// (tests/slow/isolation_cost.sh).
//
//   in_process OUT FILE...        prints the seconds and the pages
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "normalizers/unicode/normalize_page.h"
#include "pipeline/acquire/ocr/recogniser.h"
#include "pipeline/acquire/source_reader.h"
#include "pipeline/batch/check_record.h"
#include "pipeline/batch/compose.h"
#include "pipeline/batch/finish.h"
#include "pipeline/files/digest.h"

namespace {

using namespace planrec;

bool ReadOne(const std::string& file, const std::string& output, acquire::Recogniser& recogniser,
             int& pages) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const std::string name = file.substr(file.rfind('/') + 1);
  const acquire::ReadOptions options;
  auto source = acquire::SourceReader::Open(bytes, name, options.limits);
  if (!source) return false;
  Document document;
  document.source = {name, Sha256(bytes), bytes.size(), (*source)->media_type()};
  std::vector<wire::PageFacts> facts;
  for (int number = 1; number <= (*source)->page_count(); ++number) {
    Page page = (*source)->ReadPage(number, options, recogniser);
    page.number = number;
    normalize::NormalizePage(page);
    facts.push_back({number, "", page.error, !page.lines.empty() || !page.tables.empty()});
    document.pages.push_back(std::move(page));
    ++pages;
  }
  schemas::InputEntry entry;
  entry.path = name;
  batch::WrittenRecord written;
  const auto compose = [&]() -> Result<batch::CheckedRecord> {
    const SourceFile checked = document.source;
    batch::CheckedRecord record{batch::Compose(std::move(document), {}), {}};
    record.verdicts.push_back(batch::CheckRecord(record.composed.json, checked));
    return record;
  };
  return batch::FinishDocument(facts, {output, {}}, compose, entry, written).ok();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const auto start = std::chrono::steady_clock::now();
  acquire::Recogniser recogniser({});
  int pages = 0;
  for (int i = 2; i < argc; ++i) {
    if (!ReadOne(argv[i], argv[1], recogniser, pages)) return 1;
  }
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::printf("%.2f s, %d pages\n", seconds.count(), pages);
  return 0;
}
