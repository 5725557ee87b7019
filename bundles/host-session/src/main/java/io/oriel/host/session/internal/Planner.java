package io.oriel.host.session.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Reason;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.Backend;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.capture.CaptureProvider;
import io.oriel.api.clipboard.ClipboardProvider;
import io.oriel.api.display.InputKind;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.encode.EncoderProvider;
import io.oriel.api.input.DeviceKind;
import io.oriel.api.input.InjectorProvider;
import io.oriel.api.input.InputOffer;
import io.oriel.api.input.PadCapability;
import io.oriel.api.input.PadInfo;
import io.oriel.api.input.PadType;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.session.Candidate;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.session.Stage;
import io.oriel.api.trust.Right;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Builds all chains a request could be served with, best first, and remembers for every backend
/// why it is or is not among them. Control thread; used once.
final class Planner {
  private record Fitting<P>(Provider<P> provider, Fit fit) {}

  /// An encoder for one profile.
  private record Offer(Fitting<EncoderProvider> encoder, Profile profile, List<ColorSpec> colors) {}

  private final SessionRequest request;
  private final HostFacts facts;
  private final Choice choice;
  private final Cooldowns cooldowns;
  private final Map<Provider<?>, Assessment> assessments = new LinkedHashMap<>();
  private final Map<Provider<?>, String> why = new LinkedHashMap<>();
  private final List<Chain> chains = new ArrayList<>();
  private final Map<DeviceKind, List<Provider<InjectorProvider>>> injectors =
      new EnumMap<>(DeviceKind.class);
  private List<Provider<AudioProvider>> sound = List.of();
  private List<Provider<MicrophoneProvider>> microphones = List.of();
  private HdrCheck hdr;
  private final Set<DeviceKind> taken = EnumSet.noneOf(DeviceKind.class);
  private final Set<PadCapability> padCapabilities = EnumSet.noneOf(PadCapability.class);

  Planner(SessionRequest request, HostFacts facts, Choice choice, Cooldowns cooldowns) {
    this.request = request;
    this.facts = facts;
    this.choice = choice;
    this.cooldowns = cooldowns;
  }

  Planned plan(Backends backends) {
    var displays = fitting(backends.displays(), request.display());
    hdr = new HdrCheck(backends, request, facts, choice);
    var captures = new LinkedHashMap<TargetKind, List<Fitting<CaptureProvider>>>();
    var targets = new HashSet<TargetKind>();
    displays.forEach(display -> targets.addAll(display.provider.service().targets(facts)));
    for (var target : targets) {
      captures.put(target, fitting(backends.captures(), StreamRequests.capture(request, target)));
    }
    for (int preference = 0; preference < request.codecs().size(); preference++) {
      var codec = request.codecs().get(preference);
      var offers = offers(backends, codec);
      for (var display : displays) {
        for (var target : display.provider.service().targets(facts)) {
          for (var capture : captures.get(target)) {
            for (var offer : offers) {
              join(display, target, capture, offer, preference);
            }
          }
        }
      }
    }
    chains.sort(Chain.ORDER);
    backends.captures().stream()
        .filter(capture -> !assessments.containsKey(capture))
        .forEach(this::withoutPartner);
    planInput(backends, displays);
    sound = sound(backends);
    planExchange(backends);
    return new Planned(
        chains,
        injectors,
        sound,
        microphones,
        candidates(),
        new InputOffer(taken, padCapabilities),
        LossHealing.invalidating(chains, facts),
        Optional.empty());
  }

  /// The backends that sound could come from, best first; none where none is wanted.
  List<Provider<AudioProvider>> sound(Backends backends) {
    int channels = request.sound().channels();
    if (channels == 0) {
      return List.of();
    }
    var wanted = new AudioProvider.Request("oriel", channels, request.sound().alsoOnHost());
    return best(fitting(backends.sounds(), wanted));
  }

  /// The backends that programs could record the client through, best first.
  List<Provider<MicrophoneProvider>> microphones(Backends backends) {
    return best(fitting(backends.microphones(), new MicrophoneProvider.Request("oriel-mic")));
  }

  /// The backends that reach a desktop's clipboard, best first.
  List<Provider<ClipboardProvider>> clipboards(
      Backends backends, ClipboardProvider.Request desktop) {
    return best(fitting(backends.clipboards(), desktop));
  }

  /// Why nothing of a stage that was asked for is usable.
  String lacking(Stage stage) {
    String reasons =
        candidates().stream()
            .filter(candidate -> candidate.stage() == stage)
            .map(candidate -> candidate.backendId() + ": " + candidate.why())
            .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? "no backend for it is installed" : reasons;
  }

  private static <P> List<Provider<P>> best(List<Fitting<P>> fitting) {
    return fitting.stream()
        .sorted(
            Comparator.comparing((Fitting<P> f) -> -f.fit.quality())
                .thenComparing(f -> -f.provider.ranking())
                .thenComparing(f -> f.provider.id()))
        .map(Fitting::provider)
        .toList();
  }

  /// What lends and reads something of the client, if it may.
  private void planExchange(Backends backends) {
    var rights = request.client().rights();
    if (rights.contains(Right.MICROPHONE)) {
      microphones = microphones(backends);
    }
    if (rights.contains(Right.CLIPBOARD_READ) || rights.contains(Right.CLIPBOARD_WRITE)) {
      for (var clipboard : backends.clipboards()) {
        remember(clipboard, new Fit(0, Duration.ZERO, List.of()), false);
        why.put(clipboard, "is asked when the desktop is there");
      }
    }
  }

  private void join(
      Fitting<VirtualDisplayProvider> display,
      TargetKind target,
      Fitting<CaptureProvider> capture,
      Offer offer,
      int preference) {
    if (offer.profile.hdr() && hdr.missing(display.provider.service()) != null) {
      return;
    }
    var encoder = offer.encoder;
    common(capture.provider, target, encoder.provider, offer.profile)
        .ifPresent(
            format ->
                chains.add(
                    new Chain(
                        display.provider,
                        display.fit,
                        target,
                        capture.provider,
                        capture.fit,
                        encoder.provider,
                        encoder.fit,
                        format,
                        offer.profile,
                        offer.colors,
                        preference)));
  }

  private Optional<FormatSupport> common(
      Provider<CaptureProvider> capture,
      TargetKind target,
      Provider<EncoderProvider> encoder,
      Profile profile) {
    var accepted = encoder.service().accepts(profile.codec(), facts);
    return capture.service().produces(target, facts).stream()
        .filter(offer -> Colors.deep(offer.fourcc()) == profile.hdr())
        .filter(offer -> accepted.stream().anyMatch(offer::meets))
        .findFirst();
  }

  private List<Offer> offers(Backends backends, Codec codec) {
    var result = new ArrayList<Offer>();
    for (var provider : backends.encoders()) {
      var accepted = provider.service().accepts(codec, facts);
      if (accepted.isEmpty()) {
        remember(
            provider, new Unfit(Reason.UNSUPPORTED_REQUEST, "does not encode " + codec), false);
        continue;
      }
      for (var profile : Profile.of(codec, Colors.hdr(request.display().color()))) {
        accepted.stream()
            .filter(format -> Colors.deep(format.fourcc()) == profile.hdr())
            .findFirst()
            .flatMap(format -> offer(provider, profile, format))
            .ifPresent(result::add);
      }
    }
    return result;
  }

  private Optional<Offer> offer(
      Provider<EncoderProvider> provider, Profile profile, FormatSupport format) {
    var usual = StreamRequests.encoder(request, profile, profile.colors().getFirst(), format);
    return assess(provider, usual)
        .filter(encoder -> !belowOffer(encoder, profile))
        .map(encoder -> new Offer(encoder, profile, colors(provider, profile, format)));
  }

  private List<ColorSpec> colors(
      Provider<EncoderProvider> provider, Profile profile, FormatSupport format) {
    return profile.colors().stream()
        .filter(
            color -> {
              var wanted = StreamRequests.encoder(request, profile, color, format);
              return provider.service().assess(wanted, facts) instanceof Fit;
            })
        .toList();
  }

  /// An encoder slower than real time must not be what a client picks by its own preference.
  private boolean belowOffer(Fitting<EncoderProvider> encoder, Profile profile) {
    boolean below =
        encoder.fit.quality() < choice.offerQuality() && !choice.pinned(encoder.provider);
    if (below) {
      why.putIfAbsent(
          encoder.provider,
          "%s: quality %d is below offer.quality %d; pin %s to use it"
              .formatted(
                  profile, encoder.fit.quality(), choice.offerQuality(), encoder.provider.key()));
    }
    return below;
  }

  private <R, P extends Backend<R>> List<Fitting<P>> fitting(
      List<Provider<P>> providers, R wanted) {
    var result = new ArrayList<Fitting<P>>();
    providers.forEach(provider -> assess(provider, wanted).ifPresent(result::add));
    return result;
  }

  private <R, P extends Backend<R>> Optional<Fitting<P>> assess(Provider<P> provider, R wanted) {
    String refusal = choice.refusal(provider);
    if (refusal == null) {
      refusal = cooldowns.reason(provider);
    }
    Assessment assessment;
    try {
      assessment = provider.service().assess(wanted, facts);
    } catch (RuntimeException | LinkageError e) {
      assessment = new Unfit(Reason.BROKEN, "assess failed: " + e);
    }
    remember(provider, assessment, true);
    if (refusal != null) {
      why.put(provider, refusal);
      return Optional.empty();
    }
    return assessment instanceof Fit fit
        ? Optional.of(new Fitting<>(provider, fit))
        : Optional.empty();
  }

  /// Keeps the better of two answers: an encoder is asked once per codec.
  private void remember(Provider<?> provider, Assessment assessment, boolean asked) {
    assessments.merge(
        provider, assessment, (old, now) -> asked && !(old instanceof Fit) ? now : old);
  }

  private void withoutPartner(Provider<CaptureProvider> capture) {
    assessments.put(
        capture,
        new Unfit(Reason.UNSUPPORTED_REQUEST, "no usable display has a target it could capture"));
  }

  private void planInput(Backends backends, List<Fitting<VirtualDisplayProvider>> displays) {
    if (displays.isEmpty()) {
      return;
    }
    var display = chains.isEmpty() ? displays.getFirst().provider : chains.getFirst().display();
    Set<InputKind> kinds = display.service().inputs(facts);
    for (var device : StreamRequests.allowed(request)) {
      var options = injectors(backends, display.id(), kinds, device, Optional.empty());
      injectors.put(device, options.stream().map(InputOption::provider).toList());
      if (!options.isEmpty() && options.getFirst().fit().degradations().isEmpty()) {
        taken.add(device);
      }
    }
    if (injectors.containsKey(DeviceKind.GAMEPAD)) {
      for (var type : PadType.values()) {
        var pad = new PadInfo(type, EnumSet.allOf(PadCapability.class), 0, "any");
        injectors(backends, display.id(), kinds, DeviceKind.GAMEPAD, Optional.of(pad)).stream()
            .limit(1)
            .forEach(best -> padCapabilities.addAll(served(best.provider(), pad, facts)));
      }
    }
  }

  /// The backends that take a kind of device, or one controller, best first.
  ///
  /// @param kinds where the display takes input; the first of them that a backend serves is its
  List<InputOption> injectors(
      Backends backends,
      String displayBackend,
      Collection<InputKind> kinds,
      DeviceKind device,
      Optional<PadInfo> pad) {
    var usable = new LinkedHashMap<Provider<InjectorProvider>, InputOption>();
    for (var kind : kinds) {
      var wanted = new InjectorProvider.Request(displayBackend, kind, device, pad);
      fitting(backends.injectors(), wanted)
          .forEach(f -> usable.putIfAbsent(f.provider, new InputOption(f.provider, kind, f.fit)));
    }
    return usable.values().stream()
        .sorted(
            Comparator.comparing((InputOption option) -> option.fit().degradations().isEmpty())
                .thenComparingInt(option -> option.fit().quality())
                .reversed()
                .thenComparing(option -> option.provider().id()))
        .toList();
  }

  /// What a backend would keep of a controller; nothing if it cannot say.
  static Set<PadCapability> served(
      Provider<InjectorProvider> provider, PadInfo pad, HostFacts facts) {
    try {
      return provider.service().serves(pad, facts);
    } catch (RuntimeException | LinkageError _) {
      return Set.of();
    }
  }

  private List<Candidate> candidates() {
    return new Considered(assessments, why, chains, injectors, sound, microphones).candidates();
  }
}
