package io.oriel.lib.desktop;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.programs.FileWait;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A program that a private desktop is made of, most of all its compositor. Any thread.
///
/// @param program its name, for messages
/// @param process it runs in a kernel session of its own, as the desktop's user
/// @param log where it writes
public record DesktopProcess(String program, Process process, DisplayLog log) {
  private static final Logger LOG = LoggerFactory.getLogger(DesktopProcess.class);
  private static final Duration LOG_LOOK = Duration.ofSeconds(10);
  private static final Duration LISTEN_LOOK = Duration.ofMillis(5);
  private static final long MOST_LOG_BYTES = 4 << 20;

  /// Starts a program, at home if the user has one.
  ///
  /// @param command the program and its arguments
  /// @param environment all of its variables; [PrivateDesktop#close] finds what came of it by
  ///   [DisplayProcesses#VARIABLE] among them
  public static DesktopProcess start(
      PrivateDesktop desktop, List<String> command, Map<String, String> environment)
      throws BackendException {
    String program = Path.of(command.getFirst()).getFileName().toString();
    var all = new ArrayList<>(List.of("setsid"));
    all.addAll(desktop.account().prefix());
    all.addAll(command);
    var home = new File(environment.getOrDefault("HOME", ""));
    var builder =
        new ProcessBuilder(all)
            .directory(home.isDirectory() ? home : desktop.directory().path().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(desktop.log().file().toFile()));
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new DesktopProcess(program, builder.start(), desktop.log());
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, program + " does not start: " + e.getMessage(), e);
    }
  }

  /// Returns when the program has made a file, or listens on a socket: programs bind a socket,
  /// which makes its file, a moment before they listen.
  ///
  /// @param ready in a directory that is there
  /// @param deadlineNanos on `System.nanoTime()`'s clock
  /// @throws BackendException with what the program said
  public void await(Path ready, long deadlineNanos) throws BackendException {
    try (var wait = new FileWait(ready)) {
      wait.await(process, deadlineNanos);
      awaitListener(ready, deadlineNanos);
    } catch (IOException e) {
      String remedy =
          process.isAlive() && !Thread.currentThread().isInterrupted()
              ? "; a busy machine may need a longer open.timeout.ms"
              : "";
      throw new BackendException(
          BackendException.Kind.FAILED, program + " " + e.getMessage() + said() + remedy, e);
    }
  }

  private void awaitListener(Path socket, long deadlineNanos) throws IOException {
    while (refuses(socket)) {
      try {
        boolean ended = process.waitFor(LISTEN_LOOK);
        if (ended || System.nanoTime() - deadlineNanos >= 0) {
          throw new IOException("does not listen on " + socket);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("was interrupted before it listened on " + socket, e);
      }
    }
  }

  private static boolean refuses(Path socket) throws IOException {
    if (!Files.readAttributes(socket, BasicFileAttributes.class).isOther()) {
      return false;
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return false;
    } catch (ConnectException _) {
      return true;
    }
  }

  /// Why the program is of no use any more, for a human. Blocks half a second at most.
  public String ended() {
    try {
      process.waitFor(Duration.ofMillis(500));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    String how = process.isAlive() ? "closed its sockets" : "ended with " + process.exitValue();
    return program + " " + how + said();
  }

  /// What it said last, as the end of a sentence.
  public String said() {
    String tail = log.tail(4);
    return tail.isEmpty() ? " without a word" : ", it said: " + tail + " (" + log.file() + ")";
  }

  /// Keeps the log small for as long as the program runs: programs that are started from a desktop
  /// write there too.
  public void boundLog() {
    Thread.ofVirtual().name("oriel-log-" + process.pid()).start(this::look);
  }

  private void look() {
    try {
      while (!process.waitFor(LOG_LOOK)) {
        log.log().bound(MOST_LOG_BYTES);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be kept small: {}", log.file(), e.toString());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
