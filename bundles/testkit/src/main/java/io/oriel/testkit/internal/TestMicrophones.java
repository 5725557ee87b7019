package io.oriel.testkit.internal;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendId;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import io.oriel.testkit.SpeechRecord;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;

/// Microphones that keep what is spoken into them.
@Component(service = {MicrophoneProvider.class, SpeechRecord.class})
@BackendId(TestDisplays.ID)
public final class TestMicrophones implements MicrophoneProvider, SpeechRecord {
  private static final int RATE_HZ = 48_000;
  private static final int MOST_AT_ONCE = RATE_HZ / 10;

  private final List<Open> open = new CopyOnWriteArrayList<>();
  private final float[] ring = new float[10 * RATE_HZ]; // its own lock
  private long written;

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    return new Assessment.Fit(
        TestDisplays.LOWEST_QUALITY, Duration.ZERO, List.of("no program can record from it"));
  }

  @Override
  public Microphone open(Request request, StageHealth health) {
    var microphone = new Open(request.name());
    open.add(microphone);
    return microphone;
  }

  @Override
  public List<String> open() {
    return open.stream().map(o -> o.name).toList();
  }

  @Override
  public float[] heard() {
    synchronized (ring) {
      int kept = (int) Math.min(written, ring.length);
      var heard = new float[kept];
      for (int i = 0; i < kept; i++) {
        heard[i] = ring[(int) ((written - kept + i) % ring.length)];
      }
      return heard;
    }
  }

  @Override
  public void clear() {
    synchronized (ring) {
      Arrays.fill(ring, 0);
      written = 0;
    }
  }

  private final class Open implements Microphone {
    private final String name;

    Open(String name) {
      this.name = name;
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("ORIEL_TESTKIT_SOURCE", name);
    }

    @Override
    public void write(MemorySegment samples, int frames) {
      synchronized (ring) {
        for (int i = Math.max(0, frames - MOST_AT_ONCE); i < frames; i++) {
          ring[(int) (written++ % ring.length)] =
              samples.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
        }
      }
    }

    @Override
    public void close() {
      open.remove(this);
    }
  }
}
