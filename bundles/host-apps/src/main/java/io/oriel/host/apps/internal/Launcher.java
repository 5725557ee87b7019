package io.oriel.host.apps.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppCatalog;
import io.oriel.api.app.AppException;
import io.oriel.api.app.AppExit;
import io.oriel.api.app.AppLauncher;
import io.oriel.api.app.RunningApp;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.programs.MarkedProcesses;
import io.oriel.lib.programs.ProgramLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts applications. Each is found again by a variable in the environment of all that comes of
/// it.
@Component(configurationPid = "io.oriel.host.apps")
public final class Launcher implements AppLauncher {
  /// The variable.
  static final String MARK = "ORIEL_RUN";

  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  private final AppCatalog catalog;
  private final Set<AppProcess> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private volatile AppSettings settings;

  @Activate
  public Launcher(AppSettings settings, @Reference AppCatalog catalog) {
    this.settings = settings;
    this.catalog = catalog;
  }

  /// Settings apply to the next application.
  @Modified
  void modified(AppSettings changed) {
    settings = changed;
  }

  /// By now every display has been closed; what is left is a leak.
  @Deactivate
  void close() {
    Set.copyOf(running).parallelStream().forEach(AppProcess::close);
  }

  @Override
  public RunningApp launch(String appId, VirtualDisplay display) throws AppException {
    App app =
        catalog
            .byId(appId)
            .orElseThrow(() -> new AppException("The host has no application " + appId));
    AppSettings now = settings; // read once: it may change
    String run = display.id() + "-" + count.incrementAndGet();
    var mark = new MarkedProcesses(MARK, run);
    AppCommand command = AppCommand.of(app, display, mark);
    AppProcess process;
    try {
      ProgramLog log = ProgramLog.create("app", run);
      process =
          AppProcess.start(
              app,
              command,
              mark,
              log,
              now.log_kib() * 1024L,
              Duration.ofMillis(now.end_patience_ms()),
              running::remove);
    } catch (IOException e) {
      throw new AppException(app.title() + " cannot be started: " + e.getMessage());
    }
    running.add(process);
    LOG.info("{} runs on display {}; it writes to {}", app.title(), display.id(), process.log());
    refuseFailed(process, Duration.ofMillis(now.start_watch_ms()));
    return process;
  }

  private static void refuseFailed(AppProcess process, Duration most) throws AppException {
    Optional<AppExit> exit = process.await(most);
    if (exit.isPresent() && exit.get().how() == AppExit.How.FAILED_AT_ONCE) {
      process.close();
      throw new AppException(exit.get().detail());
    }
  }
}
