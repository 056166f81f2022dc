#pragma once

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace nlapply {

/**
 * Reads and checks the arguments of one call, first to last. The first that does not fit throws a
 * TypeError or RangeError into JavaScript; after it every read yields zero. Test the object before
 * acting. No JavaScript runs while reading, so the bytes stay where they were found.
 */
class Arguments {
 public:
  explicit Arguments(const Napi::CallbackInfo& info) : info_(info), env_(info.Env()) {}

  explicit operator bool() const { return ok_; }

  /** 32 bits, given signed or unsigned: -1 and 4294967295 are the same. */
  uint32_t Word(const char* name);
  int32_t Integer(const char* name) { return static_cast<int32_t>(Word(name)); }

  /** A string free of NUL, as the kernel takes a path. */
  std::string Path(const char* name);
  /** The same or null. */
  std::optional<std::string> PathOrNull(const char* name);

  Napi::Function Function(const char* name);

  /** A Uint8Array and the offset argument after it: the bytes from there to the end. */
  std::span<uint8_t> Room(const char* name);
  /** A Uint8Array and the offset and length arguments after it. */
  std::span<uint8_t> Bytes(const char* name);
  /** An Int32Array of at least `least` elements. */
  std::span<int32_t> Report(const char* name, size_t least);

  /** Throws "`name` must be `expected`" as a RangeError; for what only the caller can tell. */
  void OutOfRange(const char* name, const std::string& expected);

 private:
  Napi::Value Next();
  /** A whole number from 0 to `most`. */
  size_t Size(const char* name, size_t most);
  /** The bytes of a typed array of this type that is not detached; `what` names the type. */
  std::span<uint8_t> Array(const char* name, napi_typedarray_type type, const char* what);
  void WrongType(const char* name, const char* expected);

  const Napi::CallbackInfo& info_;
  Napi::Env env_;
  size_t next_ = 0;
  bool ok_ = true;
};

}  // namespace nlapply
