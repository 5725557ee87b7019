package io.oriel.library.desktop.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppLibrary;
import io.oriel.lib.programs.FolderWatch;
import io.oriel.lib.programs.Programs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Programs with a desktop file, as far as the settings list them; read again when something in
/// their folders changes.
@Component(configurationPid = "io.oriel.library.desktop", property = "service.ranking:Integer=10")
@Designate(ocd = MenuSettings.class)
public final class DesktopMenu implements AppLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(DesktopMenu.class);

  private final Map<String, String> variables;
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final FolderWatch watch;
  private volatile MenuSettings settings;
  private volatile MenuScan.Result found;

  @Activate
  public DesktopMenu(MenuSettings settings) {
    this(settings, System.getenv());
  }

  DesktopMenu(MenuSettings settings, Map<String, String> variables) {
    this.settings = settings;
    this.variables = variables;
    found = scan();
    watch = watched();
  }

  private FolderWatch watched() {
    try {
      return FolderWatch.start("oriel-menu", () -> folders().watched(), this::renew);
    } catch (IOException e) {
      LOG.warn("new programs are listed after a restart only: {}", e.toString());
      return null;
    }
  }

  /// The list follows at once.
  @Modified
  void modified(MenuSettings changed) {
    settings = changed;
    renew();
  }

  @Deactivate
  void close() {
    if (watch != null) {
      watch.close();
    }
  }

  private MenuScan.Result scan() {
    MenuSettings now = settings;
    return new MenuScan(folders(), MenuChoice.of(now), Programs.ofHost(), locale()).run();
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

  private DataFolders folders() {
    return DataFolders.of(variables, MenuChoice.items(settings.folders()).map(Path::of).toList());
  }

  private String locale() {
    for (String name : List.of("LC_ALL", "LC_MESSAGES", "LANG")) {
      String value = variables.getOrDefault(name, "");
      if (!value.isBlank()) {
        return value;
      }
    }
    return "C";
  }

  @Override
  public String library() {
    return "desktop";
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
