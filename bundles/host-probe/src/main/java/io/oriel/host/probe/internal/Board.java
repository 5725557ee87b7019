package io.oriel.host.probe.internal;

import io.oriel.api.backend.HostFacts;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.probe.Probe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.propertytypes.ServiceDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the probes and shows what they find, as facts and as conditions.
///
/// All changes happen on one thread, `oriel-control`: what has been posted by then becomes one new
/// snapshot, then the conditions flip, then the watchers are told. A plan made by a component that
/// a condition has just brought up therefore sees the facts that go with it.
@Component(
    immediate = true,
    // The probes shipped beside it: else it would be settled once before it knew the first of them.
    property = "probe.cardinality.minimum:Integer=8")
@ServiceDescription("Facts and conditions of the box")
public final class Board implements FactBoard {
  /// Present once every probe known at the time has posted its first facts.
  static final String SETTLED = "oriel.probes.settled";

  private static final Logger LOG = LoggerFactory.getLogger(Board.class);

  private final ConditionServices services;
  private final ExecutorService control;
  private final LinkedBlockingQueue<Runnable> posted = new LinkedBlockingQueue<>();
  private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
  private final Map<Probe, RunningProbe> probes =
      Collections.synchronizedMap(new IdentityHashMap<>());
  private final List<Findings> findings = new ArrayList<>(); // control thread only
  private int starting = 1; // control thread only: probes without first facts, and the board
  private volatile Snapshot facts = new Snapshot(Map.of(), 0);
  private volatile Set<String> conditions = Set.of();

  @Activate
  public Board(BundleContext context) {
    services = new ConditionServices(context);
    control =
        Executors.newSingleThreadExecutor(
            body -> Thread.ofPlatform().name("oriel-control").daemon().unstarted(body));
  }

  /// Every probe that was there is bound by now.
  @Activate
  void opened() {
    post(() -> starting--);
  }

  @Reference(
      name = "probe",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  void addProbe(Probe probe) {
    var found = new Findings(this::post);
    post(
        () -> {
          findings.add(found);
          starting++;
        });
    probes.put(probe, RunningProbe.start(probe, found, () -> post(() -> starting--)));
  }

  void removeProbe(Probe probe) {
    RunningProbe running = probes.remove(probe);
    if (running != null) {
      running.close();
      post(() -> findings.remove(running.findings()));
    }
  }

  @Override
  public HostFacts facts() {
    return facts;
  }

  @Override
  public Set<String> conditions() {
    return conditions;
  }

  @Override
  public AutoCloseable watch(Runnable changed) {
    // A wrapper of its own, so that closing one watch leaves another of the same callback alone.
    Runnable own = () -> changed.run();
    watchers.add(own);
    return () -> watchers.remove(own);
  }

  /// Probes first, so that nothing is posted behind the last change.
  @Deactivate
  void close() throws InterruptedException {
    List.copyOf(probes.keySet()).forEach(this::removeProbe);
    execute(() -> services.show(Set.of()));
    control.shutdown();
    if (!control.awaitTermination(5, TimeUnit.SECONDS)) {
      LOG.warn("A component took over 5 s to go away with its condition");
    }
  }

  private void post(Runnable change) {
    posted.add(change);
    execute(this::apply);
  }

  private void execute(Runnable task) {
    try {
      control.execute(task);
    } catch (RejectedExecutionException _) {
      // The board is closed: nobody reads what would change.
    }
  }

  private void apply() {
    var batch = new ArrayList<Runnable>();
    if (posted.drainTo(batch) == 0) {
      return; // an earlier run took them along
    }
    batch.forEach(Runnable::run);
    var merged = new TreeMap<String, String>();
    var present = new TreeSet<String>();
    for (Findings one : findings) {
      merged.putAll(one.facts);
      present.addAll(one.conditions);
    }
    if (starting == 0) {
      present.add(SETTLED);
    }
    boolean other = !merged.equals(facts.facts());
    if (other) {
      facts = new Snapshot(merged, facts.generation() + 1);
    }
    if (!present.equals(conditions)) {
      other = true;
      conditions = Collections.unmodifiableSet(present);
      services.show(present);
    }
    if (other) {
      watchers.forEach(Board::tell);
    }
  }

  private static void tell(Runnable watcher) {
    try {
      watcher.run();
    } catch (RuntimeException e) {
      LOG.warn("A watcher of the facts failed: {}", e.toString());
    }
  }
}
