package io.oriel.host.apps.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppException;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.lib.programs.Account;
import io.oriel.lib.programs.MarkedProcesses;
import io.oriel.lib.programs.Programs;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An application's command made ready for one display: who runs it, where, with which variables.
///
/// @param words the whole command, with what goes before it
record AppCommand(List<String> words, File directory, Map<String, String> environment) {
  /// @throws AppException naming what of the application is not there
  static AppCommand of(App app, VirtualDisplay display, MarkedProcesses mark) throws AppException {
    if (app.command().isEmpty()) {
      throw new AppException(app.title() + " has no program to start");
    }
    var environment = new TreeMap<>(display.environment());
    environment.putAll(app.environment());
    environment.put(mark.variable(), mark.value());
    String home = environment.getOrDefault("HOME", "");
    var words = new ArrayList<>(List.of("setsid")); // a kernel session of its own
    words.addAll(account(app, display).prefix());
    for (String word : app.command()) {
      words.add(word.startsWith("~/") ? home + word.substring(1) : word);
    }
    File directory = directory(app, home);
    String program = words.get(words.size() - app.command().size());
    if (!runs(program, environment.getOrDefault("PATH", ""), directory)) {
      throw new AppException(
          app.title()
              + " cannot be started: there is no program "
              + program
              + " on the host that could be run");
    }
    return new AppCommand(List.copyOf(words), directory, Map.copyOf(environment));
  }

  private static boolean runs(String program, String path, File directory) {
    if (program.contains("/")) {
      Path file = directory.toPath().resolve(program);
      return Files.isRegularFile(file) && Files.isExecutable(file);
    }
    return new Programs(path).has(program);
  }

  private static File directory(App app, String home) throws AppException {
    if (app.directory().isEmpty()) {
      var file = new File(home);
      return file.isDirectory() ? file : new File("/");
    }
    String wanted = app.directory().get().toString();
    var file = new File(wanted.startsWith("~/") ? home + wanted.substring(1) : wanted);
    if (!file.isDirectory()) {
      throw new AppException(
          app.title() + " cannot be started: there is no folder " + file + " on the host");
    }
    return file;
  }

  private static Account account(App app, VirtualDisplay display) throws AppException {
    try {
      if (display.account().isEmpty()) {
        return new Account(false, System.getProperty("user.name"), 0);
      }
      String user = display.account().get();
      return Account.choose(Account.hostUid(), user, Account.PASSWD)
          .orElseThrow(() -> new AppException(app.title() + " cannot be started: no user " + user));
    } catch (IOException e) {
      throw new AppException(app.title() + " cannot be started: " + e.getMessage());
    }
  }
}
