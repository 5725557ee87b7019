package io.oriel.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running host: the framework with its bundles. The launcher's main class and tests start it
/// alike.
public final class Host implements AutoCloseable {
  /// How long ending sessions, compositors and bundles may take.
  public static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private static final int DEPLOYED_LEVEL = 5;
  private static final int LAST_LEVEL = 7;
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Logger LOG = LoggerFactory.getLogger(Host.class);

  private final Framework framework;
  private final HostOptions options;
  private volatile int level;

  private Host(Framework framework, HostOptions options) {
    this.framework = framework;
    this.options = options;
    level = options.lastLevel();
  }

  /// Starts a host; returns when the last start level is reached. Blocks for seconds.
  ///
  /// A bundle that does not start does not stop the others: see [#troubles()].
  public static Host start(HostOptions options) throws HostException {
    Folders folders = options.folders();
    if (!Files.isDirectory(folders.distribution().resolve("system"))) {
      throw new HostException(
          ExitCode.FOLDERS,
          folders.distribution() + " is no distribution: it has no system/; build with Maven");
    }
    try {
      folders.create();
      StoredSettings.forgetFiles(folders);
      if (options.backends()) {
        new ShippedBackends(folders).deploy();
      }
      exportFolders(folders);
      return launch(options);
    } catch (IOException e) {
      throw new HostException(ExitCode.FOLDERS, "cannot use " + folders.data() + ": " + e, e);
    }
  }

  // JavaCPP reads this once, when the first FFmpeg class is loaded.
  private static void exportFolders(Folders folders) {
    Path natives = folders.cache().resolve("natives");
    System.setProperty("org.bytedeco.javacpp.cachedir", natives.toString());
    System.setProperty("oriel.home", folders.data().toString());
    System.setProperty("oriel.state", folders.state().toString());
    System.setProperty("oriel.logs", folders.logs().toString());
    System.setProperty("oriel.run", folders.run().toString());
  }

  private static Host launch(HostOptions options) throws IOException, HostException {
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class, Host.class.getClassLoader())
            .findFirst()
            .orElseThrow()
            .newFramework(settings(options));
    try {
      framework.init();
      new SystemBundles(framework.getBundleContext(), options).install();
      framework.start(); // level 1: settings and backends are read now
      startDeployed(framework.getBundleContext());
      climb(framework, options.lastLevel());
      return new Host(framework, options);
    } catch (BundleException e) {
      throw new HostException(ExitCode.FAILED, "the framework does not start: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException(ExitCode.FAILED, "interrupted while starting", e);
    }
  }

  /// The watcher starts what it installed only with its next look; the framework, told here, starts
  /// it at level 5, before the first transport.
  private static void startDeployed(BundleContext framework) throws BundleException {
    for (Bundle bundle : framework.getBundles()) {
      boolean deployed = bundle.adapt(BundleStartLevel.class).getStartLevel() == DEPLOYED_LEVEL;
      if (deployed && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
        bundle.start(Bundle.START_ACTIVATION_POLICY);
      }
    }
  }

  private static void climb(Framework framework, int level)
      throws InterruptedException, HostException {
    var reached = new CountDownLatch(1);
    var levels = framework.adapt(FrameworkStartLevel.class);
    levels.setStartLevel(
        level,
        event -> {
          if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            reached.countDown();
          }
        });
    if (!reached.await(START_TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      throw new HostException(
          ExitCode.FAILED,
          "start level "
              + levels.getStartLevel()
              + " was not left within "
              + START_TIMEOUT.toSeconds()
              + " s; a thread dump of this process tells who hangs");
    }
  }

  // The framework takes a map of text, and its own log object under one key.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static java.util.Map<String, String> settings(HostOptions options) throws IOException {
    return (java.util.Map) FrameworkSettings.of(options);
  }

  /// Starts what was left for later: the levels above [HostOptions#lastLevel()], up to 7.
  public void finish() throws HostException {
    try {
      new SystemBundles(framework.getBundleContext(), options)
          .install(options.lastLevel() + 1, LAST_LEVEL);
      climb(framework, LAST_LEVEL);
      level = LAST_LEVEL;
    } catch (IOException e) {
      throw new HostException(ExitCode.FOLDERS, "cannot read the distribution: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException(ExitCode.FAILED, "interrupted while starting", e);
    }
  }

  /// The system bundle's view; invalid once stopped.
  public BundleContext context() {
    return framework.getBundleContext();
  }

  public HostOptions options() {
    return options;
  }

  /// Bundles that should run and do not, with the reason; empty: all is well.
  public List<String> troubles() {
    return new BundleReport(context()).troubles(level);
  }

  /// Asks to stop; returns at once.
  public void stop() {
    try {
      framework.stop();
    } catch (BundleException e) {
      LOG.error("the framework refuses to stop", e);
    }
  }

  /// Waits until the framework has stopped.
  ///
  /// @return `false`: the time is over and it has not
  public boolean awaitStop(Duration timeout) throws InterruptedException {
    return framework.waitForStop(timeout.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
  }

  /// Stops and waits, [#STOP_TIMEOUT] at most.
  @Override
  public void close() {
    stop();
    try {
      if (!awaitStop(STOP_TIMEOUT)) {
        LOG.error("not stopped within {} s; giving up", STOP_TIMEOUT.toSeconds());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
