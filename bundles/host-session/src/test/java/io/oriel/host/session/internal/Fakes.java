package io.oriel.host.session.internal;

import io.oriel.api.audio.SoundRequest;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.capture.Capture;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.display.CaptureTarget;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.media.Codec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Backends that only answer questions, for the planner.
final class Fakes {
  private Fakes() {}

  static Map<String, Object> id(String id) {
    return Map.of(BackendId.PROPERTY, id);
  }

  static Client client() {
    return new Client("ab".repeat(32), "test", EnumSet.allOf(Right.class), Instant.EPOCH);
  }

  static SessionRequest request(Codec... codecs) {
    return new SessionRequest(
        client(),
        "Desktop",
        DisplayRequest.of("test", 1280, 720, 60_000),
        List.of(codecs),
        Set.of(DeviceKind.KEYBOARD, DeviceKind.POINTER),
        SoundRequest.NONE,
        Map.of());
  }

  static VirtualDisplayProvider display(Assessment answer) {
    return display(_ -> answer);
  }

  static VirtualDisplayProvider display(Function<DisplayRequest, Assessment> answer) {
    return new VirtualDisplayProvider() {
      @Override
      public Assessment assess(DisplayRequest request, HostFacts facts) {
        return answer.apply(request);
      }

      @Override
      public Set<TargetKind> targets(HostFacts facts) {
        return Set.of(TargetKind.WAYLAND_OUTPUT);
      }

      @Override
      public Set<InputKind> inputs(HostFacts facts) {
        return Set.of(InputKind.WAYLAND_SEAT);
      }

      @Override
      public VirtualDisplay open(
          DisplayRequest request, Map<String, String> environment, StageHealth health)
          throws BackendException {
        throw new BackendException(BackendException.Kind.FAILED, "only for plans");
      }
    };
  }

  static CaptureProvider capture(Assessment answer, int fourcc) {
    return new CaptureProvider() {
      @Override
      public Assessment assess(Request request, HostFacts facts) {
        return answer;
      }

      @Override
      public List<FormatSupport> produces(TargetKind target, HostFacts facts) {
        return target == TargetKind.WAYLAND_OUTPUT
            ? List.of(FormatSupport.host(fourcc))
            : List.of();
      }

      @Override
      public Capture open(Request request, CaptureTarget target, StageHealth health)
          throws BackendException {
        throw new BackendException(BackendException.Kind.FAILED, "only for plans");
      }
    };
  }

  static EncoderProvider encoder(Codec codec, int fourcc, Assessment answer) {
    return new EncoderProvider() {
      @Override
      public Assessment assess(EncoderRequest request, HostFacts facts) {
        return answer;
      }

      @Override
      public List<FormatSupport> accepts(Codec asked, HostFacts facts) {
        return asked == codec ? List.of(FormatSupport.host(fourcc)) : List.of();
      }

      @Override
      public Encoder open(EncoderRequest request, StageHealth health) throws BackendException {
        throw new BackendException(BackendException.Kind.FAILED, "only for plans");
      }
    };
  }

  static EncoderProvider throwingEncoder() {
    return new EncoderProvider() {
      @Override
      public Assessment assess(EncoderRequest request, HostFacts facts) {
        throw new IllegalStateException("boom");
      }

      @Override
      public List<FormatSupport> accepts(Codec codec, HostFacts facts) {
        return List.of(FormatSupport.host(io.oriel.api.media.Fourcc.XRGB8888));
      }

      @Override
      public Encoder open(EncoderRequest request, StageHealth health) throws BackendException {
        throw new BackendException(BackendException.Kind.FAILED, "only for plans");
      }
    };
  }
}
