// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/unpack_protocol.h"

#include <utility>

#include "pipeline/core/wire.h"

namespace planrec::batch {
namespace {

template <typename T>
std::optional<T> Whole(const wire::Decoder& in, T value) {
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return value;
}

void PutError(wire::Encoder& out, const std::optional<Error>& error) {
  out.Bool(error.has_value());
  if (error) out.Failure(*error);
}

std::optional<Error> GetError(wire::Decoder& in) {
  if (!in.Bool()) return std::nullopt;
  return in.Failure();
}

}  // namespace

std::string EncodeUnpack(const UnpackLimits& limits) {
  wire::Encoder out;
  out.Int(limits.max_entries);
  out.Int(limits.max_unpacked_mib);
  out.Int(limits.max_ratio);
  out.Int(limits.max_depth);
  return out.Take();
}

std::optional<UnpackLimits> DecodeUnpack(std::string_view payload) {
  wire::Decoder in(payload);
  UnpackLimits limits;
  limits.max_entries = in.SmallInt(1, kMostEntries);
  limits.max_unpacked_mib = in.Int();
  limits.max_ratio = in.SmallInt(1, 1'000'000);
  limits.max_depth = in.SmallInt(0, 100);
  if (limits.max_unpacked_mib < 1) in.Fail();
  return Whole(in, limits);
}

std::string EncodeListing(const Listing& listing) {
  wire::Encoder out;
  out.Bool(listing.container);
  out.Count(listing.files.size());
  for (const ListedFile& file : listing.files) {
    out.Bytes(file.name);
    out.Byte(static_cast<uint8_t>(file.kind));
    PutError(out, file.refused);
  }
  PutError(out, listing.damage);
  return out.Take();
}

std::optional<Listing> DecodeListing(std::string_view payload) {
  wire::Decoder in(payload);
  Listing listing;
  listing.container = in.Bool();
  const size_t count = in.Elements(3);
  if (count > kMostEntries) in.Fail();
  for (size_t i = 0; in.ok() && i < count; ++i) {
    ListedFile& file = listing.files.emplace_back();
    file.name = in.Bytes(kLongestInnerName);
    const uint8_t kind = in.Byte();
    if (kind > static_cast<uint8_t>(acquire::ContainerKind::kPdf)) in.Fail();
    file.kind = static_cast<acquire::ContainerKind>(kind);
    file.refused = GetError(in);
  }
  listing.damage = GetError(in);
  return Whole(in, std::move(listing));
}

std::string EncodeExtract(size_t index) {
  wire::Encoder out;
  out.Count(index);
  return out.Take();
}

std::optional<size_t> DecodeExtract(std::string_view payload) {
  wire::Decoder in(payload);
  const uint64_t index = in.Count();
  return Whole(in, static_cast<size_t>(index));
}

}  // namespace planrec::batch
