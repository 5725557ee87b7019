package io.oriel.lib.pipewire.server;

import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Lays out the configuration of an own PipeWire below its directory.
///
/// They are added to the files of the distribution, so that each version of PipeWire reads its own.
final class ServerFiles {
  /// Relative to the directory.
  static final String CONFIGURATION = "config";

  private static final Map<String, String> FILES =
      Map.of(
          "pipewire/pipewire.conf.d/50-oriel.conf", "pipewire.conf",
          "wireplumber/main.lua.d/51-oriel.lua", "wireplumber-main.lua",
          "wireplumber/bluetooth.lua.d/51-oriel.lua", "wireplumber-bluetooth.lua",
          "wireplumber/wireplumber.conf.d/51-oriel.conf", "wireplumber.conf");

  private ServerFiles() {}

  static void write(RunDirectory directory, Account account) throws IOException {
    for (var file : FILES.entrySet()) {
      Path path = directory.resolve(CONFIGURATION).resolve(file.getKey());
      make(path.getParent(), directory, account);
      try (InputStream in = ServerFiles.class.getResourceAsStream("/servers/" + file.getValue())) {
        if (in == null) {
          throw new IOException("servers/" + file.getValue() + " is missing in this bundle");
        }
        Files.write(path, in.readAllBytes());
      }
      account.own(path);
    }
    make(directory.resolve("state"), directory, account);
    make(directory.resolve("pulse"), directory, account);
  }

  /// Makes a folder with those above it, all of them the account's.
  private static void make(Path folder, RunDirectory below, Account account) throws IOException {
    if (!folder.equals(below.path()) && !Files.isDirectory(folder)) {
      make(folder.getParent(), below, account);
      Files.createDirectory(folder);
      account.own(folder);
    }
  }
}
