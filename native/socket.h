#pragma once

#include <napi.h>

#include <optional>

#include "descriptor.h"
#include "environment.h"
#include "readable.h"

namespace nlapply {

/** The JavaScript class Socket: one netlink socket, without protocol. src/netlink/native.ts documents it. */
class Socket final : public Napi::ObjectWrap<Socket>, public Closable {
 public:
  static Napi::Function Define(Napi::Env env);

  explicit Socket(const Napi::CallbackInfo& info);
  ~Socket() override;

  void Close() override;

 private:
  struct Wait {
    Napi::FunctionReference callback;
    Napi::AsyncContext context;
  };

  Napi::Value Bind(const Napi::CallbackInfo& info);
  void SetOption(const Napi::CallbackInfo& info);
  Napi::Value GetOption(const Napi::CallbackInfo& info);
  Napi::Value Memberships(const Napi::CallbackInfo& info);
  Napi::Value Send(const Napi::CallbackInfo& info);
  Napi::Value Receive(const Napi::CallbackInfo& info);
  Napi::Value Fill(const Napi::CallbackInfo& info);
  void StartWait(const Napi::CallbackInfo& info);
  void CancelWait(const Napi::CallbackInfo&) { EndWait(); }
  void KeepAlive(const Napi::CallbackInfo&) { SetKeepAlive(true); }
  void LetGo(const Napi::CallbackInfo&) { SetKeepAlive(false); }
  void CloseCall(const Napi::CallbackInfo&) { Close(); }
  Napi::Value Number(const Napi::CallbackInfo& info);

  /** Throws EBADF when the socket is closed. */
  bool IsOpen(Napi::Env env, const char* call) const;
  void SetKeepAlive(bool alive);
  /** Takes the pending wait away, with what kept this object alive for it. */
  std::optional<Wait> EndWait();
  void OnReadable(int status);

  Environment* environment_ = nullptr;  // while open: a closed object may outlive it
  Descriptor fd_;
  Readable* readable_ = nullptr;
  bool keep_alive_ = true;
  std::optional<Wait> wait_;
};

}  // namespace nlapply
