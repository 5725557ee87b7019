package io.oriel.library.steam.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppLibrary;
import io.oriel.lib.programs.FolderWatch;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Steam and its installed games; read again when something is installed or removed.
@Component(configurationPid = "io.oriel.library.steam", property = "service.ranking:Integer=100")
@Designate(ocd = SteamSettings.class)
public final class SteamLibrary implements AppLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(SteamLibrary.class);

  private final Path home;
  private final Programs programs;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final FolderWatch watch;
  private volatile SteamSettings settings;
  private volatile SteamScan.Result found;

  @Activate
  public SteamLibrary(SteamSettings settings) {
    this(settings, Path.of(System.getProperty("user.home")), Programs.ofHost());
  }

  SteamLibrary(SteamSettings settings, Path home, Programs programs) {
    this.settings = settings;
    this.home = home;
    this.programs = programs;
    found = scan();
    watch = watched();
  }

  private FolderWatch watched() {
    try {
      return FolderWatch.start("oriel-steam", () -> SteamScan.watched(home, settings), this::renew);
    } catch (IOException e) {
      LOG.warn("new games are listed after a restart only: {}", e.toString());
      return null;
    }
  }

  /// The list follows at once.
  @Modified
  void modified(SteamSettings changed) {
    settings = changed;
    renew();
  }

  @Deactivate
  void close() {
    if (watch != null) {
      watch.close();
    }
  }

  private SteamScan.Result scan() {
    return new SteamScan(home, settings, programs).run();
  }

  private void renew() {
    boolean changed;
    synchronized (this) { // the settings' thread and the watch: the later scan counts
      var before = found;
      found = scan();
      changed = !found.equals(before);
    }
    if (changed) {
      watchers.forEach(Runnable::run);
    }
  }

  @Override
  public String library() {
    return "steam";
  }

  @Override
  public List<App> apps() {
    return found.apps();
  }

  @Override
  public List<String> remarks() {
    return found.remarks();
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
