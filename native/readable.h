#pragma once

#include <uv.h>

#include "environment.h"

namespace nlapply {

/**
 * Tells once that a descriptor is readable. libuv gives a handle back only a turn of the loop after it
 * was closed: this object therefore outlives its owner and deletes itself then.
 */
class Readable {
 public:
  /** Called on the loop's thread with 0 or -errno; watching has stopped by then. */
  using Callback = void (*)(void* owner, int status);

  /** Null when libuv refused; `error` is then -errno. */
  static Readable* Create(Environment& environment, int fd, void* owner, Callback callback, int& error);

  int Start();
  void Stop() { uv_poll_stop(&handle_); }
  /** Whether the loop stays alive while watching. */
  void KeepAlive(bool alive);
  /** Stops at once, so that the descriptor may be closed right after; the owner is not called again. */
  void Close();

 private:
  Readable(Environment& environment, void* owner, Callback callback)
      : environment_(environment), owner_(owner), callback_(callback) {
    handle_.data = this;
  }

  uv_handle_t* handle() { return reinterpret_cast<uv_handle_t*>(&handle_); }

  uv_poll_t handle_{};
  Environment& environment_;
  void* owner_;
  Callback callback_;
};

}  // namespace nlapply
