package io.oriel.media.pipewire.testing;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.UnixSocket;
import io.oriel.media.pipewire.Global;
import io.oriel.media.pipewire.PipeWireException;
import io.oriel.media.pipewire.TestLoop;
import io.oriel.media.pipewire.internal.nat.Dict;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import io.oriel.media.pipewire.internal.nat.Memory;
import io.oriel.media.pipewire.pod.Pod;
import io.oriel.media.pipewire.pod.PodFormatException;
import io.oriel.media.pipewire.pod.PodReader;
import io.oriel.testkit.Pattern;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// A source of pictures on a real PipeWire, as a compositor is one: a node of its own that drives
/// the graph, gives the memory, and shows pictures when it is told to. Polite or hostile, as the
/// [VideoOffer] and each [Shot] say.
///
/// It has a thread and a connection of its own. Methods may be called from any thread and wait for
/// it.
public final class VideoProducer implements AutoCloseable {
  // struct pw_stream_events, in its order
  private static final int EVENTS_VERSION = 2;
  private static final int STATE_CHANGED = 1;
  private static final int PARAM_CHANGED = 4;
  private static final int ADD_BUFFER = 5;
  private static final int REMOVE_BUFFER = 6;
  private static final int TRIGGER_DONE = 10;
  private static final int EVENTS = 11;
  // enum pw_direction, PW_ID_ANY, enum pw_stream_flags
  private static final int OUTPUT = 1;
  private static final int ANY = -1;
  private static final int DRIVER_ALLOC_BUFFERS = 1 << 3 | 1 << 8;
  private static final int STREAMING = 3;
  private static final long AGAIN_MILLIS = 2;
  private static final long LONGEST_CYCLE_NANOS = 50_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final MethodHandle TRIGGER =
      Foreign.function(
          Foreign.library(LibPipeWire.SONAME).orElseThrow(),
          "pw_stream_trigger_process",
          FunctionDescriptor.of(JAVA_INT, ADDRESS));

  private final Object changed = new Object();
  private final Arena arena = Arena.ofShared();
  private final String name = "oriel-test-picture-" + COUNT.incrementAndGet();
  private final TestLoop loop;
  // The loop's thread only, from here on.
  private final Map<Long, ProducedBuffer> buffers = new HashMap<>();
  private MemorySegment context = MemorySegment.NULL;
  private MemorySegment core = MemorySegment.NULL;
  private MemorySegment stream = MemorySegment.NULL;
  private VideoOffer offer;
  private Pattern pattern;
  private int frame;
  private boolean beginning; // a cycle, at this moment
  // Written on the loop's thread.
  private volatile Global node;
  private volatile int state;
  private volatile Agreed agreed;
  private volatile int agreements;
  private volatile int bufferCount;
  private volatile int starved;
  private volatile boolean cycling; // a cycle that was begun has not ended

  private VideoProducer(VideoOffer offer) throws PipeWireException {
    this.offer = offer;
    loop = new TestLoop("oriel-pw-video", this::disconnect);
  }

  /// Makes the node. Returns when the daemon shows it.
  public static VideoProducer start(Path socket, VideoOffer offer) throws PipeWireException {
    var producer = new VideoProducer(offer);
    try {
      producer.loop.call(
          () -> {
            producer.connect(socket);
            return null;
          });
      producer.node = Nodes.named(producer.name, socket, PATIENCE);
      return producer;
    } catch (PipeWireException | RuntimeException e) {
      producer.close();
      throw e;
    }
  }

  /// Its number in the daemon.
  public int nodeId() {
    return node.id();
  }

  /// Its `object.serial`.
  public long serial() {
    return Long.parseLong(node.property("object.serial").orElseThrow());
  }

  /// What was agreed on last; empty at first. Waits for a consumer.
  public Agreed awaitAgreement(Duration within) throws InterruptedException {
    await(() -> agreed != null, within, "no consumer agreed on a format");
    return agreed;
  }

  /// How often a format was agreed on.
  public int agreements() {
    return agreements;
  }

  /// Waits until the graph runs and there are buffers.
  public void awaitStreaming(Duration within) throws InterruptedException {
    await(() -> state == STREAMING && bufferCount > 0, within, "the stream does not run");
  }

  /// How many buffers there are now.
  public int bufferCount() {
    return bufferCount;
  }

  /// Shots for which no buffer was free.
  public int starved() {
    return starved;
  }

  /// Hands over one buffer.
  ///
  /// @return the number in the picture; empty: the consumer holds all buffers, or there is none
  public OptionalInt show(Shot shot) throws PipeWireException {
    awaitCycle();
    return loop.call(() -> send(shot));
  }

  /// Begins a cycle without a new picture: what a busy consumer left in the queue goes out.
  public void push() throws PipeWireException {
    awaitCycle();
    loop.call(this::trigger);
  }

  /// Lets the library see the end of the cycle before, as a compositor does between two frames:
  /// PipeWire 1.2 to 1.4 drops a picture for which the next cycle is begun without that. A consumer
  /// that does not end its part is waited for no longer than a desktop would.
  private void awaitCycle() {
    long end = System.nanoTime() + LONGEST_CYCLE_NANOS;
    try {
      synchronized (changed) {
        while (cycling && System.nanoTime() < end) {
          changed.wait(AGAIN_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int trigger() {
    cycling = true;
    beginning = true;
    try {
      return (int) TRIGGER.invokeExact(stream);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    } finally {
      beginning = false;
    }
  }

  /// Shows polite pictures until one could be handed over: the first of a stream may find no
  /// buffer.
  public int showPolitely() throws PipeWireException, InterruptedException {
    var shown = new int[1];
    await(
        () -> {
          try {
            OptionalInt number = show(Shot.POLITE);
            shown[0] = number.orElse(0);
            return number.isPresent();
          } catch (PipeWireException e) {
            throw new IllegalStateException(e);
          }
        },
        PATIENCE,
        "no buffer is free");
    return shown[0];
  }

  /// Offers another format, as a compositor does when its output changes.
  public void change(VideoOffer other) throws PipeWireException {
    loop.call(
        () -> {
          offer = other;
          update(OfferParams.format(other));
          return null;
        });
  }

  /// Takes the node away.
  @Override
  public void close() {
    loop.close();
  }

  private void await(BooleanSupplier condition, Duration within, String otherwise)
      throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(otherwise + " in " + within);
      }
      synchronized (changed) {
        changed.wait(AGAIN_MILLIS); // nothing tells when a consumer gives a buffer back
      }
    }
  }

  private void changed() {
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  private void connect(Path socket) throws Exception {
    LibPipeWire library = loop.library();
    try (var call = Arena.ofConfined();
        var connected = UnixSocket.connect(socket.toString())) {
      context =
          (MemorySegment) library.contextNew.invokeExact(loop.pointer(), MemorySegment.NULL, 0L);
      core =
          (MemorySegment)
              library.contextConnectFd.invokeExact(
                  context, Fd.dup(connected.fd()), MemorySegment.NULL, 0L);
      var properties =
          (MemorySegment)
              library.propertiesNewDict.invokeExact(Dict.of(Map.of("node.name", name), call));
      stream =
          (MemorySegment) library.streamNew.invokeExact(core, call.allocateFrom(name), properties);
      listen();
      int result =
          (int)
              library.streamConnect.invokeExact(
                  stream,
                  OUTPUT,
                  ANY,
                  DRIVER_ALLOC_BUFFERS,
                  TestLoop.params(call, OfferParams.format(offer)),
                  1);
      if (result < 0) {
        throw new PipeWireException("PipeWire refuses the producer, error " + -result);
      }
    } catch (Exception e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private void disconnect() {
    try {
      if (stream.address() != 0) {
        loop.library().streamDestroy.invokeExact(stream);
      }
      if (core.address() != 0) {
        int _ = (int) loop.library().coreDisconnect.invokeExact(core);
      }
      if (context.address() != 0) {
        loop.library().contextDestroy.invokeExact(context);
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    buffers.values().forEach(ProducedBuffer::close);
    buffers.clear();
    arena.close();
  }

  private OptionalInt send(Shot shot) {
    Agreed now = agreed;
    if (state != STREAMING) {
      return OptionalInt.empty(); // it would wait in the queue and delay all that come later
    }
    try {
      long pointer = (long) loop.library().streamDequeueBuffer.invokeExact(stream.address());
      ProducedBuffer buffer = buffers.get(pointer);
      if (now == null || buffer == null) {
        starved++;
        int _ = trigger(); // fetches what the consumer gave back
        return OptionalInt.empty();
      }
      frame += shot.again() ? 0 : 1;
      buffer.fill(shot, pattern, frame, now.widthPx(), now.heightPx());
      int _ = (int) loop.library().streamQueueBuffer.invokeExact(stream.address(), pointer);
      int _ = trigger(); // once called, queueing alone begins no cycle
      return OptionalInt.of(frame);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private void update(Pod... params) {
    try (var call = Arena.ofConfined()) {
      int _ =
          (int)
              loop.library()
                  .streamUpdateParams
                  .invokeExact(stream, TestLoop.params(call, params), params.length);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  private void listen() throws Throwable {
    var own = MethodHandles.lookup();
    var one = MethodType.methodType(void.class, MemorySegment.class);
    var buffer = MethodType.methodType(void.class, MemorySegment.class, long.class);
    var pointers = FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG);
    var events =
        new Events(arena, EVENTS_VERSION, EVENTS)
            .on(
                STATE_CHANGED,
                own.bind(
                    this,
                    "stateChanged",
                    one.appendParameterTypes(List.of(int.class, int.class, MemorySegment.class))),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS))
            .on(
                PARAM_CHANGED,
                own.bind(
                    this,
                    "paramChanged",
                    one.appendParameterTypes(List.of(int.class, MemorySegment.class))),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS))
            .on(ADD_BUFFER, own.bind(this, "addBuffer", buffer), pointers)
            .on(REMOVE_BUFFER, own.bind(this, "removeBuffer", buffer), pointers)
            .on(
                TRIGGER_DONE,
                own.bind(this, "triggerDone", one),
                FunctionDescriptor.ofVoid(ADDRESS));
    loop.library()
        .streamAddListener
        .invokeExact(stream, events.hook(), events.table(), MemorySegment.NULL);
  }

  // Callbacks of the C library, on the loop's thread. An exception that leaves one ends the JVM.

  @SuppressWarnings("unused")
  private void stateChanged(MemorySegment data, int before, int now, MemorySegment error) {
    state = now;
    changed();
  }

  @SuppressWarnings("unused")
  private void triggerDone(MemorySegment data) {
    if (!beginning) { // a cycle without a picture is told of when it begins, too
      cycling = false;
      changed();
    }
  }

  @SuppressWarnings("unused")
  private void paramChanged(MemorySegment data, int id, MemorySegment param) {
    if (id != OfferParams.FORMAT || param.address() == 0) {
      return;
    }
    try {
      int length = Memory.number(param.address()) + 8;
      var pod = PodReader.read(Memory.ALL.asSlice(param.address(), length).asByteBuffer());
      if (pod instanceof Pod.Obj format
          && format.value(OfferParams.SIZE_KEY).orElse(null) instanceof Pod.Rectangle size
          && format.value(OfferParams.FORMAT_KEY).orElse(null) instanceof Pod.Id(int fourcc)
          && format.value(OfferParams.MAX_RATE_KEY).orElse(new Pod.Fraction(0, 1))
              instanceof Pod.Fraction rate) {
        agreed = new Agreed(fourcc, size.width(), size.height(), rate);
        pattern = agreed.pattern();
        agreements++;
        changed();
        update(OfferParams.buffers(offer, agreed.bytes(), agreed.stride()));
      }
    } catch (PodFormatException | RuntimeException e) {
      throw new AssertionError(e); // a test's peer: fail loudly
    }
  }

  @SuppressWarnings("unused")
  private void addBuffer(MemorySegment data, long buffer) {
    try {
      buffers.put(
          buffer, new ProducedBuffer(buffer, offer.kind(), agreed.bytes(), agreed.stride()));
      bufferCount = buffers.size();
      changed();
    } catch (ErrnoException e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("unused")
  private void removeBuffer(MemorySegment data, long buffer) {
    ProducedBuffer gone = buffers.remove(buffer);
    if (gone != null) {
      gone.close();
    }
    bufferCount = buffers.size();
    changed();
  }
}
