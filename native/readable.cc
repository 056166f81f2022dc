#include "readable.h"

#include <memory>

namespace nlapply {

Readable* Readable::Create(Environment& environment, int fd, void* owner, Callback callback, int& error) {
  std::unique_ptr<Readable> readable(new Readable(environment, owner, callback));
  error = uv_poll_init(environment.loop(), &readable->handle_, fd);
  return error == 0 ? readable.release() : nullptr;
}

int Readable::Start() {
  return uv_poll_start(&handle_, UV_READABLE, [](uv_poll_t* handle, int status, int) {
    auto* self = static_cast<Readable*>(handle->data);
    self->Stop();
    // uv__poll_io() says UV_EBADF for any POLLERR. Here that is an error queued on the socket (ENOBUFS),
    // which the next receive returns and clears: to the reader it is something to read.
    self->callback_(self->owner_, status == UV_EBADF ? 0 : status);
  });
}

void Readable::KeepAlive(bool alive) {
  if (alive) {
    uv_ref(handle());
  } else {
    uv_unref(handle());
  }
}

void Readable::Close() {
  environment_.HandleClosing();
  uv_close(handle(), [](uv_handle_t* handle) {
    std::unique_ptr<Readable> self(static_cast<Readable*>(handle->data));
    self->environment_.HandleClosed();
  });
}

}  // namespace nlapply
