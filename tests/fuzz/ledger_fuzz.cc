// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as OUT/ledger.sqlite: refused, or of use to a whole run; what a foreign or broken file says
// never leads outside the output folder.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "pipeline/batch/ledger.h"

namespace {

/// One folder for all inputs of this process.
const std::string& Folder() {
  static const std::string folder = [] {
    std::string name = (std::filesystem::temp_directory_path() / "ledger_fuzz.XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) std::abort();
    return name;
  }();
  return folder;
}

void Use(planrec::batch::Ledger& ledger) {
  using namespace planrec;
  using namespace planrec::batch;
  const auto stays_inside = [](const schemas::InputEntry& entry) -> Status {
    for (const auto& part : std::filesystem::path(entry.record)) {
      if (part == ".." || part == "/") std::abort();
    }
    return Done{};
  };
  if (!ledger.BeginRun()) return;
  Found found;
  found.path = "a.txt";
  found.file = Folder() + "/a.txt";
  static_cast<void>(ledger.AddInput(found));
  static_cast<void>(ledger.DropVanished(Folder(), [](const auto&, const auto&) { return false; }));
  static_cast<void>(ledger.EndInputs());
  static_cast<void>(ledger.OpenCount());
  for (int64_t after = 0; after < 50;) {
    const auto input = ledger.NextInput(after);
    if (!input || !*input) break;
    static_cast<void>(ledger.Earlier((*input)->path));
    if ((*input)->ordinal <= after) break;
    after = (*input)->ordinal;
  }
  static_cast<void>(ledger.SameContentAs(std::string(64, 'a')));
  static_cast<void>(ledger.Basis("fingerprint"));
  static_cast<void>(ledger.ForEach(stays_inside));
  static_cast<void>(ledger.Close());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string path = Folder() + "/ledger.sqlite";
  for (const char* suffix : {"", "-wal", "-shm", "-journal"})
    std::filesystem::remove(path + suffix);
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  if (auto ledger = planrec::batch::Ledger::Open(path)) Use(**ledger);
  return 0;
}
