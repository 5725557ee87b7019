package io.oriel.host.apps.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppExit;
import io.oriel.api.app.RunningApp;
import io.oriel.lib.programs.MarkedProcesses;
import io.oriel.lib.programs.ProgramLog;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running application. A virtual thread waits for its end and keeps its log small.
final class AppProcess implements RunningApp {
  private static final Logger LOG = LoggerFactory.getLogger(AppProcess.class);

  /// What ends sooner has failed, or has handed its work on.
  private static final Duration AT_ONCE = Duration.ofSeconds(3);

  private static final int LAST_WORDS = 4;

  private final App app;
  private final Process process;
  private final MarkedProcesses mark;
  private final ProgramLog log;
  private final long mostLogBytes;
  private final Duration patience;
  private final Consumer<AppProcess> gone;
  private final long startedNanos = System.nanoTime();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<AppExit> ended = new CompletableFuture<>();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private Consumer<AppExit> told; // `this` lock; null: nobody

  private AppProcess(
      App app,
      Process process,
      MarkedProcesses mark,
      ProgramLog log,
      long mostLogBytes,
      Duration patience,
      Consumer<AppProcess> gone) {
    this.app = app;
    this.process = process;
    this.mark = mark;
    this.log = log;
    this.mostLogBytes = mostLogBytes;
    this.patience = patience;
    this.gone = gone;
  }

  /// @param gone told after [#close]
  static AppProcess start(
      App app,
      AppCommand command,
      MarkedProcesses mark,
      ProgramLog log,
      long mostLogBytes,
      Duration patience,
      Consumer<AppProcess> gone)
      throws IOException {
    var builder =
        new ProcessBuilder(command.words())
            .directory(command.directory())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.file().toFile()));
    builder.environment().clear();
    builder.environment().putAll(command.environment());
    var started = new AppProcess(app, builder.start(), mark, log, mostLogBytes, patience, gone);
    Thread.ofVirtual().name("oriel-app-" + mark.value()).start(started::follow);
    return started;
  }

  Path log() {
    return log.file();
  }

  /// Waits for the end.
  ///
  /// @return empty: it runs
  Optional<AppExit> await(Duration most) {
    try {
      return Optional.of(ended.get(most.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException _) {
      return Optional.empty();
    }
  }

  @Override
  public App app() {
    return app;
  }

  @Override
  public boolean running() {
    return !ended.isDone();
  }

  @Override
  public void whenEnded(Consumer<AppExit> next) {
    synchronized (this) {
      told = next;
      if (!ended.isDone()) {
        return;
      }
    }
    Thread.startVirtualThread(() -> next.accept(ended.join()));
  }

  private void follow() {
    try {
      while (!process.waitFor(1, TimeUnit.SECONDS)) {
        boundLog();
      }
      AppExit exit = judge();
      Consumer<AppExit> listener;
      synchronized (this) {
        ended.complete(exit);
        listener = told;
      }
      LOG.info("{}; it wrote to {}", exit.detail(), log.file());
      if (listener != null) {
        listener.accept(exit);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("{} is not watched any more", app.title(), e);
      ended.completeExceptionally(e);
    }
  }

  /// What the end of the first process means.
  private AppExit judge() throws InterruptedException {
    long lived = System.nanoTime() - startedNanos;
    int status = process.exitValue();
    boolean atOnce = lived < AT_ONCE.toNanos();
    if (!closing.get() && atOnce && status != 0) {
      return new AppExit(AppExit.How.FAILED_AT_ONCE, status, failure(status, lived));
    }
    boolean left = (atOnce || app.waitsForAll()) && awaitOthers();
    if (closing.get()) {
      return new AppExit(AppExit.How.CLOSED, status, app.title() + " was closed");
    }
    if (atOnce && !left) {
      return new AppExit(
          AppExit.How.HANDED_OVER,
          status,
          app.title() + " ended at once without an error; something that runs already may show it");
    }
    return new AppExit(
        AppExit.How.ENDED,
        status,
        app.title() + " ended" + (status == 0 ? "" : " with status " + status + said()));
  }

  /// Waits for all that came of the application and is not its first process.
  ///
  /// @return whether there was any
  private boolean awaitOthers() throws InterruptedException {
    boolean any = false;
    List<ProcessHandle> others;
    while (!(others = processes().alive()).isEmpty()) {
      any = true;
      awaitOne(others.getFirst());
    }
    return any;
  }

  private void awaitOne(ProcessHandle process) throws InterruptedException {
    var exit = process.onExit(); // once: what is asked for anew every second piles up
    while (!exit.isDone()) {
      try {
        exit.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException _) {
        boundLog();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private void boundLog() {
    try {
      log.bound(mostLogBytes);
    } catch (IOException e) {
      LOG.warn("{} cannot be kept small: {}", log.file(), e.toString());
    }
  }

  private String failure(int status, long livedNanos) {
    return "%s failed %.1f s after its start, with status %d%s"
        .formatted(app.title(), livedNanos / 1e9, status, said());
  }

  private String said() {
    String tail = log.tail(LAST_WORDS);
    return tail.isEmpty() ? " and without a word" : "; it said: " + tail;
  }

  /// Its kernel session counts as long as the number cannot be somebody else's.
  private MarkedProcesses processes() {
    long pid = process.pid();
    boolean ours = process.isAlive() || !Files.exists(Path.of("/proc", Long.toString(pid)));
    return new MarkedProcesses(mark.variable(), mark.value(), ours ? pid : 0);
  }

  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      closed.join();
      return;
    }
    try {
      int left = processes().end(patience);
      if (left > 0) {
        LOG.warn("{} processes of {} could not be ended", left, app.title());
      }
    } finally {
      gone.accept(this);
      closed.complete(null);
    }
  }
}
