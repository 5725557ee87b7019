package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.backend.Assessment;
import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.HostFacts;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.VirtualDisplay;
import io.oriel.api.media.Codec;
import io.oriel.api.media.Fourcc;
import io.oriel.api.probe.FactBoard;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.trust.TrustStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrchestratorTest {
  private static final Assessment FIT = new Assessment.Fit(50, Duration.ZERO, List.of());

  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final CountDownLatch returned = new CountDownLatch(1);
  private final Backends backends = new Backends();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile BackendException refusal;
  private Orchestrator orchestrator;

  @BeforeEach
  void start() {
    backends.addDisplay(Fakes.display(FIT), Fakes.id("display"));
    backends.addCapture(Fakes.capture(FIT, Fourcc.XRGB8888), Fakes.id("capture"));
    backends.addEncoder(Fakes.encoder(Codec.H264, Fourcc.XRGB8888, FIT), Fakes.id("encoder"));
    HostFacts facts = answering(HostFacts.class, Map.of());
    orchestrator =
        new Orchestrator(
            answering(SessionSettings.class, Map.of("max_sessions", _ -> 1)),
            backends,
            answering(
                DisplayKeeper.class,
                Map.of(
                    "open",
                    _ -> {
                      opened.incrementAndGet();
                      if (refusal != null) {
                        throw refusal;
                      }
                      return lease();
                    })),
            answering(FactBoard.class, Map.of("facts", _ -> facts)),
            answering(TrustStore.class, Map.of("clients", _ -> List.of(Fakes.client()))));
  }

  @AfterEach
  void stop() throws Exception {
    orchestrator.close();
  }

  /// A display that takes its time, whoever is in a hurry.
  private DisplayKeeper.Lease lease() throws InterruptedException {
    opening.countDown();
    goOn.await();
    var display =
        answering(VirtualDisplay.class, Map.of("actual", _ -> Fakes.request(Codec.H264).display()));
    return answering(
        DisplayKeeper.Lease.class,
        Map.of(
            "display",
            _ -> display,
            "close",
            _ -> {
              returned.countDown();
              return null;
            }));
  }

  @Test
  void who_stops_waiting_for_a_session_leaves_no_display_behind() throws Exception {
    var refused = new CompletableFuture<Throwable>();
    Thread caller =
        Thread.startVirtualThread(
            () -> {
              try {
                orchestrator.prepare(Fakes.request(Codec.H264));
              } catch (SessionException | RuntimeException e) {
                refused.complete(e);
              }
            });
    assertThat(opening.await(5, TimeUnit.SECONDS)).isTrue();

    caller.interrupt();

    assertThat(refused.get(5, TimeUnit.SECONDS)).isInstanceOf(SessionException.class);
    var session = orchestrator.sessions().getFirst();
    assertThatThrownBy(() -> orchestrator.prepare(Fakes.request(Codec.H264)))
        .as("the room is taken until it has ended")
        .hasMessageContaining("max.sessions");
    goOn.countDown();
    assertThat(returned.await(5, TimeUnit.SECONDS)).isTrue();
    session.ended().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(orchestrator.sessions()).isEmpty();
  }

  @Test
  void a_display_that_does_not_open_is_replaced_by_the_next() {
    backends.addDisplay(Fakes.display(FIT), Fakes.id("other"));
    refusal = new BackendException(BackendException.Kind.FAILED, "does not work");
    assertThatThrownBy(() -> orchestrator.prepare(Fakes.request(Codec.H264)))
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.reason()).isEqualTo(EndReason.NO_BACKEND));
    assertThat(opened).hasValue(2);
  }

  @Test
  void after_a_no_at_the_desktop_no_other_display_is_tried() {
    backends.addDisplay(Fakes.display(FIT), Fakes.id("other"));
    refusal = new BackendException(BackendException.Kind.DENIED_BY_USER, "they said no");

    assertThatThrownBy(() -> orchestrator.prepare(Fakes.request(Codec.H264)))
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.reason()).isEqualTo(EndReason.DENIED))
        .hasMessageContaining("they said no");
    assertThat(opened).hasValue(1);
  }

  private interface Answer {
    Object to(Object[] arguments) throws Exception;
  }

  /// An object that knows these answers, and otherwise nothing.
  private static <T> T answering(Class<T> type, Map<String, Answer> answers) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          var answer = answers.get(method.getName());
          if (answer != null) {
            return answer.to(arguments);
          }
          if (method.getDefaultValue() != null) {
            return method.getDefaultValue();
          }
          Class<?> wanted = method.getReturnType();
          return wanted == Optional.class
              ? Optional.empty()
              : wanted == List.class
                  ? List.of()
                  : wanted == Set.class
                      ? Set.of()
                      : wanted == boolean.class
                          ? (Object) false
                          : wanted == long.class
                              ? (Object) 0L
                              : wanted == AutoCloseable.class ? (AutoCloseable) () -> {} : null;
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
