package io.oriel.host.apps.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppCatalog.Entry;
import io.oriel.api.app.AppLibrary;
import io.oriel.api.app.AppPicture;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes one list of all libraries and the operator's wishes. Pure.
///
/// Ids are unique: the first library that has one keeps it. Titles of what is listed are unique,
/// since people and clients choose by them: a second library with the same title gives way, a
/// second entry of the same library gets a number.
final class Merge {
  private static final int LONGEST_TITLE = 100;
  private static final App DESKTOP =
      new App(
          App.DESKTOP,
          "Desktop",
          List.of(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          false,
          false,
          false);

  private final AppSettings settings;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Entry> listedByTitle = new HashMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final Set<String> used = new HashSet<>();

  private Merge(AppSettings settings) {
    this.settings = settings;
  }

  /// @param entries in the order to show
  /// @param remarks what is wrong with libraries and wishes
  record Result(List<Entry> entries, List<String> remarks) {}

  /// @param libraries those whose titles count more come first
  static Result of(List<AppLibrary> libraries, AppSettings settings) {
    var merge = new Merge(settings);
    merge.add(DESKTOP, "host", settings.desktop() ? "" : "desktop is off in the settings");
    for (AppLibrary library : libraries) {
      library.apps().forEach(app -> merge.add(app, library.library(), ""));
      merge.remarks.addAll(library.remarks());
    }
    return merge.result();
  }

  private void add(App app, String library, String unlisted) {
    if (entries.containsKey(app.id())) {
      remarks.add(app.id() + " of " + library + " is there twice, the second one is left out");
      return;
    }
    Entry made = decide(pictured(app), library, unlisted);
    entries.put(app.id(), made);
    if (made.listed()) {
      listedByTitle.put(key(made.app().title()), made);
    }
  }

  private Entry decide(App app, String library, String unlisted) {
    Optional<String> wished = wish(settings.titles(), app);
    App titled = app.titled(plain(wished.orElse(app.title())));
    String why = wished.isPresent() ? "titles calls it so" : "";
    if (!unlisted.isEmpty()) {
      return new Entry(titled, library, false, unlisted);
    }
    for (String wish : Lists.items(settings.hide())) {
      if (matches(wish, app) || matches(wish, titled)) {
        used.add(wish);
        return new Entry(titled, library, false, "hide names " + wish);
      }
    }
    Entry same = listedByTitle.get(key(titled.title()));
    if (same != null && !same.library().equals(library)) {
      return new Entry(
          titled, library, false, same.app().id() + " of " + same.library() + " has this title");
    }
    for (int number = 2; same != null; number++) {
      App numbered = titled.titled(numbered(titled.title(), number));
      same = listedByTitle.get(key(numbered.title()));
      if (same == null) {
        return new Entry(numbered, library, true, "another one has the same title");
      }
    }
    return new Entry(titled, library, true, why);
  }

  private App pictured(App app) {
    Optional<String> file = wish(settings.pictures(), app);
    try {
      return file.isEmpty()
          ? app
          : app.pictured(new AppPicture(Path.of(file.get()), AppPicture.Kind.COVER));
    } catch (InvalidPathException e) {
      remarks.add("pictures: " + e.getMessage());
      return app;
    }
  }

  /// What is said of an application in a list of `id=text`.
  private Optional<String> wish(String[] list, App app) {
    for (String line : list) {
      int cut = line.indexOf('=');
      String name = cut < 0 ? line : line.substring(0, cut).strip();
      if (cut > 0 && !line.substring(cut + 1).isBlank() && matches(name, app)) {
        used.add(line);
        return Optional.of(line.substring(cut + 1).strip());
      }
    }
    return Optional.empty();
  }

  private static boolean matches(String wish, App app) {
    if (wish.endsWith("*")) {
      return app.id().startsWith(wish.substring(0, wish.length() - 1));
    }
    return app.id().equals(wish) || app.title().equalsIgnoreCase(wish);
  }

  private Result result() {
    var all = new ArrayList<Entry>();
    for (String wish : Lists.items(settings.first())) {
      for (Entry entry : entries.values()) {
        if (matches(wish, entry.app()) && !all.contains(entry)) {
          used.add(wish);
          all.add(entry);
        }
      }
    }
    entries.values().stream().filter(entry -> !all.contains(entry)).forEach(all::add);
    if (all.stream().noneMatch(Entry::listed)) {
      all.replaceAll(
          entry ->
              entry.app().id().equals(App.DESKTOP)
                  ? new Entry(entry.app(), entry.library(), true, "nothing else is listed")
                  : entry);
    }
    Stream.of(Lists.items(settings.hide()), Lists.items(settings.first()))
        .flatMap(List::stream)
        .filter(wish -> !used.contains(wish))
        .forEach(wish -> remarks.add("no library has " + wish + ", which the settings name"));
    Stream.of(settings.titles(), settings.pictures())
        .flatMap(Stream::of)
        .filter(line -> !line.isBlank() && !used.contains(line))
        .forEach(line -> remarks.add("no library has what the settings name in " + line));
    return new Result(List.copyOf(all), List.copyOf(remarks));
  }

  private static String key(String title) {
    return title.toLowerCase(Locale.ROOT);
  }

  /// Without line breaks and what else moves a cursor, and not too long.
  private static String plain(String title) {
    String plain = title.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.isEmpty() ? "?" : cut(plain, LONGEST_TITLE);
  }

  /// With room for the number, whatever the title's length is.
  private static String numbered(String title, int number) {
    String end = " (" + number + ")";
    return cut(title, LONGEST_TITLE - end.length()) + end;
  }

  /// Never through the middle of a character of two units.
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }
}
