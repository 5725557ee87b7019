package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.NativeHandle;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import io.oriel.media.pipewire.internal.nat.Memory;
import io.oriel.media.pipewire.internal.nat.SampleBuffer;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A stream of captured sound, cut into packets of equal length.
///
/// PipeWire's real-time thread only queues buffers; they are copied on the connection's thread, so
/// no real-time thread ever waits for the garbage collector, and a pause of the JVM shorter than
/// the queue loses nothing. Called from the real-time thread (`PW_STREAM_FLAG_RT_PROCESS`) a packet
/// was read 0.15 to 0.19 ms after its cycle began, in this way 0.14 to 0.22 ms (medians on Debian
/// 12, 4 cores, `RealPipeWireTest`): not worth the risk. Neither side allocates per buffer or
/// packet.
public final class AudioCapture extends LoopObject {
  // struct pw_stream_events: destroy, state_changed, control_info, io_changed, param_changed,
  // add_buffer, remove_buffer, process, drained, command, trigger_done
  private static final int EVENTS_VERSION = 2;
  private static final int STATE_CHANGED = 1;
  private static final int PARAM_CHANGED = 4;
  private static final int PROCESS = 7;
  private static final int EVENTS = 11;
  // enum pw_stream_state
  private static final int ERROR = -1;
  // enum pw_direction, PW_ID_ANY, enum pw_stream_flags
  private static final int INPUT = 0;
  private static final int ANY = -1;
  private static final int AUTOCONNECT_MAP_DONT_RECONNECT = 1 | 1 << 2 | 1 << 7;
  // struct pw_time as 0.3.50 knows it; `now` is its first field
  private static final long TIME_BYTES = 56;
  private static final int WHOLE_BUFFERS = 8;
  // What PipeWire 0.3 allows at most; at 5 ms each they bridge a pause of 75 ms.
  private static final int BUFFERS = 16;

  private final Arena arena = Arena.ofShared();
  private final PacketRing ring;
  private final PlayedClock clock;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final int frameBytes;
  private final long packetBytes;
  private final MemorySegment time = arena.allocate(TIME_BYTES, 8);
  private final NativeHandle memory = new NativeHandle(arena::close); // a reader may be inside
  private final SampleBuffer buffer = new SampleBuffer(); // the connection's thread only
  private MemorySegment stream;
  private long streamAddress;
  private long frames; // the connection's thread only: captured so far
  private boolean running; // the connection's thread only: a buffer came
  private int whole; // the connection's thread only: buffers in a row that were one packet long
  private long newest; // the connection's thread only: number of the newest buffer's first frame
  private volatile PipeWireException failure;

  private AudioCapture(PipeWireConnection connection, AudioCaptureRequest request) {
    super(connection);
    frameBytes = request.positions().size() * Float.BYTES;
    packetBytes = (long) request.framesPerPacket() * frameBytes;
    ring = new PacketRing(packetBytes, arena);
    clock = new PlayedClock(request.rateHz());
  }

  static AudioCapture create(
      PipeWireConnection connection, MemorySegment core, AudioCaptureRequest request)
      throws PipeWireException {
    var capture = new AudioCapture(connection, request);
    try {
      capture.connect(core, request);
      return capture;
    } catch (PipeWireException e) {
      capture.destroy();
      throw e;
    }
  }

  /// Reads one packet. One thread at a time; allocates nothing.
  ///
  /// @param into room for frames × channels × 4 bytes, interleaved as requested
  /// @return when its first sample was played, on `System.nanoTime()`'s clock; -1: none came in
  ///     time, or this was closed
  /// @throws PipeWireException once the capture has failed
  public long read(MemorySegment into, long timeoutNanos)
      throws PipeWireException, InterruptedException {
    PipeWireException failed = failure;
    if (failed != null) {
      throw new PipeWireException(failed.getMessage(), failed);
    }
    if (!memory.enter()) {
      throw new PipeWireException("the capture is closed");
    }
    try {
      return ring.read(into, timeoutNanos);
    } finally {
      memory.exit();
    }
  }

  /// Packets that were not read in time and are gone. The reading thread.
  public long lostPackets() {
    return ring.lost();
  }

  void awaitStart(Duration within) throws PipeWireException {
    Loop.await(started, within);
  }

  @Override
  void destroy() {
    try {
      if (stream != null) {
        connection.library().streamDestroy.invokeExact(stream);
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    fail(new PipeWireException("the capture is closed"));
    memory.close();
  }

  @Override
  void lost(PipeWireException cause) {
    fail(cause);
  }

  private void fail(PipeWireException cause) {
    if (failure == null) {
      failure = cause;
    }
    started.completeExceptionally(cause);
    ring.end();
  }

  private void connect(MemorySegment core, AudioCaptureRequest request) throws PipeWireException {
    LibPipeWire library = connection.library();
    try (var call = Arena.ofConfined()) {
      stream = Streams.make(library, core, request.name(), request.properties(), call);
      streamAddress = stream.address();
      listen();
      MemorySegment format =
          Params.of(call, AudioFormat.f32(request.rateHz(), request.positions()));
      int result =
          (int)
              library.streamConnect.invokeExact(
                  stream, INPUT, ANY, AUTOCONNECT_MAP_DONT_RECONNECT, format, 1);
      if (result < 0) {
        throw new PipeWireException("PipeWire refuses the stream, error " + -result);
      }
    } catch (PipeWireException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private void listen() throws Throwable {
    var own = MethodHandles.lookup();
    var events =
        new Events(arena, EVENTS_VERSION, EVENTS)
            .on(
                STATE_CHANGED,
                own.bind(
                    this,
                    "stateChanged",
                    MethodType.methodType(
                        void.class,
                        MemorySegment.class,
                        int.class,
                        int.class,
                        MemorySegment.class)),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS))
            .on(
                PARAM_CHANGED,
                own.bind(
                    this,
                    "paramChanged",
                    MethodType.methodType(
                        void.class, MemorySegment.class, int.class, MemorySegment.class)),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS))
            .on(
                PROCESS,
                own.bind(this, "process", MethodType.methodType(void.class, long.class)),
                FunctionDescriptor.ofVoid(JAVA_LONG));
    connection
        .library()
        .streamAddListener
        .invokeExact(stream, events.hook(), events.table(), MemorySegment.NULL);
  }

  // Callbacks of the C library, on the connection's thread. An exception that leaves one ends the
  // JVM.

  @SuppressWarnings("unused")
  private void stateChanged(MemorySegment data, int before, int now, MemorySegment error) {
    if (now == ERROR) {
      fail(new PipeWireException("PipeWire ended the capture: " + LibPipeWire.text(error)));
    }
  }

  /// The format is agreed on: asks for enough buffers to bridge a pause of this thread.
  @SuppressWarnings("unused")
  private void paramChanged(MemorySegment data, int id, MemorySegment param) {
    if (id != AudioFormat.PARAM_FORMAT || param.address() == 0) {
      return;
    }
    try (var call = Arena.ofConfined()) {
      int result =
          (int)
              connection
                  .library()
                  .streamUpdateParams
                  .invokeExact(stream, Params.of(call, AudioFormat.buffers(BUFFERS)), 1);
      if (result < 0) {
        fail(new PipeWireException("PipeWire refuses the stream's buffers, error " + -result));
      }
    } catch (Throwable e) {
      fail(new PipeWireException("the capture failed: " + e, e));
    }
  }

  @SuppressWarnings("unused")
  private void process(long data) {
    try {
      if (!clock.known()) {
        look();
      }
      long next = (long) connection.library().streamDequeueBuffer.invokeExact(streamAddress);
      while (next != 0) {
        take(next);
        if (!running) {
          running = true;
          started.complete(null); // not before: a stream without a source may be told to run
        }
        int _ = (int) connection.library().streamQueueBuffer.invokeExact(streamAddress, next);
        next = (long) connection.library().streamDequeueBuffer.invokeExact(streamAddress);
      }
      look();
    } catch (Throwable e) {
      fail(new PipeWireException("the capture failed: " + e, e));
    }
  }

  private void take(long pointer) {
    buffer.at(pointer);
    newest = frames;
    long at = buffer.address();
    long left = buffer.length() - buffer.length() % frameBytes;
    align(left);
    while (left > 0) {
      long start = ring.filled() == 0 ? clock.played(frames) : 0;
      long part = ring.append(Memory.ALL, at, left, start);
      at += part;
      left -= part;
      frames += part / frameBytes;
    }
  }

  /// Makes packets begin with buffers where both have the same length: the last sample of a packet
  /// then never waits for the next cycle. The graph's first cycles often have another length.
  private void align(long length) {
    whole = length == packetBytes ? whole + 1 : 0;
    if (whole > WHOLE_BUFFERS && ring.filled() != 0) {
      ring.drop();
    }
  }

  private void look() throws Throwable {
    int result =
        (int) connection.library().streamGetTime.invokeExact(streamAddress, time, TIME_BYTES);
    long now = time.get(JAVA_LONG, 0);
    if (result == 0 && now != 0) {
      clock.look(now, newest);
    }
  }
}
