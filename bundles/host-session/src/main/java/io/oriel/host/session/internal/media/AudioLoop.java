package io.oriel.host.session.internal.media;

import io.oriel.api.audio.AudioStream;
import io.oriel.api.backend.BackendException;
import io.oriel.host.session.internal.OpenStage;
import io.oriel.media.core.ThreadAllocation;
import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Niceness;
import io.oriel.media.opus.OpusException;
import io.oriel.media.opus.SilentPacket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.LockSupport;

/// Reads captured sound, brings it onto the session's time line, encodes and sends it; runs on the
/// session's `oriel-aud-<id>` thread.
final class AudioLoop implements Runnable {
  /// A capture's sound may come so long after its time before silence takes its place.
  static final long LATE_NANOS = 60_000_000;

  /// Longest single wait: how soon a capture that leaves, or another one, is noticed.
  private static final long LOOK_NANOS = 20_000_000;

  private static final int NICENESS = -11; // what sound servers take

  /// Behind by so much, the host stood still: its clients have noticed anyway.
  private static final long STOOD_STILL_NANOS = 500_000_000;

  private final AudioRun run;
  private final SoundFigures figures;
  private final int channels;
  private final int packetFrames;
  private final long packetNanos;
  private final float[] block;
  private final float[] packet;
  private OpenStage<AudioStream> current;
  private OpenStage<AudioStream> broken; // was reported
  private boolean starving;

  AudioLoop(AudioRun run) {
    this.run = run;
    this.figures = run.figures;
    this.channels = run.parameters.channels();
    this.packetFrames = run.parameters.packetFrames();
    this.packetNanos = run.parameters.packetMillis() * 1_000_000L;
    this.block = new float[AudioRun.BLOCK_FRAMES * channels];
    this.packet = new float[packetFrames * channels];
  }

  @Override
  public void run() {
    hurry();
    try (var arena = Arena.ofConfined();
        var _ = run.encoder) {
      pump(new Memory(arena, this));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // stopped from outside
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Little work that must not wait: a busy machine is heard before it is seen.
  private static void hurry() {
    try {
      Niceness.set(NICENESS);
    } catch (ErrnoException _) {
      // not allowed to this process: it waits for its turn like all others
    }
  }

  /// What is handed to native code.
  private static final class Memory {
    final MemorySegment block;
    final MemorySegment samples;
    final MemorySegment packet;
    final int silentBytes; // of a silent packet made without an encoder

    Memory(Arena arena, AudioLoop loop) {
      block = arena.allocate(4L * loop.block.length, 64);
      samples = arena.allocate(4L * loop.packet.length, 64);
      var p = loop.run.parameters;
      byte[] silent = SilentPacket.of(p.layout(), p.packetMillis());
      packet = arena.allocate(Math.max(p.packetBytes(), silent.length), 64);
      MemorySegment.copy(silent, 0, packet, ValueLayout.JAVA_BYTE, 0, silent.length);
      silentBytes = silent.length;
    }
  }

  private void pump(Memory memory) throws OpusException, InterruptedException {
    var timeline = new SoundTimeline(channels, packetFrames, System.nanoTime());
    long allocated = ThreadAllocation.bytes();
    while (run.running) {
      if (timeline.ready()) {
        send(timeline, memory, true);
      } else {
        follow(timeline);
        long grace = current == null ? 0 : LATE_NANOS;
        long due = timeline.nextNanos() + packetNanos + grace;
        long wait = Math.clamp(due - System.nanoTime(), 0, LOOK_NANOS);
        if (!receive(timeline, memory, wait) && System.nanoTime() - due >= 0) {
          late(timeline, memory, due);
        }
      }
      figures.resets = timeline.jumps();
      figures.ppm = timeline.ppm();
      long now = ThreadAllocation.bytes();
      figures.allocatedBytes.add(now - allocated);
      allocated = now;
    }
  }

  /// Notices that the capture is another one, or none.
  private void follow(SoundTimeline timeline) {
    var wanted = run.capture;
    if (wanted != null && (wanted == broken || wanted.gate().closed())) {
      wanted = null;
    }
    if (wanted != current) {
      current = wanted;
      timeline.stopped();
    }
  }

  /// @return whether sound came
  private boolean receive(SoundTimeline timeline, Memory memory, long waitNanos)
      throws InterruptedException {
    var stage = current;
    if (stage == null || !stage.gate().enter()) {
      LockSupport.parkNanos(this, waitNanos);
      return false;
    }
    long captured;
    try {
      captured = stage.instance().read(memory.block, waitNanos);
    } catch (BackendException e) {
      lose(stage, e);
      return false;
    } catch (RuntimeException e) {
      lose(stage, new BackendException(BackendException.Kind.FAILED, e.toString()));
      return false;
    } finally {
      stage.gate().exit();
    }
    if (captured == -1) {
      return false;
    }
    MemorySegment.copy(memory.block, ValueLayout.JAVA_FLOAT, 0, block, 0, block.length);
    timeline.offer(block, AudioRun.BLOCK_FRAMES, captured);
    figures.drift.record(Math.abs(timeline.driftNanos()));
    return true;
  }

  private void lose(OpenStage<AudioStream> stage, BackendException cause) {
    broken = stage; // the control thread, which is told, puts another one there
    run.trouble.lost(stage, cause);
  }

  /// A packet's time is over: silence goes instead.
  private void late(SoundTimeline timeline, Memory memory, long due) throws OpusException {
    long now = System.nanoTime();
    if (now - due > STOOD_STILL_NANOS) {
      timeline.skipTo(now - packetNanos);
    }
    if (current != null && !starving) {
      figures.underruns.increment();
      starving = true;
    }
    send(timeline, memory, false);
  }

  private void send(SoundTimeline timeline, Memory memory, boolean sound) throws OpusException {
    long captured = timeline.nextNanos();
    timeline.take(packet);
    int length = memory.silentBytes;
    if (run.encoder != null) {
      MemorySegment.copy(packet, 0, memory.samples, ValueLayout.JAVA_FLOAT, 0, packet.length);
      long begun = System.nanoTime();
      length = run.encoder.encode(memory.samples, memory.packet);
      figures.encode.record(System.nanoTime() - begun);
    }
    run.link.sendAudio(memory.packet, length, captured);
    figures.packets.increment();
    if (sound) {
      starving = false;
      figures.latency.record(System.nanoTime() - captured);
    } else {
      figures.silent.increment();
    }
  }
}
