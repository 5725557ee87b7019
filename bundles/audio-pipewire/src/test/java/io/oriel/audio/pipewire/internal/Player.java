package io.oriel.audio.pipewire.internal;

import io.oriel.api.audio.AudioSink;
import io.oriel.lib.programs.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program as a desktop starts it: as the desktop's user, with a sink's variables and a runtime
/// directory that is not PipeWire's.
final class Player implements AutoCloseable {
  private final Process process;

  private Player(Process process) {
    this.process = process;
  }

  static Player start(Path folder, AudioSink sink, List<String> command) throws IOException {
    return start(folder, sink.environment(), command);
  }

  static Player start(Path folder, Map<String, String> environment, List<String> command)
      throws IOException {
    Account account = account();
    Path home = folder.resolve("home");
    if (!Files.isDirectory(home)) {
      Files.createDirectory(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      account.own(home);
    }
    var all = new ArrayList<>(account.prefix());
    all.addAll(command);
    var builder =
        new ProcessBuilder(all)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(command.getFirst() + ".log").toFile());
    builder.environment().clear();
    builder.environment().put("PATH", System.getenv("PATH"));
    builder.environment().put("HOME", home.toString());
    builder.environment().put("XDG_RUNTIME_DIR", home.toString());
    builder.environment().putAll(environment);
    return new Player(builder.start());
  }

  static Account account() throws IOException {
    return Account.choose(Account.hostUid(), "nobody", Account.PASSWD).orElseThrow();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
