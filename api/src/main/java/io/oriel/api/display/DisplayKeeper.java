package io.oriel.api.display;

import io.oriel.api.backend.BackendException;
import io.oriel.api.backend.StageHealth;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/// Owns displays and lends them, so that a display outlives the session that used it for the
/// configured keep-alive and a client that returns finds its windows. Any control thread.
@ProviderType
public interface DisplayKeeper {
  /// Whose display it is.
  ///
  /// @param clientId id of a paired client
  /// @param app what was started on it
  record Owner(String clientId, String app) {}

  /// A display that exists, lent or waiting.
  ///
  /// @param backendId who made it
  /// @param lent whether a session uses it
  /// @param keptUntil when it goes away unless lent again; empty while lent
  record Kept(
      Owner owner,
      String backendId,
      String displayId,
      DisplayRequest actual,
      boolean lent,
      Optional<Instant> keptUntil) {}

  /// A display on loan.
  interface Lease extends AutoCloseable {
    VirtualDisplay display();

    String backendId();

    /// `true`: the display was kept from an earlier session, its programs are running.
    boolean reused();

    /// Makes something live as long as the display: the sink its programs play into. Closed when
    /// the display is, after it, the newest first.
    void keep(AutoCloseable companion);

    /// Makes a program end with the display: closed before it, so that it can save what it has.
    void keepProgram(AutoCloseable program);

    /// What an earlier session let live with the display.
    <T> Optional<T> kept(Class<T> type);

    /// Gives the display back; it is kept for the keep-alive. A second call does nothing.
    @Override
    void close();

    /// Gives the display back for its owner's next session, which follows at once: it waits for a
    /// few seconds also where displays are not kept.
    void handOver();

    /// Gives the display back and has it closed at once. Returns when it is gone.
    void discard();
  }

  /// The waiting display of this owner, brought to the wanted mode; empty when none waits or when
  /// it refuses the mode (it is closed then).
  ///
  /// @param health told what happens to the display while it is lent
  Optional<Lease> reclaim(Owner owner, DisplayRequest wanted, StageHealth health);

  /// A new display.
  ///
  /// @param environment variables for the programs that the display starts, besides its own
  Lease open(
      Owner owner,
      String backendId,
      VirtualDisplayProvider provider,
      DisplayRequest wanted,
      Map<String, String> environment,
      StageHealth health)
      throws BackendException;

  /// All displays, lent and waiting.
  List<Kept> displays();

  /// Closes the waiting displays of a client; those lent are left to their sessions.
  void discard(String clientId);

  /// Closes every display of a provider that goes away. Returns when they are closed.
  void forget(VirtualDisplayProvider provider);
}
