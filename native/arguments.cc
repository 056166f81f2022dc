#include "arguments.h"

#include <cmath>

namespace nlapply {

namespace {

void Throw(Napi::Error error, const char* code) {
  error.Set("code", Napi::String::New(error.Env(), code));
  error.ThrowAsJavaScriptException();
}

size_t ElementSize(napi_typedarray_type type) { return type == napi_int32_array ? sizeof(int32_t) : 1; }

}  // namespace

Napi::Value Arguments::Next() { return info_[next_++]; }

void Arguments::WrongType(const char* name, const char* expected) {
  ok_ = false;
  Throw(Napi::TypeError::New(env_, std::string(name) + " must be " + expected), "ERR_INVALID_ARG_TYPE");
}

void Arguments::OutOfRange(const char* name, const std::string& expected) {
  ok_ = false;
  Throw(Napi::RangeError::New(env_, std::string(name) + " must be " + expected), "ERR_OUT_OF_RANGE");
}

uint32_t Arguments::Word(const char* name) {
  Napi::Value value = Next();
  if (!ok_) return 0;
  double number = 0;
  if (napi_get_value_double(env_, value, &number) != napi_ok) {
    WrongType(name, "a number");
    return 0;
  }
  // Also refuses NaN, which compares with nothing.
  if (!(number >= INT32_MIN && number <= UINT32_MAX) || number != std::trunc(number)) {
    OutOfRange(name, "an integer of 32 bits");
    return 0;
  }
  return static_cast<uint32_t>(static_cast<int64_t>(number));
}

size_t Arguments::Size(const char* name, size_t most) {
  Napi::Value value = Next();
  if (!ok_) return 0;
  double number = 0;
  if (napi_get_value_double(env_, value, &number) != napi_ok) {
    WrongType(name, "a number");
    return 0;
  }
  if (!(number >= 0 && number <= static_cast<double>(most)) || number != std::trunc(number)) {
    OutOfRange(name, "an integer from 0 to " + std::to_string(most));
    return 0;
  }
  return static_cast<size_t>(number);
}

std::string Arguments::Path(const char* name) {
  Napi::Value value = Next();
  if (!ok_) return {};
  if (!value.IsString()) {
    WrongType(name, "a string");
    return {};
  }
  std::string path = value.As<Napi::String>().Utf8Value();
  if (path.find('\0') != std::string::npos) OutOfRange(name, "a path without NUL bytes");
  return path;
}

std::optional<std::string> Arguments::PathOrNull(const char* name) {
  if (ok_ && info_[next_].IsNull()) {
    next_++;
    return std::nullopt;
  }
  return Path(name);
}

Napi::Function Arguments::Function(const char* name) {
  Napi::Value value = Next();
  if (!ok_) return {};
  if (!value.IsFunction()) {
    WrongType(name, "a function");
    return {};
  }
  return value.As<Napi::Function>();
}

std::span<uint8_t> Arguments::Array(const char* name, napi_typedarray_type type, const char* what) {
  Napi::Value value = Next();
  if (!ok_) return {};
  napi_typedarray_type actual;
  size_t length = 0;
  void* data = nullptr;
  if (napi_get_typedarray_info(env_, value, &actual, &length, &data, nullptr, nullptr) != napi_ok ||
      actual != type) {
    WrongType(name, what);
    return {};
  }
  // A detached array looks like an empty one; only for such the dearer question.
  if (length == 0) {
    napi_value buffer;
    bool detached = false;
    if (napi_get_typedarray_info(env_, value, nullptr, nullptr, nullptr, &buffer, nullptr) == napi_ok)
      napi_is_detached_arraybuffer(env_, buffer, &detached);
    if (detached) OutOfRange(name, "an array whose buffer is not detached");
    return {};
  }
  return {static_cast<uint8_t*>(data), length * ElementSize(type)};
}

std::span<uint8_t> Arguments::Room(const char* name) {
  std::span<uint8_t> bytes = Array(name, napi_uint8_array, "a Uint8Array");
  size_t offset = Size("offset", bytes.size());
  return ok_ ? bytes.subspan(offset) : std::span<uint8_t>();
}

std::span<uint8_t> Arguments::Bytes(const char* name) {
  std::span<uint8_t> room = Room(name);
  size_t length = Size("length", room.size());
  return ok_ ? room.first(length) : std::span<uint8_t>();
}

std::span<int32_t> Arguments::Report(const char* name, size_t least) {
  std::span<uint8_t> bytes = Array(name, napi_int32_array, "an Int32Array");
  if (!ok_) return {};
  // V8 keeps the offset of an Int32Array a multiple of four, and its stores are aligned to eight.
  std::span<int32_t> words(reinterpret_cast<int32_t*>(bytes.data()), bytes.size() / sizeof(int32_t));
  if (words.size() < least) OutOfRange(name, "an Int32Array of " + std::to_string(least) + " elements or more");
  return words;
}

}  // namespace nlapply
