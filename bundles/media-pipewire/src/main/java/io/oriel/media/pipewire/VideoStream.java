package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import io.oriel.media.pipewire.internal.nat.Memory;
import io.oriel.media.pipewire.pod.Pod;
import io.oriel.media.pipewire.pod.PodFormatException;
import io.oriel.media.pipewire.pod.PodReader;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;

/// A stream of pictures.
///
/// Buffers are handed to the listener as they are, without a copy, and come back from any thread:
/// one word of bits says which, and the connection's thread gives them to PipeWire when the next
/// picture comes. It is woken for it only when the producer may run short, since PipeWire takes
/// back one buffer a cycle and a producer without buffers begins no cycle.
///
/// The library's real-time thread takes part in the producer's cycle and only wakes this one, by a
/// C function, so nothing of Java holds up the desktop. Without `PW_STREAM_FLAG_RT_PROCESS`
/// PipeWire from 1.2 on shows the newest cycle only, and loses a picture whose successor has none.
public final class VideoStream extends LoopObject {
  // struct pw_stream_events: destroy, state_changed, control_info, io_changed, param_changed,
  // add_buffer, remove_buffer, process, drained, command, trigger_done
  private static final int EVENTS_VERSION = 2;
  private static final int STATE_CHANGED = 1;
  private static final int PARAM_CHANGED = 4;
  private static final int ADD_BUFFER = 5;
  private static final int REMOVE_BUFFER = 6;
  private static final int PROCESS = 7;
  private static final int EVENTS = 11;
  // enum pw_stream_state
  private static final int ERROR = -1;
  private static final int UNCONNECTED = 0;
  private static final int PAUSED = 2;
  // enum pw_direction, PW_ID_ANY, enum pw_stream_flags
  private static final int INPUT = 0;
  private static final int ANY = -1;
  private static final int AUTOCONNECT = 1;
  private static final int RT_PROCESS = 1 << 4;
  private static final int DONT_RECONNECT = 1 << 7;
  // struct pw_time: 48 queued_buffers, 52 avail_buffers
  private static final long TIME_BYTES = 56;
  private static final int QUEUED = 48;
  private static final int AVAILABLE = 52;
  private static final int LARGEST_PARAM = 65_536;
  private static final int FEW_BUFFERS = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Arena arena = Arena.ofShared();
  private final VideoStreamRequest request;
  private final VideoStreamListener listener;
  private final MemorySegment core;
  private final MemorySegment time = arena.allocate(TIME_BYTES, 8);
  // The connection's thread only, from here on.
  private final BufferSlots slots;
  private MemorySegment stream;
  private long streamAddress;
  private int nodeId = ANY; // the daemon's number of our end
  private RemoteLink link;
  private VideoStreamFormat format;
  private VideoMode mode;
  private boolean maps;
  private int waiting; // buffers given back that no cycle has fetched, as far as pictures tell
  private boolean ended;

  private VideoStream(
      PipeWireConnection connection,
      MemorySegment core,
      VideoStreamRequest request,
      VideoStreamListener listener) {
    super(connection);
    this.core = core;
    this.request = request;
    this.listener = listener;
    mode = request.mode();
    slots = new BufferSlots(connection, this::queue);
  }

  static VideoStream create(
      PipeWireConnection connection,
      MemorySegment core,
      VideoStreamRequest request,
      VideoStreamListener listener)
      throws PipeWireException {
    var stream = new VideoStream(connection, core, request, listener);
    try {
      stream.connect();
      return stream;
    } catch (PipeWireException e) {
      stream.destroy();
      throw e;
    }
  }

  /// Asks the producer for another size or rate; the listener is told what comes of it. Any thread.
  public void mode(VideoMode wanted) throws PipeWireException {
    connection.call(
        PATIENCE,
        () -> {
          mode = wanted;
          refill();
          return null;
        });
  }

  /// Whether the producer has no buffer to fill, and never gets one of its own accord: it waits for
  /// one to begin a cycle, and only a cycle gives one back. Then [#refill()] helps. The
  /// connection's thread.
  public boolean starved() {
    try {
      slots.takeBack();
      int _ = (int) connection.library().streamGetTime.invokeExact(streamAddress, time, TIME_BYTES);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    int count = slots.count();
    // from 1.0 on the library counts those that the producer has, too
    int back = Math.min(waiting, time.get(JAVA_INT, QUEUED));
    int here = slots.out() + back + time.get(JAVA_INT, AVAILABLE);
    // the last one may be on its way, which is of no use either
    return count > 0 && here >= (count > FEW_BUFFERS ? count - 1 : count);
  }

  /// Has both sides make new buffers. The connection's thread.
  public void refill() {
    if (stream != null && !ended) {
      update(VideoParams.formats(request.wishes(), mode));
    }
  }

  /// Gives a buffer back to the producer. Any thread; never blocks; allocates nothing.
  public void giveBack(VideoBuffer buffer) {
    slots.giveBack(buffer);
  }

  private void update(Pod... params) {
    try (var call = Arena.ofConfined()) {
      int result =
          (int)
              connection
                  .library()
                  .streamUpdateParams
                  .invokeExact(stream, Params.of(call, params), params.length);
      if (result < 0) {
        end("PipeWire refuses the stream's parameters, error " + -result);
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  @Override
  void destroy() {
    ended = true;
    try {
      if (link != null) {
        link.destroy();
      }
      if (stream != null) {
        var ending = stream;
        stream = null;
        connection.library().streamDestroy.invokeExact(ending); // removes the buffers
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    slots.close();
    arena.close();
  }

  @Override
  void portAppeared() {
    try {
      link();
    } catch (PipeWireException e) {
      end(e);
    }
  }

  /// Joins producer and stream once both have ports that the daemon knows; since 1.2 they come
  /// later than the nodes.
  private void link() throws PipeWireException {
    if (link == null
        && request.linksItself()
        && nodeId != ANY
        && !ended
        && connection.ports().has(nodeId, "in")
        && connection.ports().has(request.nodeId(), "out")) {
      link =
          new RemoteLink(
              connection.library(),
              core,
              request.nodeId(),
              nodeId,
              why -> end("node " + request.nodeId() + ": " + why));
    }
  }

  @Override
  void lost(PipeWireException cause) {
    end(cause);
  }

  private void end(String why) {
    end(new PipeWireException(why));
  }

  private void end(PipeWireException why) {
    if (!ended) {
      ended = true;
      PipeWireConnection.tell(() -> listener.ended(why));
    }
  }

  private void connect() throws PipeWireException {
    LibPipeWire library = connection.library();
    try (var call = Arena.ofConfined()) {
      stream = Streams.make(library, core, request.name(), request.properties(), call);
      streamAddress = stream.address();
      listen();
      Pod[] formats = VideoParams.formats(request.wishes(), mode);
      int target = request.linksItself() ? ANY : request.nodeId();
      int flags = RT_PROCESS | (request.linksItself() ? 0 : AUTOCONNECT | DONT_RECONNECT);
      int result =
          (int)
              library.streamConnect.invokeExact(
                  stream, INPUT, target, flags, Params.of(call, formats), formats.length);
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
    var pointer = MethodType.methodType(void.class, MemorySegment.class);
    var number = MethodType.methodType(void.class, long.class);
    var events =
        new Events(arena, EVENTS_VERSION, EVENTS)
            .on(
                STATE_CHANGED,
                own.bind(
                    this,
                    "stateChanged",
                    pointer.appendParameterTypes(int.class, int.class, MemorySegment.class)),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS))
            .on(
                PARAM_CHANGED,
                own.bind(
                    this,
                    "paramChanged",
                    pointer.appendParameterTypes(int.class, MemorySegment.class)),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS))
            .on(
                ADD_BUFFER,
                own.bind(this, "addBuffer", number.appendParameterTypes(long.class)),
                FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG))
            .on(
                REMOVE_BUFFER,
                own.bind(this, "removeBuffer", number.appendParameterTypes(long.class)),
                FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG))
            .on(PROCESS, connection.library().mainLoopQuit); // wakes only, see turned()
    connection
        .library()
        .streamAddListener
        .invokeExact(stream, events.hook(), events.table(), connection.loop().mainPointer());
  }

  // Callbacks of the C library, on the connection's thread. An exception that leaves one ends the
  // JVM.

  @SuppressWarnings("unused")
  private void stateChanged(MemorySegment data, int before, int now, MemorySegment error) {
    try {
      if (now == ERROR) {
        end("PipeWire ended the stream: " + LibPipeWire.text(error));
      } else if (now == UNCONNECTED) {
        end("PipeWire took the stream away");
      } else if (now == PAUSED) {
        nodeId = (int) connection.library().streamNodeId.invokeExact(stream);
        link();
      }
    } catch (Throwable e) {
      end(new PipeWireException("the stream failed: " + e, e));
    }
  }

  @SuppressWarnings("unused")
  private void paramChanged(MemorySegment data, int id, MemorySegment param) {
    if (id != VideoParams.PARAM_FORMAT || param.address() == 0 || ended) {
      return; // no format: one side is about to choose another
    }
    try {
      long bytes = 8 + Integer.toUnsignedLong(Memory.number(param.address()));
      if (bytes > LARGEST_PARAM) {
        throw new IllegalStateException("it has " + bytes + " bytes");
      }
      var pod = PodReader.read(Memory.ALL.asSlice(param.address(), bytes).asByteBuffer());
      var agreed = VideoParams.agreed(pod);
      if (agreed.isEmpty()) {
        end("the producer chose a format that was not offered: " + pod);
        return;
      }
      format = agreed.get();
      maps = listener.format(format);
      update(VideoParams.buffers(request, format));
    } catch (PodFormatException | RuntimeException e) {
      end(new PipeWireException("the producer's format cannot be read: " + e.getMessage(), e));
    }
  }

  @SuppressWarnings("unused")
  private void addBuffer(long data, long pointer) {
    try {
      var buffer = slots.add(pointer, format, maps);
      if (buffer != null) {
        listener.added(this, buffer, slots.count());
      }
    } catch (Throwable e) {
      end(new PipeWireException("a buffer cannot be used: " + e, e));
    }
  }

  @SuppressWarnings("unused")
  private void removeBuffer(long data, long pointer) {
    try {
      var buffer = slots.at(pointer);
      if (buffer != null) {
        slots.remove(buffer);
        waiting = Math.min(waiting, slots.count());
        listener.removed(buffer, slots.count());
      }
    } catch (Throwable e) {
      end(new PipeWireException("a buffer cannot be let go: " + e, e));
    }
  }

  /// Takes what came, if anything did.
  @Override
  void turned() {
    try {
      long next = dequeue();
      if (next == 0) {
        return;
      }
      long now = System.nanoTime();
      fetched();
      slots.takeBack();
      while (next != 0) {
        arrived(next, now);
        next = dequeue();
        if (next != 0) {
          fetched();
        }
      }
      if (stream != null) {
        slots.takeBack(); // what gave way to a newer one
      }
    } catch (Throwable e) {
      end(new PipeWireException("the stream failed: " + e, e));
    }
  }

  private void arrived(long pointer, long now) {
    var buffer = slots.at(pointer);
    if (buffer != null && buffer.out) {
      return; // filled again under its reader: PipeWire gives a busy graph's buffers back too early
    }
    if (buffer == null || ended) {
      queue(pointer);
      return;
    }
    buffer.look();
    slots.lend(buffer);
    listener.arrived(buffer, now);
  }

  /// @return 0: there is none, or the stream has been ended by whom it called
  private long dequeue() throws Throwable {
    if (stream == null) {
      return 0;
    }
    return (long) connection.library().streamDequeueBuffer.invokeExact(streamAddress);
  }

  /// A cycle that brings a buffer takes one back.
  private void fetched() {
    waiting = Math.max(0, waiting - 1);
  }

  private void queue(long pointer) {
    waiting++;
    try {
      int _ = (int) connection.library().streamQueueBuffer.invokeExact(streamAddress, pointer);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }
}
