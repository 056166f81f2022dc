#pragma once

#include <string>

#include "descriptor.h"
#include "system-error.h"

namespace nlapply {

/** What opening gave: a descriptor, or the call that failed. */
struct Opened {
  Descriptor fd;
  Failure failure;
};

/** socket(AF_NETLINK), non-blocking and close-on-exec, in the network namespace of this thread. */
Opened OpenSocket(int family, int type);

/**
 * The same in the namespace of the file at `path` (/proc/PID/ns/net, /run/netns/NAME). A thread of its
 * own enters it and ends: a socket stays where it was made, whoever uses it, so that neither the caller
 * nor a thread of libuv's pool ever leaves its namespace.
 */
Opened OpenSocketIn(const std::string& path, int family, int type);

}  // namespace nlapply
