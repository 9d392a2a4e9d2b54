// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a plan record: validated, read, and where it is read, written and read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schemas/batch_json.h"
#include "schemas/record_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const bool valid = schemas::ValidateRecord(bytes).empty();
  (void)schemas::CompactJson(bytes);
  const Result<PlanRecord> record = schemas::ReadRecord(bytes);
  if (valid && !record) std::abort();
  if (!record) return 0;
  const std::string written = schemas::WriteRecord(*record);
  const Result<PlanRecord> again = schemas::ReadRecord(written);
  if (!again || schemas::WriteRecord(*again) != written) std::abort();
  return 0;
}
