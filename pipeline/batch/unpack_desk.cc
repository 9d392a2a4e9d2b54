// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/unpack_desk.h"

#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "pipeline/batch/protocol.h"
#include "pipeline/batch/unpack_protocol.h"

namespace planrec::batch {
namespace {

/// Below this much no ratio is looked at: a blank page packs well.
constexpr uint64_t kSmall = uint64_t{64} << 20;

Listing ListingOf(const acquire::ContainedFiles& files) {
  Listing listing;
  listing.container = true;
  listing.damage = files.damage();
  for (const acquire::ContainedFile& file : files.list()) {
    ListedFile& listed = listing.files.emplace_back();
    listed.name = file.name.substr(0, kLongestInnerName);
    listed.kind = acquire::KindOfContainer(file.head);
    listed.refused = file.refused;
    if (file.name.size() > kLongestInnerName)
      listed.refused = Error{ErrorType::kUnreadable, "the file's name in the archive is too long"};
  }
  return listing;
}

}  // namespace

bool UnpackDesk::Serve(const Message& message, const Limits& limits,
                       const std::vector<std::string>& passwords) {
  try {
    return message.type == MessageType::kUnpack ? List(message, limits, passwords)
                                                : Extract(message);
  } catch (const std::bad_alloc&) {
    return Refuse({ErrorType::kOutOfMemory, "unpacking needs more memory; raise --memory-limit"});
  } catch (const std::exception& failure) {
    return Refuse({ErrorType::kInternal, failure.what()});
  }
}

bool UnpackDesk::List(const Message& message, const Limits& limits,
                      const std::vector<std::string>& passwords) {
  const std::optional<UnpackLimits> asked = DecodeUnpack(message.payload);
  if (!asked || !message.descriptor.valid()) return false;
  limits_ = *asked;
  files_.reset();
  unpacked_ = 0;
  const Status mapped = file_.Map(message.descriptor.get());
  if (!mapped) return Refuse(mapped.error());
  auto files = acquire::OpenContainer(file_.bytes(), limits, limits_, passwords);
  if (!files) return Refuse(files.error());
  files_ = std::move(*files);
  const std::string answer = EncodeListing(files_ ? ListingOf(*files_) : Listing{});
  if (answer.size() > kLongestListing) {
    return Refuse({ErrorType::kTooLarge, "the archive's names take too much; unpack it"});
  }
  return channel_.Send(MessageType::kListed, answer);
}

bool UnpackDesk::Extract(const Message& message) {
  const std::optional<size_t> index = DecodeExtract(message.payload);
  if (!index || !files_ || *index >= files_->list().size()) return false;
  bool sent = true;
  of_file_ = 0;
  const Status read = files_->Read(*index, [&](std::string_view piece) -> Status {
    const Status taken = Take(piece);
    while (taken && sent && !piece.empty()) {
      sent = channel_.Send(MessageType::kPiece, piece.substr(0, kLongestPiece));
      piece.remove_prefix(std::min(piece.size(), kLongestPiece));
    }
    return taken && !sent ? Error{ErrorType::kInterrupted, "nobody listens"} : taken;
  });
  if (!sent) return false;
  return read ? channel_.Send(MessageType::kExtracted, "") : Refuse(read.error());
}

Status UnpackDesk::Take(std::string_view piece) {
  unpacked_ += piece.size();
  of_file_ += piece.size();
  if (unpacked_ > static_cast<uint64_t>(limits_.max_unpacked_mib) << 20) {
    return Error{ErrorType::kTooLarge, "the file unpacks into more than " +
                                           std::to_string(limits_.max_unpacked_mib) +
                                           " MiB; if it can be trusted, raise --max-unpacked"};
  }
  const uint64_t most = file_.bytes().size() * static_cast<uint64_t>(limits_.max_ratio);
  if (of_file_ > kSmall && of_file_ > most) {
    return Error{ErrorType::kTooLarge, "the file unpacks into more than " +
                                           std::to_string(limits_.max_ratio) +
                                           " times its size; if it can be trusted, raise "
                                           "--max-ratio"};
  }
  return Done{};
}

bool UnpackDesk::Refuse(const Error& error) {
  return channel_.Send(MessageType::kRefused, EncodeError(error));
}

}  // namespace planrec::batch
