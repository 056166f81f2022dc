#pragma once

#include <napi.h>

namespace nlapply {

/**
 * setTun(netns, name, flags, index, owner, group, persist): makes, changes or deletes a tun or tap device; see
 * src/netlink/native.ts. Returns the name that the device has.
 */
Napi::Value SetTun(const Napi::CallbackInfo& info);

}  // namespace nlapply
