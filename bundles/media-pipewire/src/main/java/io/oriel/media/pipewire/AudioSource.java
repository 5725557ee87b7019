package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
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
import java.util.function.Consumer;

/// A node of this process that others listen to.
///
/// Its buffers are filled on the connection's thread, one cycle before they are heard, so that no
/// real-time thread ever waits for the garbage collector.
public final class AudioSource extends LoopObject {
  // struct pw_stream_events, see AudioCapture
  private static final int EVENTS_VERSION = 2;
  private static final int STATE_CHANGED = 1;
  private static final int PROCESS = 7;
  private static final int EVENTS = 11;
  // enum pw_stream_state
  private static final int ERROR = -1;
  private static final int UNCONNECTED = 0;
  private static final int PAUSED = 2;
  // enum pw_direction, PW_ID_ANY, PW_STREAM_FLAG_MAP_BUFFERS
  private static final int OUTPUT = 1;
  private static final int ANY = -1;
  private static final int MAP_BUFFERS = 1 << 2;

  private final Arena arena = Arena.ofShared();
  private final AudioSourceRequest.Supply supply;
  private final Consumer<String> ended;
  private final CompletableFuture<Integer> started = new CompletableFuture<>();
  private final int frameBytes;
  private final SampleBuffer buffer = new SampleBuffer(); // the connection's thread only
  private MemorySegment stream;
  private long streamAddress;
  private boolean over; // the connection's thread only
  private volatile int id;

  private AudioSource(
      PipeWireConnection connection, AudioSourceRequest request, Consumer<String> ended) {
    super(connection);
    supply = request.supply();
    frameBytes = request.positions().size() * Float.BYTES;
    this.ended = ended;
  }

  static AudioSource create(
      PipeWireConnection connection,
      MemorySegment core,
      AudioSourceRequest request,
      Consumer<String> ended)
      throws PipeWireException {
    var source = new AudioSource(connection, request, ended);
    try {
      source.connect(core, request);
      return source;
    } catch (PipeWireException e) {
      source.destroy();
      throw e;
    }
  }

  /// The daemon's number of the node.
  public int id() {
    return id;
  }

  void awaitStart(Duration within) throws PipeWireException {
    id = Loop.await(started, within);
  }

  @Override
  void destroy() {
    over = true;
    try {
      if (stream != null) {
        connection.library().streamDestroy.invokeExact(stream);
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    started.completeExceptionally(new PipeWireException("the source is closed"));
    arena.close();
  }

  /// Whoever listens to the connection is told by it.
  @Override
  void lost(PipeWireException cause) {
    over = true;
    started.completeExceptionally(cause);
  }

  private void connect(MemorySegment core, AudioSourceRequest request) throws PipeWireException {
    LibPipeWire library = connection.library();
    try (var call = Arena.ofConfined()) {
      stream = Streams.make(library, core, request.name(), request.properties(), call);
      streamAddress = stream.address();
      listen();
      MemorySegment format =
          Params.of(call, AudioFormat.f32(request.rateHz(), request.positions()));
      int result =
          (int) library.streamConnect.invokeExact(stream, OUTPUT, ANY, MAP_BUFFERS, format, 1);
      if (result < 0) {
        throw new PipeWireException("PipeWire refuses the source, error " + -result);
      }
    } catch (PipeWireException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private void listen() throws Throwable {
    var own = MethodHandles.lookup();
    var state =
        MethodType.methodType(
            void.class, MemorySegment.class, int.class, int.class, MemorySegment.class);
    var events =
        new Events(arena, EVENTS_VERSION, EVENTS)
            .on(
                STATE_CHANGED,
                own.bind(this, "stateChanged", state),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS))
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
    if (over) {
      return;
    }
    if (now == ERROR) {
      end("PipeWire ended the source: " + LibPipeWire.text(error));
    } else if (now == UNCONNECTED && started.isDone()) {
      end("somebody removed the source");
    } else if (now >= PAUSED) {
      try {
        started.complete((int) connection.library().streamNodeId.invokeExact(stream));
      } catch (Throwable e) {
        end("the source failed: " + e);
      }
    }
  }

  private void end(String why) {
    over = true;
    started.completeExceptionally(new PipeWireException(why));
    PipeWireConnection.tell(() -> ended.accept(why));
  }

  @SuppressWarnings("unused")
  private void process(long data) {
    try {
      long next = (long) connection.library().streamDequeueBuffer.invokeExact(streamAddress);
      if (next != 0) {
        buffer.at(next);
        int frames = buffer.wantedFrames(frameBytes);
        if (frames > 0) {
          supply.fill(Memory.ALL, buffer.memory(), frames);
        }
        buffer.written((long) frames * frameBytes, frameBytes);
        int _ = (int) connection.library().streamQueueBuffer.invokeExact(streamAddress, next);
      }
    } catch (Throwable e) {
      if (!over) {
        end("the source failed: " + e);
      }
    }
  }
}
