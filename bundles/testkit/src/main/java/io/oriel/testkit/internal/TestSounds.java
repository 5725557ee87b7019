package io.oriel.testkit.internal;

import io.oriel.api.audio.AudioProvider;
import io.oriel.api.audio.AudioSink;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.testkit.ToneSink;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/// Sinks that nobody plays into: every capture hears a tone per channel, on a clock of its own.
@Component(service = AudioProvider.class, configurationPid = "io.oriel.testkit")
@BackendId(TestDisplays.ID)
@Designate(ocd = TestSounds.Config.class)
public final class TestSounds implements AudioProvider {
  /// The test kit's settings.
  @ObjectClassDefinition(name = "Oriel: test kit")
  public @interface Config {
    @AttributeDefinition(
        description = "By how many parts per million the clock of its sound runs slow")
    int ppm() default 0;
  }

  private volatile Config config;

  @Activate
  public TestSounds(Config config) {
    this.config = config;
  }

  @Modified
  void modified(Config changed) {
    config = changed;
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    return new Assessment.Fit(
        TestDisplays.LOWEST_QUALITY, Duration.ZERO, List.of("plays tones instead of programs"));
  }

  @Override
  public AudioSink openSink(Request request, StageHealth health) {
    return new ToneSink(request.name(), request.channels(), config.ppm());
  }
}
