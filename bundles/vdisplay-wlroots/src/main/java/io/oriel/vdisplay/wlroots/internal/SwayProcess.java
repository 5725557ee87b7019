package io.oriel.vdisplay.wlroots.internal;

import io.oriel.api.backend.BackendException;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.RunDirectory;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A running sway and what it told when it was ready.
///
/// @param waylandDisplay name of its Wayland socket in the runtime directory
/// @param x11Display its X11 display; empty without Xwayland
record SwayProcess(Process process, String waylandDisplay, String x11Display) {
  /// Written by sway's configuration once sway listens: two lines, the two names above.
  static final String READY = "ready";

  /// Name of the control socket in the runtime directory.
  static final String CONTROL = "sway.sock";

  /// Starts sway and returns when it listens on its sockets. Blocks up to the deadline.
  static SwayProcess start(
      Account account,
      RunDirectory directory,
      Path configuration,
      Map<String, String> environment,
      DisplayLog log,
      long deadlineNanos)
      throws BackendException {
    try (WatchService events = directory.path().getFileSystem().newWatchService()) {
      directory.path().register(events, StandardWatchEventKinds.ENTRY_CREATE);
      var command = new ArrayList<>(List.of("setsid"));
      command.addAll(account.prefix());
      // A full-screen window that is shown without being drawn counts as changed every time.
      command.addAll(List.of("sway", "-D", "noscanout", "-c", configuration.toString()));
      var builder =
          new ProcessBuilder(command)
              .directory(home(environment, directory))
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.file().toFile()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      CompletableFuture<Void> watch = process.onExit().thenRun(() -> closeQuietly(events));
      try {
        awaitReady(process, events, directory.resolve(READY), log, deadlineNanos);
      } finally {
        watch.cancel(false);
      }
      List<String> told = Files.readAllLines(directory.resolve(READY));
      String wayland = told.isEmpty() ? "" : told.getFirst();
      if (!wayland.matches("[\\w.-]+")) {
        throw new IOException("it told no Wayland socket" + said(log));
      }
      return new SwayProcess(process, wayland, told.size() > 1 ? told.get(1) : "");
    } catch (IOException e) {
      throw new BackendException(
          BackendException.Kind.FAILED, "sway does not start: " + e.getMessage(), e);
    }
  }

  /// Where programs start: at home, if there is one.
  private static File home(Map<String, String> environment, RunDirectory directory) {
    var home = new File(environment.getOrDefault("HOME", ""));
    return home.isDirectory() ? home : directory.path().toFile();
  }

  private static void awaitReady(
      Process process, WatchService events, Path ready, DisplayLog log, long deadlineNanos)
      throws BackendException {
    try {
      while (!Files.exists(ready)) {
        long left = deadlineNanos - System.nanoTime();
        WatchKey key = left <= 0 ? null : events.poll(left, TimeUnit.NANOSECONDS);
        if (key == null) {
          throw new BackendException(
              BackendException.Kind.FAILED,
              "sway was not ready in time"
                  + said(log)
                  + "; a busy machine may need a longer"
                  + " open.timeout.ms");
        }
        key.pollEvents();
        key.reset();
      }
    } catch (ClosedWatchServiceException e) {
      throw new BackendException(BackendException.Kind.FAILED, ended(process, log), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(BackendException.Kind.FAILED, "interrupted while sway started", e);
    }
  }

  /// Why sway is gone, for a human.
  static String ended(Process process, DisplayLog log) {
    try {
      process.waitFor(Duration.ofMillis(500));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    String how = process.isAlive() ? "closed its sockets" : "ended with " + process.exitValue();
    String said = said(log);
    String remedy =
        said.contains("drop root")
            ? "; sway refuses root: set 'user' in io.oriel.vdisplay.wlroots to an ordinary user"
            : "";
    return "sway " + how + said + remedy;
  }

  private static String said(DisplayLog log) {
    String tail = log.tail(4);
    return tail.isEmpty() ? " without a word" : ", it said: " + tail + " (" + log.file() + ")";
  }

  private static void closeQuietly(WatchService events) {
    try {
      events.close();
    } catch (IOException _) {
      // it only has to wake the one who waits
    }
  }
}
