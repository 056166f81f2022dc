#pragma once

#include <napi.h>

namespace nlapply {

/** lockFile(path): a descriptor that holds the file's exclusive lock; throws EAGAIN when another has it. */
Napi::Value LockFile(const Napi::CallbackInfo& info);

/** unlockFile(fd): closes a descriptor of lockFile, and with it gives the lock back. */
void UnlockFile(const Napi::CallbackInfo& info);

}  // namespace nlapply
