#pragma once

#include <napi.h>

namespace nlapply {

/** isAlike(now, offset, length, then, offset, start, spans): whether bytes are as they were; see src/netlink/native.ts. */
Napi::Value IsAlike(const Napi::CallbackInfo& info);

}  // namespace nlapply
