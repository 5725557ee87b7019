package io.oriel.transport.gamestream.internal;

import io.oriel.api.app.App;
import io.oriel.api.app.AppCatalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What clients can start, with the numbers by which they ask for it (GameStream protocol notes
/// §1.8). Any thread.
public final class Apps {
  /// An entry of the list.
  ///
  /// @param number positive, the same after every restart, since clients keep it
  /// @param app from the catalogue
  public record Numbered(int number, App app) {}

  // The number clients know the desktop by since the first release.
  private static final int DESKTOP = 881_448_767;

  /// The catalogue as it was, and the numbers of all its entries, also of those not listed.
  private record Known(List<AppCatalog.Entry> entries, Map<String, Integer> numbers) {}

  private final AppCatalog catalog;
  private volatile Known known = new Known(List.of(), Map.of());

  public Apps(AppCatalog catalog) {
    this.catalog = catalog;
  }

  /// Those that clients see, in order; never empty (GS-H-08).
  public List<Numbered> listed() {
    var numbers = numbers();
    return catalog.apps().stream()
        .map(app -> new Numbered(numbers.getOrDefault(app.id(), hash(app.id())), app))
        .toList();
  }

  /// One of those that clients see.
  public Optional<App> byNumber(int number) {
    return listed().stream().filter(one -> one.number() == number).map(Numbered::app).findFirst();
  }

  /// The number of an application, also of one that runs and is not listed any more.
  public int number(String id) {
    return numbers().getOrDefault(id, hash(id));
  }

  /// What people call it.
  public String title(String id) {
    return catalog.byId(id).map(App::title).orElse(id);
  }

  /// The picture for the lists of clients (PNG).
  public Optional<byte[]> card(int number) {
    return byNumber(number).flatMap(app -> catalog.card(app.id()));
  }

  private Map<String, Integer> numbers() {
    List<AppCatalog.Entry> now = catalog.entries();
    Known last = known;
    if (last.entries() != now) { // asked several times a second, and hardly ever another list
      last = new Known(now, number(now.stream().map(entry -> entry.app().id()).toList()));
      known = last;
    }
    return last.numbers();
  }

  /// Two ids with the same number: the later one in the alphabet gets another, whatever the order
  /// of the list is.
  static Map<String, Integer> number(List<String> ids) {
    var sorted = new ArrayList<>(ids);
    sorted.sort(
        Comparator.comparing((String id) -> !id.equals(App.DESKTOP)).thenComparing(id -> id));
    var taken = new HashMap<Integer, String>();
    var numbers = new HashMap<String, Integer>();
    for (String id : sorted) {
      int number = hash(id);
      for (int turn = 1; taken.containsKey(number); turn++) {
        number = hash(id + "#" + turn);
      }
      taken.put(number, id);
      numbers.put(id, number);
    }
    return numbers;
  }

  /// The first 31 bits of SHA-256, not 0, which means that nothing runs.
  private static int hash(String id) {
    if (id.equals(App.DESKTOP)) {
      return DESKTOP;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      int number =
          (digest[0] & 0x7f) << 24
              | (digest[1] & 0xff) << 16
              | (digest[2] & 0xff) << 8
              | digest[3] & 0xff;
      return number == 0 ? 1 : number;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
