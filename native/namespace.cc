#include "namespace.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <uv.h>

namespace nlapply {

namespace {

struct Visit {
  const std::string& path;
  const std::function<void()>& action;
  Failure failure;
};

Failure Enter(const std::string& path) {
  // O_NONBLOCK: opening a FIFO by mistake must not hang.
  Descriptor file(
      Uninterrupted([&] { return open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  if (!file) return {errno, "open"};
  if (setns(file.get(), CLONE_NEWNET) < 0) return {errno, "setns"};
  return {};
}

}  // namespace

Failure InNamespace(const std::string& path, const std::function<void()>& action) {
  Visit visit{path, action, {}};
  uv_thread_t thread;
  int status = uv_thread_create(
      &thread,
      [](void* argument) {
        Visit& mine = *static_cast<Visit*>(argument);
        mine.failure = Enter(mine.path);
        if (mine.failure.error == 0) mine.action();
      },
      &visit);
  if (status != 0) return {-status, "pthread_create"};
  uv_thread_join(&thread);
  return visit.failure;
}

Opened OpenSocket(int family, int type) {
  Descriptor fd(socket(AF_NETLINK, type | SOCK_CLOEXEC | SOCK_NONBLOCK, family));
  if (!fd) return {Descriptor(), {errno, "socket"}};
  return {std::move(fd), {}};
}

Opened OpenSocketIn(const std::string& path, int family, int type) {
  Opened opened;
  Failure failure = InNamespace(path, [&] { opened = OpenSocket(family, type); });
  if (failure.error != 0) return {Descriptor(), failure};
  return opened;
}

}  // namespace nlapply
