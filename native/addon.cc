#include <napi.h>

#include "alike.h"
#include "environment.h"
#include "lock.h"
#include "socket.h"
#include "sysctl.h"
#include "tun.h"

namespace nlapply {

// Called once for each environment that loads the file: the main thread, each worker.
Napi::Object Init(Napi::Env env, Napi::Object exports) {
  Environment::Create(env);
  exports.Set("Socket", Socket::Define(env));
  exports.Set("isAlike", Napi::Function::New<IsAlike>(env, "isAlike"));
  exports.Set("lockFile", Napi::Function::New<LockFile>(env, "lockFile"));
  exports.Set("readSysctl", Napi::Function::New<ReadSysctl>(env, "readSysctl"));
  exports.Set("setTun", Napi::Function::New<SetTun>(env, "setTun"));
  exports.Set("unlockFile", Napi::Function::New<UnlockFile>(env, "unlockFile"));
  exports.Set("writeSysctl", Napi::Function::New<WriteSysctl>(env, "writeSysctl"));
  return exports;
}

NODE_API_MODULE(netlink, Init)

}  // namespace nlapply
