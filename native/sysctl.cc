#include "sysctl.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <optional>

#include "arguments.h"
#include "descriptor.h"
#include "namespace.h"
#include "system-error.h"

namespace nlapply {

namespace {

const std::string kRoot = "/proc/sys/";

/** Below /proc/sys/net everybody sees the settings of his own network namespace (proc_sys_lookup): it is opened there. */
Failure Open(const std::string& path, int flags, Descriptor& fd) {
  fd = Descriptor(Uninterrupted([&] { return open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW); }));
  return fd ? Failure{} : Failure{errno, "open"};
}

/** Runs `action`, in a namespace if one is given; throws what fails. */
bool Run(Napi::Env env, const std::optional<std::string>& netns, const std::string& path,
         const std::function<Failure()>& action) {
  Failure failure;
  if (netns) {
    Failure entering = InNamespace(*netns, [&] { failure = action(); });
    if (entering.error != 0) {
      Throw(env, entering, &*netns);
      return false;
    }
  } else {
    failure = action();
  }
  if (failure.error != 0) Throw(env, failure, &path);
  return failure.error == 0;
}

std::string Below(Arguments& arguments) {
  std::string path = arguments.Path("path");
  if (arguments && (!path.starts_with(kRoot) || path.find("/../") != std::string::npos))
    arguments.OutOfRange("path", "below /proc/sys");
  return path;
}

}  // namespace

Napi::Value ReadSysctl(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  std::optional<std::string> netns = arguments.PathOrNull("netns");
  std::string path = Below(arguments);
  if (!arguments) return {};

  std::array<char, 4096> text;
  ssize_t length = 0;
  bool done = Run(info.Env(), netns, path, [&]() -> Failure {
    Descriptor fd;
    Failure failure = Open(path, O_RDONLY, fd);
    if (failure.error != 0) return failure;
    length = Uninterrupted([&] { return read(fd.get(), text.data(), text.size()); });
    return length < 0 ? Failure{errno, "read"} : Failure{};
  });
  if (!done) return {};
  return Napi::String::New(info.Env(), text.data(), static_cast<size_t>(length));
}

void WriteSysctl(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  std::optional<std::string> netns = arguments.PathOrNull("netns");
  std::string path = Below(arguments);
  std::string text = arguments.Path("text");
  if (!arguments) return;

  Run(info.Env(), netns, path, [&]() -> Failure {
    Descriptor fd;
    Failure failure = Open(path, O_WRONLY, fd);
    if (failure.error != 0) return failure;
    // One write is one setting.
    if (Uninterrupted([&] { return write(fd.get(), text.data(), text.size()); }) < 0) return {errno, "write"};
    return {};
  });
}

}  // namespace nlapply
