// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/batch/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace planrec::batch {
namespace {

constexpr size_t kHeader = 5;
constexpr std::chrono::seconds kTransferTime{30};  // of a message that holds the gate

struct Admitted {
  MessageType type;
  size_t longest;
};

constexpr Admitted kToWorker[] = {
    {MessageType::kConfigure, size_t{1} << 20},
    {MessageType::kOpen, size_t{64} << 10},
    {MessageType::kRead, 64},
    {MessageType::kDocument, size_t{64} << 10},
    {MessageType::kPage, kLongestPage},
    {MessageType::kCheck, size_t{64} << 10},
    {MessageType::kRecord, kLongestRecord},
    {MessageType::kProbe, 0},
    {MessageType::kPrint, 0},
    {MessageType::kSpawn, 0},
    {MessageType::kWarm, 0},
    {MessageType::kDraw, 256},
    {MessageType::kConvert, size_t{4} << 10},
    {MessageType::kUnpack, 64},
    {MessageType::kExtract, 16},
};

constexpr Admitted kFromWorker[] = {
    {MessageType::kReady, size_t{16} << 10},
    {MessageType::kOpened, size_t{4} << 10},
    {MessageType::kRefused, size_t{4} << 10},
    {MessageType::kPage, kLongestPage},
    {MessageType::kRecord, kLongestRecord},
    {MessageType::kChecked, size_t{256} << 10},
    {MessageType::kSpawned, 16},
    {MessageType::kPicture, kLongestPicture},
    {MessageType::kConverted, size_t{4} << 10},
    {MessageType::kListed, kLongestListing},
    {MessageType::kPiece, kLongestPiece},
    {MessageType::kExtracted, 0},
};

template <size_t kCount>
std::optional<size_t> Longest(const Admitted (&list)[kCount], MessageType type) {
  for (const Admitted& admitted : list) {
    if (admitted.type == type) return admitted.longest;
  }
  return std::nullopt;
}

/// Milliseconds for poll: rounded up, so that a deadline is never missed by a busy loop.
int Wait(std::optional<Clock::time_point> deadline) {
  if (!deadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now());
  return static_cast<int>(std::clamp<int64_t>(left.count(), 0, 3'600'000));
}

/// The descriptor out of a received message's control data; others are closed.
void TakeDescriptors(msghdr& header, FileDescriptor& into) {
  for (cmsghdr* control = CMSG_FIRSTHDR(&header); control != nullptr;
       control = CMSG_NXTHDR(&header, control)) {
    if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS) continue;
    const size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; i < count; ++i) {
      int fd;
      std::memcpy(&fd, CMSG_DATA(control) + i * sizeof(int), sizeof fd);
      into.Reset(fd);
    }
  }
}

}  // namespace

std::optional<size_t> ToWorker(MessageType type) {
  return Longest(kToWorker, type);
}

std::optional<size_t> FromWorker(MessageType type) {
  return Longest(kFromWorker, type);
}

void Channel::Replace(FileDescriptor socket) {
  socket_ = std::move(socket);
  buffer_.clear();
  passed_.Reset();
}

bool Channel::Send(MessageType type, std::string_view payload, int descriptor,
                   std::optional<Clock::time_point> deadline, int stop_fd) {
  std::array<char, kHeader> head;
  for (size_t i = 0; i < 4; ++i) head[i] = static_cast<char>(payload.size() >> (8 * i));
  head[4] = static_cast<char>(type);
  std::array<iovec, 2> pieces = {
      {{head.data(), head.size()}, {const_cast<char*>(payload.data()), payload.size()}}};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control_bytes{};
  msghdr header{};
  header.msg_iov = pieces.data();
  header.msg_iovlen = pieces.size();
  if (descriptor >= 0) {
    header.msg_control = control_bytes.data();
    header.msg_controllen = control_bytes.size();
    cmsghdr* control = CMSG_FIRSTHDR(&header);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(control), &descriptor, sizeof descriptor);
  }
  while (header.msg_iovlen > 0) {
    const ssize_t sent = sendmsg(socket_.get(), &header, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
      std::array<pollfd, 2> waits = {{{socket_.get(), POLLOUT, 0}, {stop_fd, POLLIN, 0}}};
      const int ready = poll(waits.data(), waits.size(), Wait(deadline));
      if (ready < 0 && errno != EINTR) return false;
      if (ready > 0 && waits[1].revents != 0) return false;
      if (ready == 0 && deadline && Clock::now() >= *deadline) return false;
      continue;
    }
    header.msg_control = nullptr;
    header.msg_controllen = 0;
    size_t left = static_cast<size_t>(sent);
    while (header.msg_iovlen > 0 && left >= header.msg_iov->iov_len) {
      left -= header.msg_iov->iov_len;
      ++header.msg_iov;
      --header.msg_iovlen;
    }
    if (header.msg_iovlen > 0) {
      header.msg_iov->iov_base = static_cast<char*>(header.msg_iov->iov_base) + left;
      header.msg_iov->iov_len -= left;
    }
  }
  return true;
}

Channel::Outcome Channel::Receive(Message& message, std::optional<Clock::time_point> deadline,
                                  int stop_fd) {
  message = {};
  Outcome outcome = Fill(kHeader, deadline, stop_fd);
  if (outcome != Outcome::kMessage) return outcome;
  size_t length = 0;
  for (size_t i = 0; i < 4; ++i) {
    length |= static_cast<size_t>(static_cast<unsigned char>(buffer_[i])) << (8 * i);
  }
  message.type = static_cast<MessageType>(buffer_[4]);
  const std::optional<size_t> longest = admits_(message.type);
  if (!longest || length > *longest) return Outcome::kMalformed;
  if (length > kLargeMessage) {
    if (!PassGate(message.hold, deadline, stop_fd)) return Outcome::kStopped;
    // One piece of memory instead of ever larger ones: only what arrives is touched.
    buffer_.reserve(kHeader + length);
  }
  outcome = Fill(kHeader + length, deadline, stop_fd);
  if (outcome == Outcome::kMessage) Take(message, length);
  return outcome;
}

bool Channel::PassGate(Hold& hold, std::optional<Clock::time_point>& deadline, int stop_fd) const {
  if (gate_ == nullptr) return true;
  const Clock::time_point start = Clock::now();
  hold = Hold(*gate_, std::defer_lock);
  while (!hold.try_lock_for(std::chrono::milliseconds(50))) {
    pollfd stop = {stop_fd, POLLIN, 0};
    if (poll(&stop, 1, 0) > 0) return false;
  }
  const Clock::time_point now = Clock::now();
  if (deadline) deadline = std::min(*deadline + (now - start), now + kTransferTime);
  return true;
}

void Channel::Take(Message& message, size_t length) {
  if (buffer_.size() == kHeader + length) {
    message.payload = std::exchange(buffer_, {});
    message.payload.erase(0, kHeader);
  } else {
    message.payload.assign(buffer_, kHeader, length);
    buffer_.erase(0, kHeader + length);
  }
  // One read may bring several messages and the descriptor of a later one.
  if (message.type == MessageType::kOpen || message.type == MessageType::kPrint ||
      message.type == MessageType::kSpawn || message.type == MessageType::kDocument ||
      message.type == MessageType::kUnpack || message.type == MessageType::kConvert) {
    message.descriptor = std::move(passed_);
  }
}

Channel::Outcome Channel::Fill(size_t wanted, std::optional<Clock::time_point> deadline,
                               int stop_fd) {
  while (buffer_.size() < wanted) {
    std::array<pollfd, 2> waits = {{{socket_.get(), POLLIN, 0}, {stop_fd, POLLIN, 0}}};
    const int ready = poll(waits.data(), waits.size(), Wait(deadline));
    if (ready < 0 && errno != EINTR) return Outcome::kClosed;
    if (waits[1].revents != 0 && ready > 0) return Outcome::kStopped;
    if (ready <= 0 || waits[0].revents == 0) {
      if (deadline && Clock::now() >= *deadline) return Outcome::kTimeout;
      continue;
    }
    // Bytes come in pieces of at most a megabyte: what is claimed is not touched ahead. Of a small
    // message more may be read than belongs to it, of a large one not.
    const size_t have = buffer_.size();
    const size_t missing = wanted - have;
    const size_t room =
        missing > (size_t{64} << 10) ? std::min(missing, size_t{1} << 20) : size_t{64} << 10;
    const bool large = wanted > kLargeMessage;
    buffer_.resize(have + (large ? std::min(room, missing) : room));
    iovec piece = {buffer_.data() + have, buffer_.size() - have};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control_bytes;
    msghdr header{};
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    header.msg_control = control_bytes.data();
    header.msg_controllen = control_bytes.size();
    const ssize_t got = recvmsg(socket_.get(), &header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
    const int code = errno;
    buffer_.resize(have + (got > 0 ? static_cast<size_t>(got) : 0));
    if (got < 0 && (code == EINTR || code == EAGAIN)) continue;
    if (got <= 0) return Outcome::kClosed;
    TakeDescriptors(header, passed_);
  }
  return Outcome::kMessage;
}

}  // namespace planrec::batch
