#include "inspect/containers/member_stream.h"

#include <zlib.h>

#include <algorithm>

namespace modelaudit::inspect {
namespace {

constexpr size_t kStep = size_t{256} << 10;   // content decoded at a time
constexpr size_t kStored = size_t{64} << 10;  // stored bytes given to the decoder at a time

Damage damage(std::string code, DamageClass damage_class, uint64_t offset, std::string expected, std::string found) {
  return {std::move(code), damage_class, {}, offset, std::move(expected), std::move(found)};
}

class Inflater final : public Decoder {
 public:
  explicit Inflater(int window_bits) { ready_ = inflateInit2(&z_, window_bits) == Z_OK; }
  ~Inflater() override {
    if (ready_) inflateEnd(&z_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  State decode(ByteStream& stored, std::vector<uint8_t>& out, size_t room) override {
    if (!ready_) return fail(stored, "memory for inflating");
    const size_t begin = out.size();
    out.resize(begin + room);
    z_.next_out = out.data() + begin;
    z_.avail_out = static_cast<uInt>(room);
    State state = State::more;
    while (z_.avail_out > 0 && state == State::more) {
      Bytes in = stored.peek(kStored);
      in = in.first(std::min(in.size(), kStored));
      // zlib's interface is not const-correct; it does not write to its input.
      z_.next_in = const_cast<Bytef*>(in.data());
      z_.avail_in = static_cast<uInt>(in.size());
      const int code = inflate(&z_, Z_NO_FLUSH);
      const size_t used = in.size() - z_.avail_in;
      stored.consume(used);
      if (code == Z_STREAM_END) {
        state = State::end;
      } else if (code != Z_OK && code != Z_BUF_ERROR) {
        state = fail(stored, z_.msg != nullptr ? z_.msg : "data that no deflate stream has");
      } else if (in.empty() && z_.avail_out > 0) {
        state = fail(stored, "the end of the stored bytes");
      }
    }
    out.resize(begin + room - z_.avail_out);
    return state;
  }

  Damage failure() const override { return failure_; }

 private:
  State fail(const ByteStream& stored, std::string found) {
    failure_ = damage("member-deflate", DamageClass::damage, stored.position(), "a deflate stream up to its end",
                      std::move(found));
    return State::failed;
  }

  z_stream z_{};
  bool ready_ = false;
  Damage failure_;
};

}  // namespace

Bytes SubStream::peek(size_t n) {
  const uint64_t left = length_ - position_;
  const size_t want = static_cast<size_t>(std::min<uint64_t>(n, left));
  Bytes view = want == 0 ? Bytes() : parent_.peek(want);
  if (view.size() > left) view = view.first(static_cast<size_t>(left));
  if (view.size() < want && !failure_) {
    failure_ = parent_.failure() ? *parent_.failure()
                                 : damage("member-cut", DamageClass::damage, position_ + view.size(),
                                          std::to_string(length_) + " bytes",
                                          std::to_string(position_ + view.size()) + " bytes");
  }
  return view_ = view;
}

void SubStream::consume(size_t n) {
  if (n == 0) return;
  if (tap_ != nullptr) tap_->on_bytes(position_, view_.first(n));
  parent_.consume(n);
  view_ = {};
  position_ += n;
}

DecodedStream::DecodedStream(ByteStream& stored, std::unique_ptr<Decoder> decoder, std::optional<uint64_t> claimed,
                             InflateBudget& budget, StreamTap* tap)
    : stored_(stored),
      decoder_(std::move(decoder)),
      claimed_(claimed),
      budget_(budget),
      tap_(tap),
      stored_begin_(stored.position()) {
  // A claim beyond what any decoder makes of the stored bytes is no size that readers may rely on.
  const std::optional<uint64_t> stored_bytes = stored.size();
  if (claimed_ && (!stored_bytes || budget_.within_ratio(*claimed_, *stored_bytes))) size_ = claimed_;
}

void DecodedStream::stop(Damage why) {
  ended_ = true;
  if (!failure_) failure_ = std::move(why);
}

void DecodedStream::produce(size_t n) {
  if (begin_ > 0) {
    held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(begin_));
    begin_ = 0;
  }
  while (held_.size() < n && !ended_) {
    const size_t before = held_.size();
    const Decoder::State state = decoder_->decode(stored_, held_, std::max(n - held_.size(), kStep));
    uint64_t made = held_.size() - before;
    if (claimed_ && made > *claimed_ - produced_) {
      made = *claimed_ - produced_;
      held_.resize(before + static_cast<size_t>(made));
      produced_ += made;
      stop(damage("member-size", DamageClass::damage, *claimed_, std::to_string(*claimed_) + " bytes of content",
                  "more"));
      return;
    }
    produced_ += made;
    if (state == Decoder::State::failed) {
      stop(decoder_->failure());
    } else if (state == Decoder::State::end) {
      ended_ = true;
      if (claimed_ && produced_ != *claimed_) {
        stop(damage("member-size", DamageClass::damage, produced_, std::to_string(*claimed_) + " bytes of content",
                    std::to_string(produced_) + " bytes"));
      }
    }
    const uint64_t stored = stored_.position() - stored_begin_;
    if (!budget_.take(made, produced_, stored)) {
      stop(damage("limit-inflate", DamageClass::limit, produced_,
                  "at most " + std::to_string(budget_.ratio()) + " bytes of content for a stored byte, and the total",
                  std::to_string(produced_) + " bytes from " + std::to_string(stored)));
    }
  }
}

Bytes DecodedStream::peek(size_t n) {
  n = std::min(n, kWindow);
  if (held_.size() - begin_ < n && !ended_) produce(n);
  return Bytes(held_).subspan(begin_);
}

void DecodedStream::consume(size_t n) {
  if (tap_ != nullptr && n > 0) tap_->on_bytes(position_, Bytes(held_).subspan(begin_, n));
  begin_ += n;
  position_ += n;
}

std::unique_ptr<Decoder> deflate_decoder() { return std::make_unique<Inflater>(-MAX_WBITS); }
std::unique_ptr<Decoder> zlib_decoder() { return std::make_unique<Inflater>(MAX_WBITS); }

}  // namespace modelaudit::inspect
