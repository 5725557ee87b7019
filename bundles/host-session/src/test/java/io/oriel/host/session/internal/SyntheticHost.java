package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioParameters;
import io.oriel.api.audio.OpusLayout;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.encode.Encoder;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.encode.EncoderRequest;
import io.oriel.api.media.Chroma;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.media.StreamFormat;
import io.oriel.api.session.ClientLink;
import io.oriel.api.session.Session;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.StreamParameters;
import io.oriel.api.trust.Client;
import io.oriel.testkit.LeaseLedger;
import io.oriel.testkit.internal.TestCaptures;
import io.oriel.testkit.internal.TestDisplays;
import io.oriel.testkit.internal.TestEncoders;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A whole orchestrator on the test kit's stages, whose leases are watched.
final class SyntheticHost {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final Backends backends = new Backends();
  final PlainKeeper keeper = new PlainKeeper();
  final RightsBook trust = new RightsBook();
  final LeaseLedger leases = new LeaseLedger();
  final Map<String, Object> settings =
      new ConcurrentHashMap<>(Map.of("recovery_wait_ms", 20_000L, "offer_quality", 0));
  private EncoderProvider encoders = new WatchedEncoders(leases);
  final Orchestrator orchestrator;

  SyntheticHost() {
    backends.addDisplay(new TestDisplays(), Fakes.id("testkit"));
    backends.addCapture(new TestCaptures(), Fakes.id("testkit"));
    backends.addEncoder(encoders, Fakes.id("testkit"));
    orchestrator = new Orchestrator(settings(), backends, keeper, new UnknownBox(), trust);
  }

  private SessionSettings settings() {
    return (SessionSettings)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SessionSettings.class},
            (_, method, _) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
  }

  /// The encoders are taken away and come back, as in an update of their bundle.
  void replaceEncoders() {
    backends.removeEncoder(encoders);
    encoders = new WatchedEncoders(leases);
    backends.addEncoder(encoders, Fakes.id("testkit"));
  }

  /// A session that streams small pictures, 50 a second, to a link.
  Session live(Client client, ClientLink link) throws SessionException {
    var session = prepared(client);
    session.start(stream(), link);
    return session;
  }

  Session prepared(Client client) throws SessionException {
    return orchestrator.prepare(
        new SessionRequest(
            client,
            "Desktop",
            DisplayRequest.of("test", 320, 240, 50_000),
            List.of(Codec.H264),
            Set.of(),
            new SoundRequest(2, false),
            Map.of()));
  }

  static StreamParameters stream() {
    var format =
        new StreamFormat(Codec.H264, 320, 240, 50_000, 8, Chroma.YUV420, ColorSpec.BT709_LIMITED);
    var audio = new AudioParameters(OpusLayout.STEREO, 5, 96_000);
    return new StreamParameters(format, 1_000_000, 0, 1, 0, false, false, audio);
  }

  /// Waits until something is so.
  static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  /// Also checks that nothing is left behind.
  void close() throws Exception {
    orchestrator.close();
    keeper.close();
    leases.check();
  }

  /// The test kit's encoders, each of whose bitstreams must be given back.
  private record WatchedEncoders(EncoderProvider real, LeaseLedger leases)
      implements EncoderProvider {
    WatchedEncoders(LeaseLedger leases) {
      this(new TestEncoders(), leases);
    }

    @Override
    public Assessment assess(EncoderRequest request, HostFacts facts) {
      return real.assess(request, facts);
    }

    @Override
    public List<FormatSupport> accepts(Codec codec, HostFacts facts) {
      return real.accepts(codec, facts);
    }

    @Override
    public Encoder open(EncoderRequest request, StageHealth health)
        throws io.oriel.api.backend.BackendException {
      var encoder = real.open(request, health);
      return (Encoder)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Encoder.class},
              (_, method, arguments) -> {
                var result = method.invoke(encoder, arguments);
                return result instanceof io.oriel.api.media.EncodedFrame frame
                    ? leases.track(frame)
                    : result;
              });
    }
  }
}
