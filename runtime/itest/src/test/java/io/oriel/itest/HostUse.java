package io.oriel.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a host takes of its machine at one moment.
///
/// @param memoryMib resident
/// @param sockets of all kinds, among the descriptors
record HostUse(int memoryMib, int descriptors, int sockets, int threads) {
  static HostUse of(HostProcess host) throws IOException {
    return new HostUse(
        host.residentMib(), host.descriptors(), sockets(host.process().pid()), host.threads());
  }

  private static int sockets(long pid) throws IOException {
    int count = 0;
    try (var all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path one : all.toList()) {
        try {
          count += Files.readSymbolicLink(one).toString().startsWith("socket:") ? 1 : 0;
        } catch (IOException _) {
          // closed meanwhile
        }
      }
    }
    return count;
  }
}
