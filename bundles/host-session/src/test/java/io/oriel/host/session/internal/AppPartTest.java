package io.oriel.host.session.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oriel.api.app.App;
import io.oriel.api.app.AppException;
import io.oriel.api.app.AppExit;
import io.oriel.api.app.AppLauncher;
import io.oriel.api.app.RunningApp;
import io.oriel.api.audio.SoundRequest;
import io.oriel.api.display.DisplayKeeper;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.display.VirtualDisplayProvider;
import io.oriel.api.session.EndReason;
import io.oriel.api.session.SessionException;
import io.oriel.api.session.SessionRequest;
import io.oriel.api.trust.Client;
import io.oriel.api.trust.Right;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AppPartTest {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final CompletableFuture<String> discarded = new CompletableFuture<>();
  private final List<Object> kept = new ArrayList<>();
  private final DisplayKeeper.Lease lease =
      fake(
          DisplayKeeper.Lease.class,
          (method, arguments) ->
              switch (method) {
                case "kept" -> kept.stream().findFirst();
                case "keepProgram" -> kept.add(arguments[0]) ? null : null;
                default -> null;
              });
  private AppLauncher launcher = (_, _) -> new Running(true);
  private boolean mayLaunch = true;
  private final SessionState session = new SessionState("0001", request("test:a"), context());
  private final List<EndReason> ends = new ArrayList<>();
  private final AppPart part =
      new AppPart(
          session,
          reason -> {
            ends.add(reason);
            session.endsFor(reason);
          });

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private SessionContext context() {
    var keeper =
        fake(
            DisplayKeeper.class,
            (method, arguments) ->
                method.equals("discard") && discarded.complete("" + arguments[0]) ? null : null);
    return new SessionContext(
        null, keeper, null, null, null, null, timer, () -> launcher, this::rights);
  }

  private Set<Right> rights(Client client) {
    return mayLaunch ? client.rights() : Set.of(Right.VIEW);
  }

  private static SessionRequest request(String app) {
    return new SessionRequest(
        Fakes.client(),
        app,
        DisplayRequest.of("test", 1280, 720, 60_000),
        List.of(),
        Set.of(),
        SoundRequest.NONE,
        Map.of());
  }

  private static final class Running implements RunningApp {
    private final boolean endsSession;
    Consumer<AppExit> told;

    Running(boolean endsSession) {
      this.endsSession = endsSession;
    }

    @Override
    public App app() {
      return new App(
          "test:a",
          "A",
          List.of("a"),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          endsSession,
          false,
          false);
    }

    @Override
    public boolean running() {
      return true;
    }

    @Override
    public void whenEnded(Consumer<AppExit> next) {
      told = next;
    }

    @Override
    public void close() {}
  }

  private void exit(AppExit.How how) {
    ((Running) kept.getFirst()).told.accept(new AppExit(how, 0, "A " + how));
  }

  @Test
  void it_is_started_once_and_found_again_by_the_next_session() throws Exception {
    part.prepared(lease);
    var running = kept.getFirst();
    launcher =
        (_, _) -> {
          throw new AppException("started twice");
        };

    new AppPart(session, ends::add).prepared(lease);

    assertThat(kept).containsExactly(running);
    assertThat(part.environment()).isEqualTo(Map.of(VirtualDisplayProvider.APP_VARIABLE, "test:a"));
  }

  @Test
  void who_may_not_start_applications_gets_none_but_finds_the_one_that_runs() throws Exception {
    mayLaunch = false;

    assertThatThrownBy(() -> part.prepared(lease))
        .hasMessageContaining("LAUNCH")
        .isInstanceOfSatisfying(
            SessionException.class, e -> assertThat(e.reason()).isEqualTo(EndReason.REVOKED));
    assertThat(kept).isEmpty();

    mayLaunch = true;
    part.prepared(lease);
    mayLaunch = false;
    new AppPart(session, ends::add).prepared(lease);
    assertThat(kept).hasSize(1);
  }

  @Test
  void the_desktop_starts_nothing() throws Exception {
    var desktop = new AppPart(new SessionState("0002", request(App.DESKTOP), context()), ends::add);
    desktop.prepared(lease);

    assertThat(kept).isEmpty();
    assertThat(desktop.environment()).isEmpty();
  }

  @Test
  void its_end_ends_the_session_with_a_remark() throws Exception {
    part.prepared(lease);
    exit(AppExit.How.ENDED);

    assertThat(ends).containsExactly(EndReason.APP_ENDED);
    assertThat(session.remarks().last()).isEqualTo("A ENDED");
  }

  @Test
  void a_failure_right_after_the_start_is_another_reason() throws Exception {
    part.prepared(lease);
    exit(AppExit.How.FAILED_AT_ONCE);

    assertThat(ends).containsExactly(EndReason.APP_FAILED);
  }

  @Test
  void one_that_handed_over_was_closed_or_does_not_matter_leaves_the_session_alone()
      throws Exception {
    part.prepared(lease);
    exit(AppExit.How.HANDED_OVER);
    exit(AppExit.How.CLOSED);
    kept.clear();
    launcher = (_, _) -> new Running(false);
    part.prepared(lease);
    exit(AppExit.How.ENDED);

    assertThat(ends).isEmpty();
    assertThat(session.remarks().all()).containsExactly("A HANDED_OVER", "A ENDED");
  }

  @Test
  void one_that_ends_while_nobody_looks_takes_the_display_along() throws Exception {
    part.prepared(lease);
    session.endsFor(EndReason.CLIENT_GONE);

    exit(AppExit.How.ENDED);

    assertThat(discarded.get(10, TimeUnit.SECONDS)).isEqualTo(Fakes.client().id());
  }

  @Test
  void one_that_does_not_start_is_a_reason_to_have_no_session() {
    launcher =
        (_, _) -> {
          throw new AppException("A cannot be started");
        };

    assertThatExceptionOfType(SessionException.class)
        .isThrownBy(() -> part.prepared(lease))
        .withMessage("A cannot be started")
        .matches(e -> e.reason() == EndReason.APP_FAILED);
  }
}
