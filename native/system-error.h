#pragma once

#include <napi.h>

#include <string>

namespace nlapply {

/** A system call that failed: the errno (positive; 0 = nothing failed) and its name. */
struct Failure {
  int error = 0;
  const char* call = "";
};

/**
 * Throws the Error Node's own modules throw: "ENOENT: no such file or directory, open '/run/netns/a'"
 * with `code`, `errno` (negative), `syscall` and, where one is given, `path`.
 */
void Throw(Napi::Env env, Failure failure, const std::string* path = nullptr);

}  // namespace nlapply
