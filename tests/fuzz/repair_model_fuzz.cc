// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a repair model: as they are, and with the size and checksum that make them one, so that
// what stands in the sections is looked at too.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "normalizers/language/model_file.h"
#include "normalizers/repair/repair.h"

namespace {

void Use(std::string_view bytes) {
  using namespace planrec;
  auto file = normalize::ModelFile::View(bytes);
  if (!file) return;
  // One file may hold the sections of both.
  const auto model = normalize::RepairModel::Create(*file, *file);
  if (!model) return;
  normalize::RepairOptions options;
  options.mode = normalize::RepairMode::kDamaged;
  (void)normalize::RepairLines(**model, {"Ke hoach trien khai nam 2024 cua huyen"}, options);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr size_t kSizeAt = 16, kChecksumAt = 24, kRestAt = 32;
  const std::string given(reinterpret_cast<const char*>(data), size);
  Use(given);
  if (size < kRestAt) return 0;
  std::string mended = given;
  const uint64_t whole = size;
  std::memcpy(mended.data() + kSizeAt, &whole, sizeof whole);
  const uint64_t checksum = planrec::normalize::ModelFileChecksum(mended);
  std::memcpy(mended.data() + kChecksumAt, &checksum, sizeof checksum);
  Use(mended);
  return 0;
}
