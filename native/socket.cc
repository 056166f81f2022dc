#include "socket.h"

#include <sys/socket.h>

#include <utility>
#include <vector>

#include "arguments.h"
#include "datagrams.h"
#include "namespace.h"
#include "options.h"
#include "system-error.h"

namespace nlapply {

Napi::Function Socket::Define(Napi::Env env) {
  return DefineClass(env, "Socket",
                     {
                         InstanceMethod<&Socket::Bind>("bind"),
                         InstanceMethod<&Socket::SetOption>("setOption"),
                         InstanceMethod<&Socket::GetOption>("getOption"),
                         InstanceMethod<&Socket::Memberships>("memberships"),
                         InstanceMethod<&Socket::Send>("send"),
                         InstanceMethod<&Socket::Receive>("receive"),
                         InstanceMethod<&Socket::Fill>("fill"),
                         InstanceMethod<&Socket::StartWait>("wait"),
                         InstanceMethod<&Socket::CancelWait>("cancelWait"),
                         InstanceMethod<&Socket::KeepAlive>("ref"),
                         InstanceMethod<&Socket::LetGo>("unref"),
                         InstanceMethod<&Socket::CloseCall>("close"),
                         InstanceAccessor<&Socket::Number>("fd"),
                     });
}

Socket::Socket(const Napi::CallbackInfo& info) : ObjectWrap(info) {
  Environment* environment = Environment::Of(info.Env());
  // napi_wrap() fails, and nothing can be thrown, while a worker is being terminated; its JavaScript still
  // runs to the next interrupt. Nobody would delete this object.
  if (IsEmpty()) {
    environment->Adopt(this);
    return;
  }
  Arguments arguments(info);
  int family = arguments.Integer("family");
  int type = arguments.Integer("type");
  std::optional<std::string> path = arguments.PathOrNull("netns");
  if (arguments && type != SOCK_RAW && type != SOCK_DGRAM)
    arguments.OutOfRange("type", "SOCK_DGRAM (2) or SOCK_RAW (3)");
  if (!arguments) return;
  Opened opened = path ? OpenSocketIn(*path, family, type) : OpenSocket(family, type);
  if (!opened.fd) {
    Throw(info.Env(), opened.failure, path ? &*path : nullptr);
    return;
  }
  fd_ = std::move(opened.fd);
  environment_ = environment;
  environment_->Add(this);
}

Socket::~Socket() { Close(); }

void Socket::Close() {
  EndWait();
  if (readable_ != nullptr) std::exchange(readable_, nullptr)->Close();
  fd_.Close();
  if (environment_ != nullptr) std::exchange(environment_, nullptr)->Remove(this);
}

bool Socket::IsOpen(Napi::Env env, const char* call) const {
  if (fd_) return true;
  Throw(env, {EBADF, call});
  return false;
}

Napi::Value Socket::Number(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), fd_.get()); }

Napi::Value Socket::Bind(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  uint32_t port = arguments.Word("portId");
  uint32_t groups = arguments.Word("groups");
  if (!arguments || !IsOpen(info.Env(), "bind")) return {};
  Failure failure = nlapply::Bind(fd_.get(), port, groups);
  if (failure.error != 0) {
    Throw(info.Env(), failure);
    return {};
  }
  return Napi::Number::New(info.Env(), port);
}

void Socket::SetOption(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  int level = arguments.Integer("level");
  int option = arguments.Integer("option");
  int value = arguments.Integer("value");
  if (!arguments || !IsOpen(info.Env(), "setsockopt")) return;
  Failure failure = nlapply::SetOption(fd_.get(), level, option, value);
  if (failure.error != 0) Throw(info.Env(), failure);
}

Napi::Value Socket::GetOption(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  int level = arguments.Integer("level");
  int option = arguments.Integer("option");
  if (!arguments || !IsOpen(info.Env(), "getsockopt")) return {};
  int value = 0;
  Failure failure = nlapply::GetOption(fd_.get(), level, option, value);
  if (failure.error != 0) {
    Throw(info.Env(), failure);
    return {};
  }
  return Napi::Number::New(info.Env(), value);
}

Napi::Value Socket::Memberships(const Napi::CallbackInfo& info) {
  if (!IsOpen(info.Env(), "getsockopt")) return {};
  std::vector<uint32_t> groups;
  Failure failure = nlapply::Memberships(fd_.get(), groups);
  if (failure.error != 0) {
    Throw(info.Env(), failure);
    return {};
  }
  Napi::Array array = Napi::Array::New(info.Env(), groups.size());
  for (uint32_t i = 0; i < groups.size(); i++) array.Set(i, Napi::Number::New(info.Env(), groups[i]));
  return array;
}

Napi::Value Socket::Send(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  std::span<const uint8_t> bytes = arguments.Bytes("bytes");
  uint32_t port = arguments.Word("portId");
  uint32_t groups = arguments.Word("groups");
  if (!arguments) return {};
  ssize_t sent = fd_ ? SendTo(fd_.get(), bytes, port, groups) : -EBADF;
  return Napi::Number::New(info.Env(), static_cast<double>(sent));
}

Napi::Value Socket::Receive(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  std::span<uint8_t> room = arguments.Room("bytes");
  std::span<int32_t> report = arguments.Report("info", 5);
  if (!arguments) return {};
  Origin origin;
  ssize_t length = fd_ ? ReceiveFrom(fd_.get(), room, origin) : -EBADF;
  report[0] = static_cast<int32_t>(origin.port);
  report[1] = static_cast<int32_t>(origin.groups);
  report[2] = static_cast<int32_t>(origin.group);
  report[3] = origin.flags;
  report[4] = origin.nsid;
  return Napi::Number::New(info.Env(), static_cast<double>(length));
}

Napi::Value Socket::Fill(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  std::span<uint8_t> room = arguments.Room("bytes");
  uint32_t seq = arguments.Word("seq");
  std::span<int32_t> report = arguments.Report("info", 3);
  if (!arguments) return {};
  Filled filled{.stop = -EBADF};
  if (fd_) filled = nlapply::Fill(fd_.get(), room, seq);
  report[0] = filled.stop;
  report[1] = filled.dropped;
  report[2] = filled.length;
  double offset = info[1].As<Napi::Number>().DoubleValue();
  return Napi::Number::New(info.Env(), offset + static_cast<double>(filled.used));
}

void Socket::StartWait(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Arguments arguments(info);
  Napi::Function callback = arguments.Function("callback");
  if (!arguments || !IsOpen(env, "wait")) return;
  if (wait_) return Throw(env, {EALREADY, "wait"});

  int error = 0;
  if (readable_ == nullptr) {
    readable_ = Readable::Create(*environment_, fd_.get(), this,
                                 [](void* self, int status) { static_cast<Socket*>(self)->OnReadable(status); },
                                 error);
    if (readable_ == nullptr) return Throw(env, {-error, "epoll_ctl"});
    readable_->KeepAlive(keep_alive_);
  }
  error = readable_->Start();
  if (error != 0) return Throw(env, {-error, "epoll_ctl"});
  wait_.emplace(Wait{Napi::Persistent(callback), Napi::AsyncContext(env, "nlapply.netlink")});
  Ref();  // a socket nobody holds still owes this call
}

std::optional<Socket::Wait> Socket::EndWait() {
  if (!wait_) return std::nullopt;
  if (readable_ != nullptr) readable_->Stop();
  Unref();
  return std::exchange(wait_, std::nullopt);
}

void Socket::SetKeepAlive(bool alive) {
  keep_alive_ = alive;
  if (readable_ != nullptr) readable_->KeepAlive(alive);
}

void Socket::OnReadable(int status) {
  Napi::Env env = Env();
  Napi::HandleScope scope(env);
  Napi::Object self = Value();  // keeps this object for the length of the call
  std::optional<Wait> wait = EndWait();
  if (!wait) return;

  napi_value argument = Napi::Number::New(env, status);
  napi_status made = napi_make_callback(env, wait->context, self, wait->callback.Value(), 1, &argument, nullptr);
  if (made != napi_pending_exception) return;
  // Called from the loop there is nobody above to catch: 'uncaughtException', as from any timer. While
  // a worker is being terminated there is no exception to hand on.
  napi_value thrown = nullptr;
  bool pending = false;
  if (napi_is_exception_pending(env, &pending) == napi_ok && pending &&
      napi_get_and_clear_last_exception(env, &thrown) == napi_ok)
    napi_fatal_exception(env, thrown);
}

}  // namespace nlapply
