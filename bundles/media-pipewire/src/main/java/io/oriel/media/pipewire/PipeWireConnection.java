package io.oriel.media.pipewire;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.ErrnoException;
import io.oriel.media.nat.Fd;
import io.oriel.media.nat.Foreign;
import io.oriel.media.nat.UnixSocket;
import io.oriel.media.pipewire.internal.nat.Dict;
import io.oriel.media.pipewire.internal.nat.Events;
import io.oriel.media.pipewire.internal.nat.Interface;
import io.oriel.media.pipewire.internal.nat.LibPipeWire;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection to a PipeWire daemon, with a thread of its own on which everything happens.
///
/// Methods may be called from any thread; those that wait have a deadline and can be interrupted.
public final class PipeWireConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PipeWireConnection.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  // struct pw_core_events: info, done, ping, error, remove_id, bound_id, add_mem, remove_mem; 1.x
  // added bound_props
  private static final int CORE_DONE = 1;
  private static final int CORE_ERROR = 3;
  private static final int CORE_EVENTS = 8;
  // struct pw_registry_events: global, global_remove
  private static final int REGISTRY_GLOBAL = 0;
  private static final int REGISTRY_GLOBAL_REMOVE = 1;
  private static final int REGISTRY_EVENTS = 2;

  private final LibPipeWire library;
  private final ConnectionListener listener;
  private final Arena arena = Arena.ofShared();
  private final Loop loop;
  private final AtomicBoolean closing = new AtomicBoolean();
  // The connection's thread only, from here on.
  private final Map<Integer, CompletableFuture<Void>> syncs = new HashMap<>();
  private final List<LoopObject> children = new ArrayList<>();
  private final Ports ports = new Ports();
  private MemorySegment context = MemorySegment.NULL;
  private MemorySegment core = MemorySegment.NULL;
  private MemorySegment registry = MemorySegment.NULL;
  private String lost;

  private PipeWireConnection(LibPipeWire library, String name, ConnectionListener listener)
      throws PipeWireException {
    this.library = library;
    this.listener = listener;
    loop = new Loop(library, name, this::turned);
  }

  /// Connects to a daemon's socket.
  ///
  /// @param name of the thread, at most 15 characters
  /// @param socket absolute path
  public static PipeWireConnection open(String name, Path socket, ConnectionListener listener)
      throws PipeWireException {
    try (var connected = UnixSocket.connect(socket.toString())) {
      return open(name, new Fd(Fd.dup(connected.fd())), listener);
    } catch (ErrnoException e) {
      throw new PipeWireException("PipeWire does not answer: " + e.getMessage(), e);
    }
  }

  /// Uses a connected socket, for example one that a portal handed over. Returns when the daemon
  /// has answered and the listener has been told all objects that are there.
  ///
  /// @param name of the thread, at most 15 characters
  /// @param socket *takes ownership*, also when it throws
  public static PipeWireConnection open(String name, Fd socket, ConnectionListener listener)
      throws PipeWireException {
    try (socket) {
      var connection = new PipeWireConnection(PipeWire.library(), name, listener);
      try {
        connection.loop.call(
            PATIENCE,
            () -> {
              connection.connect(socket);
              return null;
            });
        connection.sync(PATIENCE);
        return connection;
      } catch (PipeWireException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }
  }

  /// Waits until the daemon has done everything asked of it before.
  public void sync(Duration within) throws PipeWireException {
    var done = new CompletableFuture<Void>();
    call(within, () -> syncs.put(Interface.sync(core), done));
    Loop.await(done, within);
  }

  /// Has the daemon make a node; it lives until it is closed, or this connection is.
  ///
  /// @param factory of the daemon, for example `adapter`
  /// @param removed told on the connection's thread when somebody else removes the node
  public RemoteNode createNode(
      String factory, Map<String, String> properties, Duration within, Runnable removed)
      throws PipeWireException {
    var bound = new CompletableFuture<Integer>();
    RemoteNode node =
        call(
            within,
            () -> adopt(RemoteNode.create(this, core, factory, properties, bound, removed)));
    try {
      node.id(Loop.await(bound, within));
      return node;
    } catch (PipeWireException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  /// Opens metadata, by its number in the registry.
  public Metadata metadata(int id, Duration within) throws PipeWireException {
    return call(within, () -> adopt(Metadata.bind(this, registry, id)));
  }

  /// Loads one of libpipewire's modules into this process, for example
  /// `libpipewire-module-loopback`; it works until it is closed. It makes a connection of its own,
  /// to the `remote.name` in its arguments (an absolute path): modules that share one leave their
  /// callbacks behind in it when they are unloaded.
  ///
  /// @param arguments in PipeWire's relaxed JSON
  public LocalModule loadModule(String name, String arguments, Duration within)
      throws PipeWireException {
    return call(within, () -> adopt(LocalModule.load(this, context, name, arguments)));
  }

  /// Captures sound.
  public AudioCapture captureAudio(AudioCaptureRequest request, Duration within)
      throws PipeWireException {
    AudioCapture capture = call(within, () -> adopt(AudioCapture.create(this, core, request)));
    try {
      capture.awaitStart(within);
      return capture;
    } catch (PipeWireException | RuntimeException e) {
      capture.close();
      throw e;
    }
  }

  /// Offers sound to whoever listens. Returns when the node exists.
  ///
  /// @param ended told, on the connection's thread, when somebody else removes the node
  public AudioSource offerAudio(AudioSourceRequest request, Duration within, Consumer<String> ended)
      throws PipeWireException {
    AudioSource source = call(within, () -> adopt(AudioSource.create(this, core, request, ended)));
    try {
      source.awaitStart(within);
      return source;
    } catch (PipeWireException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /// Fetches pictures. Returns at once: the listener is told what comes of it.
  public VideoStream captureVideo(
      VideoStreamRequest request, VideoStreamListener listener, Duration within)
      throws PipeWireException {
    return call(within, () -> adopt(VideoStream.create(this, core, request, listener)));
  }

  /// Runs something on this connection's thread, soon; never once it is closed.
  ///
  /// @param what must return at once
  public void post(Runnable what) {
    loop.post(() -> tell(what));
  }

  /// Ends everything of this connection; returns when its thread is gone. On that thread it only
  /// begins. A second call does nothing.
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      loop.close(this::disconnect);
    }
  }

  /// Runs a step on the connection's thread, unless the daemon is gone.
  <T> T call(Duration within, Callable<T> step) throws PipeWireException {
    return loop.call(
        within,
        () -> {
          refuseIfLost();
          return step.call();
        });
  }

  Loop loop() {
    return loop;
  }

  /// The connection's thread.
  Ports ports() {
    return ports;
  }

  LibPipeWire library() {
    return library;
  }

  /// Ends one child on the connection's thread; does nothing when it has ended with the connection.
  void release(LoopObject child) {
    if (closing.get() && !loop.onThread()) {
      return; // the connection's end ends it
    }
    try {
      loop.call(
          PATIENCE,
          () -> {
            if (children.remove(child)) {
              child.destroy();
            }
            return null;
          });
    } catch (PipeWireException e) {
      LOG.debug("{} ends with its connection: {}", child, e.getMessage());
    }
  }

  /// By number, for a child may end another; without an iterator, for this is once a picture.
  private void turned() {
    for (int i = 0; i < children.size(); i++) {
      children.get(i).turned();
    }
  }

  private <T extends LoopObject> T adopt(T child) {
    children.add(child);
    return child;
  }

  private void refuseIfLost() throws PipeWireException {
    if (lost != null) {
      throw new PipeWireException(lost);
    }
  }

  private void connect(Fd socket) throws PipeWireException, ErrnoException {
    try {
      // Up to 1.2 only this configuration gives the library's data thread real-time priority.
      MemorySegment properties =
          Files.exists(Path.of("/usr/share/pipewire/client-rt.conf"))
              ? (MemorySegment)
                  library.propertiesNewDict.invokeExact(
                      Dict.of(Map.of("config.name", "client-rt.conf"), arena))
              : MemorySegment.NULL;
      context = (MemorySegment) library.contextNew.invokeExact(loop.pointer(), properties, 0L);
      if (context.address() == 0) {
        throw new PipeWireException("PipeWire's library cannot start; are its modules installed?");
      }
      core =
          (MemorySegment)
              library.contextConnectFd.invokeExact(
                  context, Fd.dup(socket.number()), MemorySegment.NULL, 0L);
      if (core.address() == 0) {
        throw new PipeWireException("PipeWire's library cannot use the socket");
      }
    } catch (PipeWireException | ErrnoException e) {
      throw e;
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    var coreEvents =
        new Events(arena, 0, CORE_EVENTS)
            .on(CORE_DONE, own("done", int.class, int.class), ints(2))
            .on(
                CORE_ERROR,
                own("error", int.class, int.class, int.class, MemorySegment.class),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    Interface.listen(core, coreEvents.hook(), coreEvents.table());
    registry = Interface.registry(core);
    var registryEvents =
        new Events(arena, 0, REGISTRY_EVENTS)
            .on(
                REGISTRY_GLOBAL,
                own(
                    "global",
                    int.class,
                    int.class,
                    MemorySegment.class,
                    int.class,
                    MemorySegment.class),
                FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS))
            .on(REGISTRY_GLOBAL_REMOVE, own("globalRemove", int.class), ints(1));
    Interface.listen(registry, registryEvents.hook(), registryEvents.table());
  }

  private void disconnect() {
    var left = new ArrayList<>(children);
    children.clear();
    left.reversed().forEach(LoopObject::destroy);
    syncs.values().forEach(s -> s.completeExceptionally(new PipeWireException("closed")));
    try {
      if (registry.address() != 0) {
        library.proxyDestroy.invokeExact(registry);
      }
      if (core.address() != 0) {
        int _ = (int) library.coreDisconnect.invokeExact(core);
      }
      if (context.address() != 0) {
        library.contextDestroy.invokeExact(context);
      }
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
    arena.close();
  }

  private MethodHandle own(String name, Class<?>... parameters) {
    try {
      return MethodHandles.lookup()
          .bind(
              this,
              name,
              MethodType.methodType(void.class, parameters)
                  .insertParameterTypes(0, MemorySegment.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static FunctionDescriptor ints(int count) {
    var descriptor = FunctionDescriptor.ofVoid(ADDRESS);
    for (int i = 0; i < count; i++) {
      descriptor = descriptor.appendArgumentLayouts(JAVA_INT);
    }
    return descriptor;
  }

  // Callbacks of the C library, on the connection's thread. An exception that leaves one ends the
  // JVM.

  @SuppressWarnings("unused")
  private void done(MemorySegment data, int id, int seq) {
    var waiting = syncs.remove(seq);
    if (waiting != null) {
      waiting.complete(null);
    }
  }

  @SuppressWarnings("unused")
  private void error(MemorySegment data, int id, int seq, int result, MemorySegment message) {
    String text = LibPipeWire.text(message);
    LOG.debug("PipeWire's error {} on object {}: {}", result, id, text);
    if (id != 0 || result != -ErrnoException.EPIPE || lost != null) {
      return;
    }
    lost = "PipeWire went away (" + text + ")";
    var gone = new PipeWireException(lost);
    syncs.values().forEach(s -> s.completeExceptionally(gone));
    syncs.clear();
    children.forEach(child -> child.lost(gone));
    tell(() -> listener.lost(lost));
  }

  @SuppressWarnings("unused")
  private void global(
      MemorySegment data,
      int id,
      int permissions,
      MemorySegment type,
      int version,
      MemorySegment properties) {
    tell(
        () -> {
          var global = new Global(id, LibPipeWire.text(type), version, Dict.read(properties));
          if (ports.appeared(global)) {
            children.forEach(LoopObject::portAppeared);
          }
          listener.appeared(global);
        });
  }

  @SuppressWarnings("unused")
  private void globalRemove(MemorySegment data, int id) {
    ports.vanished(id);
    tell(() -> listener.vanished(id));
  }

  /// Runs code of others inside a callback.
  static void tell(Runnable what) {
    try {
      what.run();
    } catch (RuntimeException e) {
      LOG.warn("A listener of PipeWire failed", e);
    }
  }
}
