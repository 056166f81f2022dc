#pragma once

#include <napi.h>
#include <uv.h>

#include <map>
#include <memory>
#include <set>
#include <vector>

#include "descriptor.h"

namespace nlapply {

/** Something that is to be closed no later than its environment ends. */
class Closable {
 public:
  virtual ~Closable() = default;
  virtual void Close() = 0;
};

/**
 * What one JavaScript environment (the main thread, or a worker) has open. There is nothing global, so
 * each worker has its own, used by its thread alone. When the environment ends, by itself, by terminate()
 * or by exit(), everything is closed, and the environment waits until libuv has let go of the last handle.
 */
class Environment {
 public:
  /** Makes the state of this environment; it deletes itself when the environment ends. */
  static void Create(Napi::Env env);
  static Environment* Of(Napi::Env env) { return env.GetInstanceData<Environment>(); }

  uv_loop_t* loop() const { return loop_; }

  void Add(Closable* closable) { open_.insert(closable); }
  void Remove(Closable* closable) { open_.erase(closable); }

  /** Takes over an object that JavaScript did not: deleted at the end. */
  void Adopt(Closable* orphan) { orphans_.emplace_back(orphan); }

  /** Lock files by descriptor: only these may be given back. */
  int KeepLock(Descriptor fd);
  bool ReleaseLock(int fd);

  /** Counts handles between uv_close and its callback. */
  void HandleClosing() { closing_++; }
  void HandleClosed();

 private:
  void End();
  void EndOnceClosed();

  uv_loop_t* loop_ = nullptr;
  std::set<Closable*> open_;
  std::vector<std::unique_ptr<Closable>> orphans_;
  std::map<int, Descriptor> locks_;
  int closing_ = 0;
  bool ending_ = false;
  napi_async_cleanup_hook_handle hook_ = nullptr;
};

}  // namespace nlapply
