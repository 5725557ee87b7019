package io.oriel.host.apps.internal;

import io.oriel.api.app.AppCatalog;
import io.oriel.api.app.AppLibrary;
import io.oriel.host.apps.internal.card.Cards;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The entries of all libraries, merged anew after every change.
@Component(configurationPid = "io.oriel.host.apps", immediate = true)
@Designate(ocd = AppSettings.class)
public final class Catalog implements AppCatalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  /// A library with what it is registered with.
  private record Known(AppLibrary library, int ranking, int order, AutoCloseable watch) {}

  private final Map<AppLibrary, Known> libraries = new ConcurrentHashMap<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final Cards cards = new Cards();
  private volatile AppSettings settings; // null: not active yet
  private volatile Merge.Result merged = new Merge.Result(List.of(), List.of());

  @Activate
  void activate(AppSettings given) {
    settings = given;
    merge();
  }

  /// The list follows at once.
  @Modified
  void modified(AppSettings changed) {
    settings = changed;
    merge();
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindLibrary(AppLibrary library, Map<String, Object> properties) {
    int ranking = properties.get("service.ranking") instanceof Integer rank ? rank : 0;
    int order = library instanceof CustomEntry entry ? entry.order() : 0;
    libraries.put(library, new Known(library, ranking, order, library.watch(this::merge)));
    merge();
  }

  void unbindLibrary(AppLibrary library) {
    Known known = libraries.remove(library);
    if (known != null) {
      try {
        known.watch().close();
      } catch (Exception e) {
        LOG.warn("the watch of {} does not close: {}", library.library(), e.toString());
      }
      merge();
    }
  }

  private void merge() {
    synchronized (this) {
      AppSettings now = settings; // in here: of two changes the later one counts
      if (now == null) {
        return;
      }
      var sorted =
          libraries.values().stream()
              .sorted(
                  Comparator.comparingInt((Known known) -> -known.ranking())
                      .thenComparingInt(Known::order)
                      .thenComparing(known -> known.library().library())
                      .thenComparing(Catalog::firstTitle))
              .map(Known::library)
              .toList();
      var before = merged;
      merged = Merge.of(sorted, now);
      if (merged.equals(before)) {
        return;
      }
      merged.remarks().stream()
          .filter(remark -> !before.remarks().contains(remark))
          .forEach(remark -> LOG.info("applications: {}", remark));
    }
    watchers.forEach(Runnable::run);
  }

  private static String firstTitle(Known known) {
    return known.library().apps().stream().map(app -> app.title()).findFirst().orElse("");
  }

  @Override
  public List<Entry> entries() {
    return merged.entries();
  }

  @Override
  public List<String> remarks() {
    return merged.remarks();
  }

  @Override
  public Optional<byte[]> card(String id) {
    return byId(id).flatMap(cards::of);
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    watchers.add(changed);
    return () -> watchers.remove(changed);
  }
}
