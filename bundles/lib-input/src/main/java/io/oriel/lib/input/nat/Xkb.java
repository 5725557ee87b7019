package io.oriel.lib.input.nat;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.oriel.media.nat.Foreign;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// The functions of libxkbcommon (`xkbcommon/xkbcommon.h`, 0.5.0 and newer) that are called.
final class Xkb {
  /// Empty when the library is not installed.
  static final Optional<SymbolLookup> LIBRARY = Foreign.library("libxkbcommon.so.0");

  /// `struct xkb_context *xkb_context_new(enum xkb_context_flags flags)`
  static final MethodHandle CONTEXT_NEW =
      function("xkb_context_new", FunctionDescriptor.of(ADDRESS, JAVA_INT));

  /// `void xkb_context_unref(struct xkb_context *context)`
  static final MethodHandle CONTEXT_UNREF =
      function("xkb_context_unref", FunctionDescriptor.ofVoid(ADDRESS));

  /// `void xkb_context_set_log_level(struct xkb_context *, enum xkb_log_level)`
  static final MethodHandle CONTEXT_SET_LOG_LEVEL =
      function("xkb_context_set_log_level", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT));

  /// `struct xkb_keymap *xkb_keymap_new_from_names(struct xkb_context *, const struct
  /// xkb_rule_names *, enum xkb_keymap_compile_flags)`
  static final MethodHandle KEYMAP_NEW_FROM_NAMES =
      function(
          "xkb_keymap_new_from_names", FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT));

  /// `struct xkb_keymap *xkb_keymap_new_from_string(struct xkb_context *, const char *, enum
  /// xkb_keymap_format, enum xkb_keymap_compile_flags)`
  static final MethodHandle KEYMAP_NEW_FROM_STRING =
      function(
          "xkb_keymap_new_from_string",
          FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));

  /// `char *xkb_keymap_get_as_string(struct xkb_keymap *, enum xkb_keymap_format)`
  static final MethodHandle KEYMAP_GET_AS_STRING =
      function("xkb_keymap_get_as_string", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));

  /// `void xkb_keymap_unref(struct xkb_keymap *)`
  static final MethodHandle KEYMAP_UNREF =
      function("xkb_keymap_unref", FunctionDescriptor.ofVoid(ADDRESS));

  /// `struct xkb_state *xkb_state_new(struct xkb_keymap *)`
  static final MethodHandle STATE_NEW =
      function("xkb_state_new", FunctionDescriptor.of(ADDRESS, ADDRESS));

  /// `void xkb_state_unref(struct xkb_state *)`
  static final MethodHandle STATE_UNREF =
      function("xkb_state_unref", FunctionDescriptor.ofVoid(ADDRESS));

  /// `enum xkb_state_component xkb_state_update_key(struct xkb_state *, xkb_keycode_t, enum
  /// xkb_key_direction)`
  static final MethodHandle STATE_UPDATE_KEY =
      function(
          "xkb_state_update_key", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));

  /// `xkb_mod_mask_t xkb_state_serialize_mods(struct xkb_state *, enum xkb_state_component)`
  static final MethodHandle STATE_SERIALIZE_MODS =
      function("xkb_state_serialize_mods", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  /// `xkb_layout_index_t xkb_state_serialize_layout(struct xkb_state *, enum
  /// xkb_state_component)`
  static final MethodHandle STATE_SERIALIZE_LAYOUT =
      function("xkb_state_serialize_layout", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  /// `xkb_layout_index_t xkb_state_update_mask(struct xkb_state *, depressed, latched, locked
  /// mods, depressed, latched, locked layout)`
  static final MethodHandle STATE_UPDATE_MASK =
      function(
          "xkb_state_update_mask",
          FunctionDescriptor.of(
              JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  /// `uint32_t xkb_state_key_get_utf32(struct xkb_state *, xkb_keycode_t)`
  static final MethodHandle STATE_KEY_GET_UTF32 =
      function("xkb_state_key_get_utf32", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  /// `xkb_keysym_t xkb_state_key_get_one_sym(struct xkb_state *, xkb_keycode_t)`
  static final MethodHandle STATE_KEY_GET_ONE_SYM =
      function("xkb_state_key_get_one_sym", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

  /// `void free(void *)`, of the C library: for strings the library returns.
  static final MethodHandle FREE = Foreign.function("free", FunctionDescriptor.ofVoid(ADDRESS));

  private Xkb() {}

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return LIBRARY.map(library -> Foreign.function(library, name, descriptor)).orElse(null);
  }

  static boolean isNull(MemorySegment pointer) {
    return pointer.address() == 0;
  }
}
