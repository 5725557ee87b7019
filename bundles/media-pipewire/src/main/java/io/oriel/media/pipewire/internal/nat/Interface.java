package io.oriel.media.pipewire.internal.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/// Calls the methods of PipeWire's objects, which are tables of functions (`struct spa_interface`,
/// `spa/utils/hook.h`):
///
/// ```
/// 0        8         16       24
/// +--------+---------+--------+--------+
/// | type * | version | table* | data * |      table: version (8 bytes), then one pointer a method
/// +--------+---------+--------+--------+
/// ```
@SuppressWarnings("restricted")
public final class Interface {
  // struct pw_core_methods, struct pw_registry_methods, struct pw_metadata_methods, struct
  // spa_loop_control_methods, struct spa_loop_utils_methods: the place of each method in its table
  private static final int ADD_LISTENER = 0;
  private static final int CORE_SYNC = 2;
  private static final int CORE_GET_REGISTRY = 5;
  private static final int CORE_CREATE_OBJECT = 6;
  private static final int REGISTRY_BIND = 1;
  private static final int METADATA_SET_PROPERTY = 1;
  private static final int CONTROL_ENTER = 2;
  private static final int CONTROL_LEAVE = 3;
  private static final int CONTROL_ITERATE = 4;
  private static final int UTILS_ADD_EVENT = 4;
  private static final int UTILS_SIGNAL_EVENT = 5;
  private static final int UTILS_DESTROY_SOURCE = 9;

  private static final int TABLE = 16;
  private static final int DATA = 24;
  private static final int OBJECT_BYTES = 32;
  private static final int TABLE_BYTES = 8 + 16 * 8;
  // struct pw_loop: system, loop, control, utils
  private static final int LOOP_CONTROL = 16;
  private static final int LOOP_UTILS = 24;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle LISTEN =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle SYNC =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle REGISTRY =
      LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, JAVA_LONG));
  private static final MethodHandle CREATE =
      LINKER.downcallHandle(
          FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle BIND =
      LINKER.downcallHandle(
          FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_LONG));
  private static final MethodHandle SET_PROPERTY =
      LINKER.downcallHandle(
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle ADD_EVENT =
      LINKER.downcallHandle(FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle SIGNAL =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle ENTER_OR_LEAVE =
      LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS));
  private static final MethodHandle ITERATE =
      LINKER.downcallHandle(FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle DESTROY_SOURCE =
      LINKER.downcallHandle(FunctionDescriptor.ofVoid(ADDRESS, ADDRESS));

  private Interface() {}

  /// `pw_core_add_listener`, `pw_registry_add_listener`, `pw_metadata_add_listener`.
  public static void listen(MemorySegment object, MemorySegment hook, MemorySegment events) {
    try {
      int _ =
          (int)
              LISTEN.invokeExact(
                  method(object, ADD_LISTENER), data(object), hook, events, MemorySegment.NULL);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_core_sync`.
  ///
  /// @return the number the `done` event will carry
  public static int sync(MemorySegment core) {
    try {
      return (int) SYNC.invokeExact(method(core, CORE_SYNC), data(core), 0, 0);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_core_get_registry`.
  public static MemorySegment registry(MemorySegment core) {
    try {
      // PW_VERSION_REGISTRY
      return (MemorySegment)
          REGISTRY.invokeExact(method(core, CORE_GET_REGISTRY), data(core), 3, 0L);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_core_create_object`.
  ///
  /// @return its proxy; NULL when the request could not be made
  public static MemorySegment createObject(
      MemorySegment core,
      MemorySegment factory,
      MemorySegment type,
      int version,
      MemorySegment properties) {
    try {
      return (MemorySegment)
          CREATE.invokeExact(
              method(core, CORE_CREATE_OBJECT), data(core), factory, type, version, properties, 0L);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_registry_bind`.
  ///
  /// @return its proxy; NULL when the request could not be made
  public static MemorySegment bind(
      MemorySegment registry, int id, MemorySegment type, int version) {
    try {
      return (MemorySegment)
          BIND.invokeExact(method(registry, REGISTRY_BIND), data(registry), id, type, version, 0L);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_metadata_set_property`.
  public static void setProperty(
      MemorySegment metadata,
      int subject,
      MemorySegment key,
      MemorySegment type,
      MemorySegment value) {
    try {
      int _ =
          (int)
              SET_PROPERTY.invokeExact(
                  method(metadata, METADATA_SET_PROPERTY),
                  data(metadata),
                  subject,
                  key,
                  type,
                  value);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_loop_enter`: from now on the loop is this thread's.
  public static void enter(MemorySegment loop) {
    control(loop, CONTROL_ENTER);
  }

  /// `pw_loop_leave`. The loop's thread.
  public static void leave(MemorySegment loop) {
    control(loop, CONTROL_LEAVE);
  }

  private static void control(MemorySegment loop, int method) {
    try {
      MemorySegment control = part(loop, LOOP_CONTROL);
      ENTER_OR_LEAVE.invokeExact(method(control, method), data(control));
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_loop_iterate` with no time limit, bound to the loop: waits until something happens and
  /// calls back. On the thread that entered.
  ///
  /// @return `int iterate()`
  public static MethodHandle iterator(MemorySegment loop) {
    MemorySegment control = part(loop, LOOP_CONTROL);
    return MethodHandles.insertArguments(
        ITERATE, 0, method(control, CONTROL_ITERATE), data(control), -1);
  }

  /// `pw_loop_add_event`: calls back on the loop's thread after [#signal].
  public static MemorySegment addEvent(MemorySegment loop, MemorySegment function) {
    try {
      MemorySegment utils = utils(loop);
      return (MemorySegment)
          ADD_EVENT.invokeExact(
              method(utils, UTILS_ADD_EVENT), data(utils), function, MemorySegment.NULL);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_loop_signal_event`. Any thread.
  public static void signal(MemorySegment loop, MemorySegment source) {
    try {
      MemorySegment utils = utils(loop);
      int _ = (int) SIGNAL.invokeExact(method(utils, UTILS_SIGNAL_EVENT), data(utils), source);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// `pw_loop_destroy_source`.
  public static void destroySource(MemorySegment loop, MemorySegment source) {
    try {
      MemorySegment utils = utils(loop);
      DESTROY_SOURCE.invokeExact(method(utils, UTILS_DESTROY_SOURCE), data(utils), source);
    } catch (Throwable e) {
      throw Foreign.unexpected(e);
    }
  }

  /// [#signal] with everything looked up, so that it allocates nothing.
  ///
  /// @return `int signal_event(void *object, struct spa_source *source)` bound to the loop and the
  ///     source
  public static MethodHandle signaller(MemorySegment loop, MemorySegment source) {
    MemorySegment utils = utils(loop);
    return MethodHandles.insertArguments(
        SIGNAL, 0, method(utils, UTILS_SIGNAL_EVENT), data(utils), source);
  }

  private static MemorySegment utils(MemorySegment loop) {
    return part(loop, LOOP_UTILS);
  }

  private static MemorySegment part(MemorySegment loop, int offset) {
    return loop.reinterpret(offset + 8).get(ADDRESS, offset);
  }

  private static MemorySegment data(MemorySegment object) {
    return object.reinterpret(OBJECT_BYTES).get(ADDRESS, DATA);
  }

  private static MemorySegment method(MemorySegment object, int index) {
    return object
        .reinterpret(OBJECT_BYTES)
        .get(ADDRESS, TABLE)
        .reinterpret(TABLE_BYTES)
        .get(ADDRESS, 8 + index * 8L);
  }
}
