#include "options.h"

#include <linux/netlink.h>
#include <sys/socket.h>

#include <cerrno>

namespace nlapply {

Failure Bind(int fd, uint32_t& port, uint32_t groups) {
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_pid = port;
  address.nl_groups = groups;
  if (bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) < 0) return {errno, "bind"};

  socklen_t length = sizeof address;
  if (getsockname(fd, reinterpret_cast<sockaddr*>(&address), &length) < 0) return {errno, "getsockname"};
  port = address.nl_pid;
  return {};
}

Failure SetOption(int fd, int level, int option, int value) {
  if (setsockopt(fd, level, option, &value, sizeof value) < 0) return {errno, "setsockopt"};
  return {};
}

Failure GetOption(int fd, int level, int option, int& value) {
  value = 0;  // some options answer with fewer bytes
  socklen_t length = sizeof value;
  if (getsockopt(fd, level, option, &value, &length) < 0) return {errno, "getsockopt"};
  return {};
}

Failure Memberships(int fd, std::vector<uint32_t>& groups) {
  // netlink_getsockopt() tells the bytes it needs, also when it was given fewer.
  std::vector<uint32_t> mask(2);
  for (;;) {
    size_t room = mask.size() * sizeof(uint32_t);
    socklen_t length = static_cast<socklen_t>(room);
    if (getsockopt(fd, SOL_NETLINK, NETLINK_LIST_MEMBERSHIPS, mask.data(), &length) < 0)
      return {errno, "getsockopt"};
    mask.resize((length + sizeof(uint32_t) - 1) / sizeof(uint32_t));
    if (length <= room) break;
  }
  for (size_t word = 0; word < mask.size(); word++)
    for (uint32_t bit = 0; bit < 32; bit++)
      if ((mask[word] >> bit & 1) != 0) groups.push_back(static_cast<uint32_t>(word) * 32 + bit + 1);
  return {};
}

}  // namespace nlapply
