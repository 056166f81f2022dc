#include "namespace.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <uv.h>

namespace nlapply {

namespace {

Opened Failed(const char* call) { return {Descriptor(), {errno, call}}; }

struct Visit {
  const std::string& path;
  int family;
  int type;
  Opened result;
};

Opened EnterAndOpen(const Visit& visit) {
  // O_NONBLOCK: opening a FIFO by mistake must not hang.
  Descriptor file(Uninterrupted(
      [&] { return open(visit.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY); }));
  if (!file) return Failed("open");
  if (setns(file.get(), CLONE_NEWNET) < 0) return Failed("setns");
  return OpenSocket(visit.family, visit.type);
}

}  // namespace

Opened OpenSocket(int family, int type) {
  Descriptor fd(socket(AF_NETLINK, type | SOCK_CLOEXEC | SOCK_NONBLOCK, family));
  if (!fd) return Failed("socket");
  return {std::move(fd), {}};
}

Opened OpenSocketIn(const std::string& path, int family, int type) {
  Visit visit{path, family, type, {}};
  uv_thread_t thread;
  int status = uv_thread_create(
      &thread,
      [](void* argument) {
        Visit& mine = *static_cast<Visit*>(argument);
        mine.result = EnterAndOpen(mine);
      },
      &visit);
  if (status != 0) return {Descriptor(), {-status, "pthread_create"}};
  uv_thread_join(&thread);
  return std::move(visit.result);
}

}  // namespace nlapply
