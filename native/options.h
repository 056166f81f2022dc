#pragma once

#include <cstdint>
#include <vector>

#include "system-error.h"

namespace nlapply {

/** bind(2) with these groups; `port` in: the wish, 0 = the kernel's choice; out: the port got. */
Failure Bind(int fd, uint32_t& port, uint32_t groups);

/** setsockopt(2) and getsockopt(2) with an int. */
Failure SetOption(int fd, int level, int option, int value);
Failure GetOption(int fd, int level, int option, int& value);

/** The numbers of the groups joined, ascending: NETLINK_LIST_MEMBERSHIPS. */
Failure Memberships(int fd, std::vector<uint32_t>& groups);

}  // namespace nlapply
