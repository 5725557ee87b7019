package io.oriel.host.session.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.TargetKind;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.EncodedFrame;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.Fourcc;
import io.oriel.api.media.Frame;
import io.oriel.api.media.VideoFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A capture on which nothing ever happens, and encoders that cannot change their rate; both write
/// down what is asked of them.
final class IdleStages {
  static final Assessment.Fit FIT = new Assessment.Fit(50, Duration.ZERO, List.of());

  /// Bits per second of every encoder that was opened.
  final List<Long> opened = new ArrayList<>();

  /// Health of every encoder that was opened.
  final List<StageHealth> health = new ArrayList<>();

  int closedEncoders;
  int closedCaptures;
  boolean cannotFollow;
  Runnable whenEncoderOpens = () -> {};
  Runnable whenCaptureOpens = () -> {};

  final CaptureProvider captures =
      new CaptureProvider() {
        @Override
        public Assessment assess(Request request, HostFacts facts) {
          return FIT;
        }

        @Override
        public List<FormatSupport> produces(TargetKind target, HostFacts facts) {
          return List.of(FormatSupport.host(Fourcc.XRGB8888));
        }

        @Override
        public Capture open(Request request, CaptureTarget target, StageHealth health) {
          whenCaptureOpens.run();
          return new IdleCapture();
        }
      };

  final EncoderProvider encoders =
      new EncoderProvider() {
        @Override
        public Assessment assess(EncoderRequest request, HostFacts facts) {
          return FIT;
        }

        @Override
        public List<FormatSupport> accepts(Codec codec, HostFacts facts) {
          return List.of(FormatSupport.host(Fourcc.XRGB8888));
        }

        @Override
        public Encoder open(EncoderRequest request, StageHealth ofStage) {
          opened.add(request.bitsPerSecond());
          health.add(ofStage);
          whenEncoderOpens.run();
          return new IdleEncoder();
        }
      };

  private final class IdleCapture implements Capture {
    private final Semaphore woken = new Semaphore(0);
    private VideoFormat format =
        new VideoFormat(640, 480, Fourcc.XRGB8888, 0, ColorSpec.BT709_LIMITED);

    @Override
    public VideoFormat format() {
      return format;
    }

    @Override
    public Frame await(long timeoutNanos) throws InterruptedException {
      woken.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
      return null;
    }

    @Override
    public void wake() {
      woken.release();
    }

    @Override
    public void reconfigure(VideoFormat wanted, int maxMilliHz) throws BackendException {
      if (cannotFollow) {
        throw new BackendException(BackendException.Kind.DEVICE_LOST, "another node");
      }
      format = wanted;
    }

    @Override
    public void close() {
      closedCaptures++;
    }
  }

  private final class IdleEncoder implements Encoder {
    private final Semaphore woken = new Semaphore(0);

    @Override
    public boolean submit(Frame frame, long sequence, int flags) {
      return false;
    }

    @Override
    public boolean repeat(long sequence, int flags) {
      return false;
    }

    @Override
    public EncodedFrame poll(long timeoutNanos) throws InterruptedException {
      woken.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS);
      return null;
    }

    @Override
    public void wake() {
      woken.release();
    }

    @Override
    public boolean rate(long bitsPerSecond) {
      return false;
    }

    @Override
    public void close() {
      closedEncoders++;
    }
  }
}
