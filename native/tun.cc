#include "tun.h"

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>

#include <cstring>
#include <optional>

#include "arguments.h"
#include "descriptor.h"
#include "namespace.h"
#include "system-error.h"

namespace nlapply {

namespace {

const std::string kDevice = "/dev/net/tun";

/** Leaves the owner or the group as it is: the number that is no user's. */
constexpr uint32_t kNobody = UINT32_MAX;

struct Tun {
  ifreq request{};  // in: name and flags; out: the name
  uint32_t index = 0;
  uint32_t owner = kNobody;
  uint32_t group = kNobody;
  bool persist = false;
};

/** Whose fault it is: the device file's, or the link's. */
struct Outcome {
  Failure failure;
  bool file = false;
};

/** The device is this thread's namespace's: tun_chr_open() takes the namespace of whoever opens. */
Outcome Set(Tun& tun) {
  Descriptor fd(Uninterrupted([] { return open(kDevice.c_str(), O_RDWR | O_CLOEXEC | O_NONBLOCK); }));
  if (!fd) return {{errno, "open"}, true};
  // The index of a device that is yet to be made; of one that is there it says nothing.
  if (tun.index != 0 && ioctl(fd.get(), TUNSETIFINDEX, &tun.index) < 0) return {{errno, "ioctl(TUNSETIFINDEX)"}};
  if (ioctl(fd.get(), TUNSETIFF, &tun.request) < 0) return {{errno, "ioctl(TUNSETIFF)"}};
  // The rest fails before the device persists: then closing removes one that was new.
  if (tun.owner != kNobody && ioctl(fd.get(), TUNSETOWNER, static_cast<unsigned long>(tun.owner)) < 0)
    return {{errno, "ioctl(TUNSETOWNER)"}};
  if (tun.group != kNobody && ioctl(fd.get(), TUNSETGROUP, static_cast<unsigned long>(tun.group)) < 0)
    return {{errno, "ioctl(TUNSETGROUP)"}};
  if (ioctl(fd.get(), TUNSETPERSIST, tun.persist ? 1L : 0L) < 0) return {{errno, "ioctl(TUNSETPERSIST)"}};
  return {};
}

}  // namespace

Napi::Value SetTun(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  std::optional<std::string> path = arguments.PathOrNull("netns");
  std::string name = arguments.Path("name");
  uint32_t flags = arguments.Word("flags");
  uint32_t index = arguments.Word("index");
  uint32_t owner = arguments.Word("owner");
  uint32_t group = arguments.Word("group");
  uint32_t persist = arguments.Word("persist");
  if (arguments && name.size() >= IFNAMSIZ) arguments.OutOfRange("name", "shorter than 16 bytes");
  if (arguments && flags > UINT16_MAX) arguments.OutOfRange("flags", "a number of 16 bits");
  if (arguments && index > INT32_MAX) arguments.OutOfRange("index", "a number of 31 bits");
  if (!arguments) return {};

  Tun tun{.index = index, .owner = owner, .group = group, .persist = persist != 0};
  std::memcpy(tun.request.ifr_name, name.data(), name.size());
  tun.request.ifr_flags = static_cast<short>(flags);

  Outcome outcome;
  if (path) {
    Failure failure = InNamespace(*path, [&] { outcome = Set(tun); });
    if (failure.error != 0) {
      Throw(info.Env(), failure, &*path);
      return {};
    }
  } else {
    outcome = Set(tun);
  }
  if (outcome.failure.error != 0) {
    Throw(info.Env(), outcome.failure, outcome.file ? &kDevice : &name);
    return {};
  }
  return Napi::String::New(info.Env(), tun.request.ifr_name);
}

}  // namespace nlapply
