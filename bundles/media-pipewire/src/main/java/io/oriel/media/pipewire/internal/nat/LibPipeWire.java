package io.oriel.media.pipewire.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// Functions of `libpipewire-0.3.so.0` (0.3.65 to 1.4), opened at first use.
public final class LibPipeWire {
  /// Its file name, with the version of its interface.
  public static final String SONAME = "libpipewire-0.3.so.0";

  private static final long LONGEST_TEXT = Integer.MAX_VALUE;

  /// Empty: it is not installed, or lacks a function.
  private static final Optional<LibPipeWire> FOUND = find();

  /// `struct pw_main_loop *pw_main_loop_new(const struct spa_dict *props)`
  public final MethodHandle mainLoopNew;

  /// `struct pw_loop *pw_main_loop_get_loop(struct pw_main_loop *loop)`
  public final MethodHandle mainLoopGetLoop;

  /// The address of `int pw_main_loop_quit(struct pw_main_loop *loop)`, which may be called from
  /// any thread and wakes the loop's.
  public final MemorySegment mainLoopQuit;

  /// `void pw_main_loop_destroy(struct pw_main_loop *loop)`
  public final MethodHandle mainLoopDestroy;

  /// `struct pw_context *pw_context_new(struct pw_loop *loop, struct pw_properties *props, size_t
  /// user_data_size)`
  public final MethodHandle contextNew;

  /// `void pw_context_destroy(struct pw_context *context)`
  public final MethodHandle contextDestroy;

  /// `struct pw_core *pw_context_connect_fd(struct pw_context *context, int fd, struct
  /// pw_properties *properties, size_t user_data_size)`
  public final MethodHandle contextConnectFd;

  /// `struct pw_impl_module *pw_context_load_module(struct pw_context *context, const char *name,
  /// const char *args, struct pw_properties *properties)`
  public final MethodHandle contextLoadModule;

  /// `void pw_impl_module_add_listener(struct pw_impl_module *module, struct spa_hook *listener,
  /// const struct pw_impl_module_events *events, void *data)`
  public final MethodHandle moduleAddListener;

  /// `void pw_impl_module_destroy(struct pw_impl_module *module)`
  public final MethodHandle moduleDestroy;

  /// `int pw_core_disconnect(struct pw_core *core)`
  public final MethodHandle coreDisconnect;

  /// `struct pw_properties *pw_properties_new_dict(const struct spa_dict *dict)`
  public final MethodHandle propertiesNewDict;

  /// `void pw_proxy_add_listener(struct pw_proxy *proxy, struct spa_hook *listener, const struct
  /// pw_proxy_events *events, void *data)`
  public final MethodHandle proxyAddListener;

  /// `void pw_proxy_destroy(struct pw_proxy *proxy)`
  public final MethodHandle proxyDestroy;

  /// `struct pw_stream *pw_stream_new(struct pw_core *core, const char *name, struct pw_properties
  /// *props)`
  public final MethodHandle streamNew;

  /// `void pw_stream_add_listener(struct pw_stream *stream, struct spa_hook *listener, const struct
  /// pw_stream_events *events, void *data)`
  public final MethodHandle streamAddListener;

  /// `int pw_stream_connect(struct pw_stream *stream, enum pw_direction direction, uint32_t
  /// target_id, enum pw_stream_flags flags, const struct spa_pod **params, uint32_t n_params)`
  public final MethodHandle streamConnect;

  /// `int pw_stream_update_params(struct pw_stream *stream, const struct spa_pod **params, uint32_t
  /// n_params)`
  public final MethodHandle streamUpdateParams;

  /// `struct pw_buffer *pw_stream_dequeue_buffer(struct pw_stream *stream)`. This and the next two
  /// take pointers as numbers: they are called for every buffer and allocate nothing.
  public final MethodHandle streamDequeueBuffer;

  /// `int pw_stream_queue_buffer(struct pw_stream *stream, struct pw_buffer *buffer)`
  public final MethodHandle streamQueueBuffer;

  /// `int pw_stream_get_time_n(struct pw_stream *stream, struct pw_time *time, size_t size)`
  public final MethodHandle streamGetTime;

  /// `uint32_t pw_stream_get_node_id(struct pw_stream *stream)`
  public final MethodHandle streamNodeId;

  /// `void pw_stream_destroy(struct pw_stream *stream)`
  public final MethodHandle streamDestroy;

  private final String version;

  private LibPipeWire(SymbolLookup library) {
    mainLoopNew = function(library, "pw_main_loop_new", FunctionDescriptor.of(ADDRESS, ADDRESS));
    mainLoopGetLoop =
        function(library, "pw_main_loop_get_loop", FunctionDescriptor.of(ADDRESS, ADDRESS));
    mainLoopQuit =
        library
            .find("pw_main_loop_quit")
            .orElseThrow(() -> new LinkageError("no function pw_main_loop_quit"));
    mainLoopDestroy = function(library, "pw_main_loop_destroy", FunctionDescriptor.ofVoid(ADDRESS));
    contextNew =
        function(
            library, "pw_context_new", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG));
    contextDestroy = function(library, "pw_context_destroy", FunctionDescriptor.ofVoid(ADDRESS));
    contextConnectFd =
        function(
            library,
            "pw_context_connect_fd",
            FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG));
    contextLoadModule =
        function(
            library,
            "pw_context_load_module",
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    moduleAddListener =
        function(
            library,
            "pw_impl_module_add_listener",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    moduleDestroy = function(library, "pw_impl_module_destroy", FunctionDescriptor.ofVoid(ADDRESS));
    coreDisconnect =
        function(library, "pw_core_disconnect", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    propertiesNewDict =
        function(library, "pw_properties_new_dict", FunctionDescriptor.of(ADDRESS, ADDRESS));
    proxyAddListener =
        function(
            library,
            "pw_proxy_add_listener",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    proxyDestroy = function(library, "pw_proxy_destroy", FunctionDescriptor.ofVoid(ADDRESS));
    streamNew =
        function(
            library, "pw_stream_new", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    streamAddListener =
        function(
            library,
            "pw_stream_add_listener",
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
    streamConnect =
        function(
            library,
            "pw_stream_connect",
            FunctionDescriptor.of(
                JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    streamUpdateParams =
        function(
            library,
            "pw_stream_update_params",
            FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    streamDequeueBuffer =
        function(library, "pw_stream_dequeue_buffer", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    streamQueueBuffer =
        function(
            library,
            "pw_stream_queue_buffer",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG));
    streamGetTime =
        function(
            library,
            "pw_stream_get_time_n",
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, ADDRESS, JAVA_LONG));
    streamNodeId =
        function(library, "pw_stream_get_node_id", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    streamDestroy = function(library, "pw_stream_destroy", FunctionDescriptor.ofVoid(ADDRESS));
    MethodHandle init = function(library, "pw_init", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));
    MethodHandle libraryVersion =
        function(library, "pw_get_library_version", FunctionDescriptor.of(ADDRESS));
    try {
      init.invokeExact(MemorySegment.NULL, MemorySegment.NULL);
      version = text((MemorySegment) libraryVersion.invokeExact());
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// The library; empty when it is not installed or too old.
  public static Optional<LibPipeWire> found() {
    return FOUND;
  }

  /// Its version, for example `1.4.2`.
  public String version() {
    return version;
  }

  /// A text in C's memory; `null` for no text.
  @SuppressWarnings("restricted")
  public static String text(MemorySegment pointer) {
    return pointer.address() == 0 ? null : pointer.reinterpret(LONGEST_TEXT).getString(0);
  }

  private static MethodHandle function(
      SymbolLookup library, String name, FunctionDescriptor descriptor) {
    return Foreign.function(library, name, descriptor);
  }

  private static Optional<LibPipeWire> find() {
    try {
      return Foreign.library(SONAME).map(LibPipeWire::new);
    } catch (LinkageError _) {
      return Optional.empty(); // older than 0.3.50: no pw_stream_get_time_n
    }
  }
}
