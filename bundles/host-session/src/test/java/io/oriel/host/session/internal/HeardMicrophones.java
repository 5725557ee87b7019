package io.oriel.host.session.internal;

import io.oriel.api.audio.Microphone;
import io.oriel.api.audio.MicrophoneProvider;
import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.backend.StageHealth;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// Sources that keep what is written to them, and complain of any use after their end.
final class HeardMicrophones implements MicrophoneProvider {
  final List<Heard> opened = new CopyOnWriteArrayList<>();
  volatile boolean fails;
  volatile boolean throwsOnWrite;

  final class Heard implements Microphone {
    final String name;
    final String sink;
    final StageHealth health;
    private final float[] samples = new float[48_000 * 60];
    private volatile int length;
    private int writers;
    volatile boolean closed;
    volatile String misuse;

    Heard(String name, String sink, StageHealth health) {
      this.name = name;
      this.sink = sink;
      this.health = health;
    }

    /// Samples that were written.
    int length() {
      return length;
    }

    float[] samples(int from, int to) {
      return java.util.Arrays.copyOfRange(samples, from, to);
    }

    @Override
    public Map<String, String> environment() {
      return Map.of("PULSE_SOURCE", name);
    }

    @Override
    public void write(MemorySegment from, int frames) {
      synchronized (this) {
        if (++writers > 1 || closed) {
          misuse = closed ? "written after its end" : "two threads write";
        }
      }
      if (throwsOnWrite) {
        writers--;
        throw new IllegalStateException("broken on purpose");
      }
      int room = Math.min(frames, samples.length - length);
      MemorySegment.copy(from, ValueLayout.JAVA_FLOAT, 0, samples, length, room);
      length += room;
      synchronized (this) {
        writers--;
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
    }
  }

  @Override
  public Assessment assess(Request request, HostFacts facts) {
    return new Assessment.Fit(50, Duration.ZERO, List.of());
  }

  @Override
  public Map<String, String> environment(Request request) {
    return Map.of("PULSE_SOURCE", request.name());
  }

  @Override
  public Microphone open(Request request, StageHealth health) throws BackendException {
    if (fails) {
      throw new BackendException(BackendException.Kind.FAILED, "no sound server");
    }
    var heard = new Heard(request.name(), request.sink(), health);
    opened.add(heard);
    return heard;
  }
}
