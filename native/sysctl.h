#pragma once

#include <napi.h>

namespace nlapply {

/** readSysctl(netns, path): what a file below /proc/sys says in a network namespace; see src/netlink/native.ts. */
Napi::Value ReadSysctl(const Napi::CallbackInfo& info);

/** writeSysctl(netns, path, text) */
void WriteSysctl(const Napi::CallbackInfo& info);

}  // namespace nlapply
