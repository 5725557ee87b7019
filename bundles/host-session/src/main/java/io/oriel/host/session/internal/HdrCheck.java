package io.oriel.host.session.internal;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.Assessment.Fit;
import io.oriel.api.backend.Assessment.Unfit;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.TargetKind;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.media.Codec;
import io.oriel.api.media.ColorSpec;
import io.oriel.api.media.FormatSupport;
import io.oriel.api.session.SessionRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which link of the chain display → capture → encoder cannot do HDR. Control thread.
///
/// A display says so by its answer to a request in HDR: unfit, or fit with a degradation that an
/// SDR one has not. A capture says so by giving no pixels of 10 bits.
record HdrCheck(Backends backends, SessionRequest request, HostFacts facts, Choice choice) {
  /// The request without HDR.
  static SessionRequest sdr(SessionRequest request) {
    return new SessionRequest(
        request.client(),
        request.app(),
        request.display().withColor(ColorSpec.SRGB),
        request.codecs(),
        request.devices(),
        request.sound(),
        request.hints());
  }

  /// Why a display cannot render in HDR; `null`: it can, as far as it says.
  String missing(VirtualDisplayProvider display) {
    Assessment wanted = assess(display, request.display().withColor(ColorSpec.HDR_RGB));
    if (wanted instanceof Unfit unfit) {
      return unfit.detail();
    }
    var extra = new ArrayList<>(((Fit) wanted).degradations());
    if (assess(display, request.display().withColor(ColorSpec.SRGB)) instanceof Fit plain) {
      extra.removeAll(plain.degradations());
    }
    return extra.isEmpty() ? null : extra.getFirst();
  }

  private Assessment assess(VirtualDisplayProvider display, DisplayRequest wanted) {
    try {
      return display.assess(wanted, facts);
    } catch (RuntimeException | LinkageError e) {
      return new Unfit(Assessment.Reason.BROKEN, "assess failed: " + e);
    }
  }

  /// The first link that is missing, in words; of several displays the best one's, of several other
  /// backends at one link the first one's.
  String firstMissing() {
    var targets = new HashSet<TargetKind>();
    String first = null;
    for (var display : displays()) {
      String missing = missing(display.service());
      if (missing == null) {
        targets.addAll(display.service().targets(facts));
      } else if (first == null) {
        first = missing;
      }
    }
    if (targets.isEmpty()) {
      return "HDR: " + (first == null ? "there is no display" : first);
    }
    var captured = captured(targets);
    if (captured.isEmpty()) {
      return "HDR: no capture of this display gives pictures of 10 bits";
    }
    return "HDR: " + encoder(captured);
  }

  /// The displays that would be used without HDR, best first; all where none would be.
  private List<Provider<VirtualDisplayProvider>> displays() {
    var all = allowed(backends.displays());
    var usable = all.stream().filter(display -> quality(display) >= 0).toList();
    return usable.isEmpty()
        ? all
        : usable.stream().sorted(Comparator.comparingInt(this::quality).reversed()).toList();
  }

  /// -1: it does not fit.
  private int quality(Provider<VirtualDisplayProvider> display) {
    return assess(display.service(), request.display().withColor(ColorSpec.SRGB)) instanceof Fit fit
        ? fit.quality()
        : -1;
  }

  private List<FormatSupport> captured(Set<TargetKind> targets) {
    var deep = new ArrayList<FormatSupport>();
    for (var capture : allowed(backends.captures())) {
      for (var target : targets) {
        capture.service().produces(target, facts).stream()
            .filter(format -> Colors.deep(format.fourcc()))
            .forEach(deep::add);
      }
    }
    return deep;
  }

  private String encoder(List<FormatSupport> captured) {
    String first = null;
    for (var encoder : allowed(backends.encoders())) {
      for (var codec : request.codecs()) {
        if (codec != Codec.H264 && !encoder.service().accepts(codec, facts).isEmpty()) {
          boolean meets =
              encoder.service().accepts(codec, facts).stream()
                  .anyMatch(format -> captured.stream().anyMatch(format::meets));
          first =
              first != null
                  ? first
                  : encoder.id()
                      + (meets
                          ? " does not encode it at this size and rate"
                          : " does not read the pictures of 10 bits that are captured");
        }
      }
    }
    return first == null ? "no encoder for HEVC or AV1" : first;
  }

  private <P> List<Provider<P>> allowed(List<Provider<P>> providers) {
    return providers.stream().filter(provider -> choice.refusal(provider) == null).toList();
  }
}
