package io.oriel.encoder.ffmpeg.internal;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/// Tells what the self-test found: a fact `encoder.<id>.<depth>-<chroma>` for each encoder and
/// layout, with the measured speed or the reason why it is not used.
@Component
public final class EncoderProbe implements Probe {
  private final Ffmpeg ffmpeg;
  private BiConsumer<Ffmpeg.Profile, Verdict> listener;

  @Activate
  public EncoderProbe(@Reference Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  @Override
  public void start(ProbeSink sink) {
    for (var kind : EncoderKind.values()) {
      kind.layouts()
          .forEach(
              layout -> sink.fact(key(new Ffmpeg.Profile(kind, layout)), "still being verified"));
    }
    listener = (profile, verdict) -> sink.fact(key(profile), text(verdict));
    ffmpeg.listen(listener);
  }

  private static String key(Ffmpeg.Profile profile) {
    return "encoder." + profile.key();
  }

  private static String text(Verdict verdict) {
    return verdict.works() ? "works, " + Ffmpeg.speed(verdict) : "not used: " + verdict.detail();
  }

  @Override
  public void close() {
    if (listener != null) {
      ffmpeg.unlisten(listener);
    }
  }
}
