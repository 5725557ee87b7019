package io.oriel.host.apps.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppLibrary;
import io.oriel.api.app.AppPicture;
import io.oriel.lib.programs.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One application from a file `etc/io.oriel.host.apps.entry-NAME.cfg`.
///
/// An edited file makes a new instance: nothing runs in here that could be disturbed, and the
/// catalogue follows.
@Component(
    configurationPid = "io.oriel.host.apps.entry",
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = "service.ranking:Integer=1000")
@Designate(ocd = EntrySettings.class, factory = true)
public final class CustomEntry implements AppLibrary {
  private static final Logger LOG = LoggerFactory.getLogger(CustomEntry.class);

  private final List<String> remarks = new ArrayList<>();
  private final List<App> apps;
  private final int order;

  @Activate
  public CustomEntry(EntrySettings settings, Map<String, Object> properties) {
    String source = EntryName.source(properties);
    order = settings.order();
    apps = app(settings, EntryName.of(properties), source).map(List::of).orElse(List.of());
    remarks.forEach(LOG::warn);
  }

  private Optional<App> app(EntrySettings settings, String name, String source) {
    if (settings.title().isBlank()) {
      remarks.add(source + " is not listed: title is missing");
      return Optional.empty();
    }
    if (settings.command().isBlank()) {
      remarks.add(source + " is not listed: command is missing");
      return Optional.empty();
    }
    String key = "command";
    try {
      List<String> command = CommandLine.words(settings.command());
      key = "environment";
      Map<String, String> environment = environment(settings.environment());
      key = "title";
      return Optional.of(
          new App(
              "custom:" + name,
              settings.title().strip(),
              command,
              Optional.of(settings.directory().strip()).filter(d -> !d.isEmpty()).map(Path::of),
              environment,
              picture(settings, source),
              settings.end_session(),
              settings.wait_for_all(),
              settings.game()));
    } catch (IllegalArgumentException e) {
      remarks.add(source + " is not listed: " + key + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<AppPicture> picture(EntrySettings settings, String source) {
    String file = settings.picture().strip();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    if (!Files.isReadable(Path.of(file))) {
      remarks.add(source + " is listed without its picture: there is no " + file);
      return Optional.empty();
    }
    return Optional.of(
        new AppPicture(
            Path.of(file), settings.cover() ? AppPicture.Kind.COVER : AppPicture.Kind.ICON));
  }

  private static Map<String, String> environment(String[] lines) {
    var variables = new LinkedHashMap<String, String>();
    for (String line : lines) {
      if (line.isBlank()) {
        continue;
      }
      String[] pair = line.strip().split("=", 2);
      if (pair.length < 2 || !pair[0].matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw new IllegalArgumentException("\"" + line.strip() + "\" is not NAME=value");
      }
      variables.put(pair[0], pair[1]);
    }
    return variables;
  }

  int order() {
    return order;
  }

  @Override
  public String library() {
    return "custom";
  }

  @Override
  public List<App> apps() {
    return apps;
  }

  @Override
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    return () -> {};
  }
}
