#include "alike.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

#include "arguments.h"

namespace nlapply {

namespace {

using Bytes = std::span<const uint8_t>;

/** As the threes of an Int32Array lie in memory. */
struct Span {
  int32_t start;
  int32_t length;
  int32_t still;
};

bool Equal(Bytes one, Bytes other) { return std::equal(one.begin(), one.end(), other.begin()); }

/** Word for word the same, or both above zero. */
bool IsStill(Bytes now, Bytes then) {
  for (size_t at = 0; at + sizeof(int32_t) <= now.size(); at += sizeof(int32_t)) {
    int32_t one, other;
    std::memcpy(&one, &now[at], sizeof one);
    std::memcpy(&other, &then[at], sizeof other);
    if (one != other && (one <= 0 || other <= 0)) return false;
  }
  return true;
}

/** `start`: how many bytes, of those that the spans count, come before these. */
bool Alike(Bytes now, Bytes then, int64_t start, std::span<const Span> spans) {
  if (now.size() > then.size()) return false;
  size_t at = 0;
  auto span = std::lower_bound(spans.begin(), spans.end(), start,
                               [](const Span& one, int64_t value) { return one.start < value; });
  for (; span != spans.end() && span->start - start < static_cast<int64_t>(now.size()); ++span) {
    size_t first = static_cast<size_t>(span->start - start);
    size_t length = static_cast<size_t>(span->length);
    // Ascending, and none reaches beyond what is compared.
    if (first < at || length > now.size() - first) return false;
    if (!Equal(now.subspan(at, first - at), then.subspan(at))) return false;
    if (span->still != 0 && !IsStill(now.subspan(first, length), then.subspan(first))) return false;
    at = first + length;
  }
  return Equal(now.subspan(at), then.subspan(at));
}

}  // namespace

Napi::Value IsAlike(const Napi::CallbackInfo& info) {
  Arguments arguments(info);
  Bytes now = arguments.Bytes("now");
  Bytes then = arguments.Room("then");
  int32_t start = arguments.Integer("start");
  std::span<const int32_t> words = arguments.Report("spans", 0);
  if (!arguments) return {};
  std::span<const Span> spans(reinterpret_cast<const Span*>(words.data()), words.size() / 3);
  return Napi::Boolean::New(info.Env(), Alike(now, then, start, spans));
}

}  // namespace nlapply
