#pragma once

#include <functional>
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
 * Runs `action` in the network namespace of the file at `path` (/proc/PID/ns/net, /run/netns/NAME) and
 * returns when it is done. A thread of its own enters the namespace and ends: what is opened there stays
 * there, whoever uses it, so that neither the caller nor a thread of libuv's pool ever leaves its
 * namespace. A failure means that `action` has not run.
 */
Failure InNamespace(const std::string& path, const std::function<void()>& action);

/** OpenSocket in the namespace of the file at `path`. */
Opened OpenSocketIn(const std::string& path, int family, int type);

}  // namespace nlapply
