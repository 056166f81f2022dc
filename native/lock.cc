#include "lock.h"

#include <fcntl.h>
#include <sys/file.h>

#include "arguments.h"
#include "environment.h"
#include "system-error.h"

namespace nlapply {

Napi::Value LockFile(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  std::string path = arguments.Path("path");
  if (!arguments) return {};

  Descriptor fd(Uninterrupted(
      [&] { return open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600); }));
  if (!fd) {
    Throw(info.Env(), {errno, "open"}, &path);
    return {};
  }
  if (Uninterrupted([&] { return flock(fd.get(), LOCK_EX | LOCK_NB); }) < 0) {
    Throw(info.Env(), {errno, "flock"}, &path);
    return {};
  }
  return Napi::Number::New(info.Env(), Environment::Of(info.Env())->KeepLock(std::move(fd)));
}

void UnlockFile(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  int fd = arguments.Integer("fd");
  if (!arguments) return;
  // Any other number would close somebody's file.
  if (!Environment::Of(info.Env())->ReleaseLock(fd)) Throw(info.Env(), {EBADF, "close"});
}

}  // namespace nlapply
