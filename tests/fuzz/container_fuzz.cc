// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes as a file that holds others: what stands in it is listed and read up to a limit; and as
// what a worker says of that.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pipeline/acquire/container/office_type.h"
#include "pipeline/acquire/open_container.h"
#include "pipeline/batch/unpack_protocol.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace planrec;
  constexpr size_t kMost = size_t{1} << 20;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(batch::DecodeListing(bytes));
  static_cast<void>(acquire::TellOffice(bytes));
  UnpackLimits unpack;
  unpack.max_entries = 50;
  const auto files = acquire::OpenContainer(bytes, {}, unpack, {"password"});
  if (!files || *files == nullptr) return 0;
  if ((*files)->list().size() > 50) std::abort();
  for (size_t i = 0; i < (*files)->list().size(); ++i) {
    size_t taken = 0;
    static_cast<void>((*files)->Read(i, [&](std::string_view piece) -> Status {
      taken += piece.size();
      return taken < kMost ? Status(Done{}) : Error{ErrorType::kTooLarge, "enough"};
    }));
  }
  return 0;
}
