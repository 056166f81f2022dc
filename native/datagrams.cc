#include "datagrams.h"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>

#include "descriptor.h"

namespace nlapply {

namespace {

/** So many strangers' datagrams and Fill lets the event loop turn: who floods must not hold it. */
constexpr int32_t kStrangersPerCall = 1024;

constexpr size_t Aligned(size_t length) { return (length + 3) & ~size_t{3}; }

template <typename T>
T Payload(const cmsghdr* message) {
  T value{};
  if (message->cmsg_len >= CMSG_LEN(sizeof value)) std::memcpy(&value, CMSG_DATA(message), sizeof value);
  return value;
}

void ReadControl(msghdr& message, Origin& origin) {
  for (cmsghdr* c = CMSG_FIRSTHDR(&message); c != nullptr; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level != SOL_NETLINK) continue;
    if (c->cmsg_type == NETLINK_PKTINFO) origin.group = Payload<nl_pktinfo>(c).group;
    if (c->cmsg_type == NETLINK_LISTEN_ALL_NSID) origin.nsid = Payload<int32_t>(c);
  }
}

/** Whether a datagram holds the end of a dump or the ack or error of `seq`. */
bool Answers(std::span<const uint8_t> datagram, uint32_t seq) {
  while (datagram.size() >= sizeof(nlmsghdr)) {
    nlmsghdr header;  // copied: the array need not be aligned
    std::memcpy(&header, datagram.data(), sizeof header);
    if (header.nlmsg_len < sizeof header) return false;
    bool final = header.nlmsg_type == NLMSG_DONE || header.nlmsg_type == NLMSG_ERROR;
    if (final && header.nlmsg_seq == seq) return true;
    datagram = datagram.subspan(std::min(Aligned(header.nlmsg_len), datagram.size()));
  }
  return false;
}

}  // namespace

ssize_t SendTo(int fd, std::span<const uint8_t> bytes, uint32_t port, uint32_t groups) {
  sockaddr_nl to{};
  to.nl_family = AF_NETLINK;
  to.nl_pid = port;
  to.nl_groups = groups;
  ssize_t sent = Uninterrupted([&] {
    return sendto(fd, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                  reinterpret_cast<const sockaddr*>(&to), sizeof to);
  });
  return sent < 0 ? -errno : sent;
}

ssize_t ReceiveFrom(int fd, std::span<uint8_t> room, Origin& origin) {
  sockaddr_nl from{};
  iovec vector{room.data(), room.size()};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(nl_pktinfo)) + CMSG_SPACE(sizeof(int32_t)) +
                                CMSG_SPACE(sizeof(ucred))];
  msghdr message{};
  ssize_t length = Uninterrupted([&] {
    message = {};
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    return recvmsg(fd, &message, MSG_DONTWAIT | MSG_TRUNC);
  });
  if (length < 0) return -errno;

  origin = {};
  origin.port = from.nl_pid;
  origin.groups = from.nl_groups;
  origin.flags = message.msg_flags;
  // Any process with CAP_NET_ADMIN may send to this port; the address alone tells it from the kernel.
  origin.kernel = message.msg_namelen == sizeof from && from.nl_family == AF_NETLINK && from.nl_pid == 0;
  ReadControl(message, origin);
  return length;
}

Filled Fill(int fd, std::span<uint8_t> room, uint32_t seq) {
  Filled result;
  while (result.dropped < kStrangersPerCall) {
    std::span<uint8_t> rest = room.subspan(result.used);
    if (rest.size() < kRoomForOne) {
      result.stop = kFull;
      break;
    }
    Origin origin;
    ssize_t received = ReceiveFrom(fd, rest, origin);
    if (received < 0) {
      result.stop = received == -EAGAIN ? static_cast<int32_t>(kEmpty) : static_cast<int32_t>(received);
      break;
    }
    size_t length = static_cast<size_t>(received);
    if (!origin.kernel) {
      result.dropped++;
      continue;
    }
    if (length > rest.size()) {
      result.stop = kTruncated;
      result.length = static_cast<int32_t>(length);
      break;
    }
    size_t end = std::min(Aligned(length), rest.size());
    std::fill(rest.begin() + static_cast<ptrdiff_t>(length), rest.begin() + static_cast<ptrdiff_t>(end),
              uint8_t{0});
    result.used += end;
    if (Answers(rest.first(length), seq)) {
      result.stop = kAnswered;
      break;
    }
  }
  return result;
}

}  // namespace nlapply
