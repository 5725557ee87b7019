package io.oriel.input.libei.internal;

import java.util.Map;

/// Where a libei server listens, as libei's clients find it: `LIBEI_SOCKET` names it, and what is
/// not absolute lies in `XDG_RUNTIME_DIR`.
final class SocketPath {
  private static final String USUAL = "eis-0";

  private SocketPath() {}

  /// @param given empty: `LIBEI_SOCKET`, else the usual name
  static String of(String given, Map<String, String> environment) {
    String name = given.isEmpty() ? environment.getOrDefault("LIBEI_SOCKET", "") : given;
    name = name.isEmpty() ? USUAL : name;
    String directory = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return name.startsWith("/") || directory.isEmpty() ? name : directory + "/" + name;
  }
}
