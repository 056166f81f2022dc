#include "system-error.h"

#include <uv.h>

namespace nlapply {

void Throw(Napi::Env env, Failure failure, const std::string* path) {
  // libuv's negative codes are the kernel's errnos on Linux; the _r forms are free of shared state.
  char name[64];
  char words[128];
  uv_err_name_r(-failure.error, name, sizeof name);
  uv_strerror_r(-failure.error, words, sizeof words);

  std::string message = std::string(name) + ": " + words + ", " + failure.call;
  if (path != nullptr) message += " '" + *path + "'";

  Napi::Error error = Napi::Error::New(env, message);
  error.Set("code", Napi::String::New(env, name));
  error.Set("errno", Napi::Number::New(env, -failure.error));
  error.Set("syscall", Napi::String::New(env, failure.call));
  if (path != nullptr) error.Set("path", Napi::String::New(env, *path));
  error.ThrowAsJavaScriptException();
}

}  // namespace nlapply
