#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace nlapply {

/** Where a datagram came from and what the kernel says about it. */
struct Origin {
  uint32_t port = 0;
  uint32_t groups = 0;
  uint32_t group = 0;  // NETLINK_PKTINFO
  int flags = 0;       // MSG_TRUNC and friends
  int32_t nsid = -1;   // NETLINK_LISTEN_ALL_NSID
  bool kernel = false;
};

/** Sends one datagram to a port and groups: bytes sent or -errno. */
ssize_t SendTo(int fd, std::span<const uint8_t> bytes, uint32_t port, uint32_t groups);

/** Receives one datagram: its real length, which may exceed the room, or -errno. */
ssize_t ReceiveFrom(int fd, std::span<uint8_t> room, Origin& origin);

/** Why Fill stopped; negative numbers are errnos. */
enum Stop : int32_t { kEmpty = 0, kAnswered = 1, kFull = 2, kTruncated = 3 };

struct Filled {
  size_t used = 0;       // bytes written, whole datagrams at multiples of four
  int32_t stop = kEmpty;
  int32_t dropped = 0;   // datagrams that did not come from the kernel
  int32_t length = 0;    // of the datagram that did not fit
};

/** Less room than this and Fill stops: no datagram of a dump is longer than 32 KiB, few messages are. */
inline constexpr size_t kRoomForOne = 64 * 1024;

/** Receives what is there from the kernel until the dump or request `seq` is answered. */
Filled Fill(int fd, std::span<uint8_t> room, uint32_t seq);

}  // namespace nlapply
