#include "environment.h"

#include <utility>

namespace nlapply {

namespace {

// Not Node's to delete: when instance data is finalised is unspecified, the hook runs before any of it.
void Keep(Napi::Env, Environment*) {}

}  // namespace

void Environment::Create(Napi::Env env) {
  auto* environment = new Environment();
  napi_get_uv_event_loop(env, &environment->loop_);
  napi_add_async_cleanup_hook(
      env, [](napi_async_cleanup_hook_handle, void* data) { static_cast<Environment*>(data)->End(); },
      environment, &environment->hook_);
  env.SetInstanceData<Environment, Keep>(environment);
}

int Environment::KeepLock(Descriptor fd) {
  int number = fd.get();
  locks_.emplace(number, std::move(fd));
  return number;
}

bool Environment::ReleaseLock(int fd) { return locks_.erase(fd) > 0; }

void Environment::HandleClosed() {
  closing_--;
  EndOnceClosed();
}

void Environment::End() {
  ending_ = true;
  while (!open_.empty()) (*open_.begin())->Close();  // which takes it out of the set
  orphans_.clear();
  locks_.clear();
  EndOnceClosed();
}

void Environment::EndOnceClosed() {
  if (!ending_ || closing_ > 0) return;
  napi_remove_async_cleanup_hook(hook_);
  delete this;
}

}  // namespace nlapply
