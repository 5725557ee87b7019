package io.oriel.host.probe.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.probe.Probe;
import io.oriel.api.probe.ProbeSink;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.condition.Condition;

class BoardTest {
  /// Condition ids as registered (`+id`) and withdrawn (`-id`), with the thread's name.
  private final List<String> flips = new CopyOnWriteArrayList<>();

  private final Board board = new Board(context());

  @AfterEach
  void close() throws InterruptedException {
    board.close();
  }

  @Test
  void facts_and_conditions_of_a_probe_come_and_go_with_it() throws Exception {
    var probe = new FakeProbe();
    board.addProbe(probe);
    board.opened();
    await(board, () -> board.facts().text("a.b").isPresent());
    assertThat(board.facts().text("a.b")).contains("1");
    long first = board.facts().generation();
    await(board, () -> board.conditions().contains(Board.SETTLED));
    assertThat(board.conditions()).containsExactly("oriel.probes.settled", "oriel.test");

    board.removeProbe(probe);
    await(board, () -> board.facts().keys().isEmpty());

    assertThat(probe.closed.await(1, TimeUnit.SECONDS)).isTrue();
    assertThat(board.facts().generation()).isGreaterThan(first);
    assertThat(board.conditions()).doesNotContain("oriel.test");
    assertThat(flips).contains("+oriel.test oriel-control", "-oriel.test oriel-control");
  }

  @Test
  void facts_are_visible_before_the_condition_that_goes_with_them() throws Exception {
    var probe = new FakeProbe();
    board.addProbe(probe);

    await(board, () -> board.conditions().contains("oriel.test"));

    assertThat(board.facts().text("a.b")).isPresent();
  }

  @Test
  void an_equal_post_changes_nothing() throws Exception {
    var probe = new FakeProbe();
    board.addProbe(probe);
    board.opened();
    await(board, () -> board.conditions().contains(Board.SETTLED));
    long before = board.facts().generation();

    probe.sink.fact("a.b", "1");
    probe.sink.fact("other", "2");
    await(board, () -> board.facts().text("other").isPresent());

    assertThat(board.facts().generation()).isEqualTo(before + 1);
  }

  @Test
  void a_probe_that_fails_leaves_the_others_alone() throws Exception {
    board.addProbe(
        new FakeProbe() {
          @Override
          public void start(ProbeSink to) {
            throw new IllegalStateException("broken on purpose");
          }
        });
    board.addProbe(new FakeProbe());
    board.opened();

    await(board, () -> board.conditions().contains(Board.SETTLED));

    assertThat(board.facts().text("a.b")).isPresent();
  }

  @Test
  void closing_withdraws_every_condition() throws Exception {
    board.addProbe(new FakeProbe());
    await(board, () -> board.conditions().contains("oriel.test"));

    board.close();

    assertThat(flips).contains("-oriel.test oriel-control");
  }

  private interface Check {
    boolean holds();
  }

  private static void await(Board board, Check check) throws Exception {
    var changes = new LinkedBlockingQueue<Boolean>();
    try (var _ = board.watch(() -> changes.add(true))) {
      long end = System.nanoTime() + 5_000_000_000L;
      while (!check.holds()) {
        changes.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        assertThat(System.nanoTime()).as("within 5 s").isLessThan(end);
      }
    }
  }

  private BundleContext context() {
    return (BundleContext)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {BundleContext.class},
            (_, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("registerService");
              String id = (String) ((Dictionary<?, ?>) arguments[2]).get(Condition.CONDITION_ID);
              flips.add("+" + id + " " + Thread.currentThread().getName());
              return Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ServiceRegistration.class},
                  (_, _, _) -> {
                    flips.add("-" + id + " " + Thread.currentThread().getName());
                    return null;
                  });
            });
  }

  private static class FakeProbe implements Probe {
    final CountDownLatch closed = new CountDownLatch(1);
    volatile ProbeSink sink;

    @Override
    public void start(ProbeSink to) {
      sink = to;
      to.fact("a.b", "1");
      to.condition("oriel.test", true);
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }
}
