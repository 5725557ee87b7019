package io.oriel.api.session;

import io.oriel.api.clipboard.ClipboardContent;
import io.oriel.api.display.DisplayRequest;
import io.oriel.api.trust.Client;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/// One client's session. Any control thread.
@ProviderType
public interface Session {
  /// Where a session is in its life.
  enum State {
    OPENING,
    PREPARED,
    LIVE,
    RECOVERING,
    ENDING,
    ENDED
  }

  /// Four hex digits, the first a letter, in log lines and thread names.
  String id();

  State state();

  SessionRequest request();

  SessionPlan plan();

  /// The backends in use now, per stage.
  Map<Stage, String> chain();

  /// The display's mode as the compositor tells it.
  DisplayRequest display();

  /// The stream's parameters; empty before [#start].
  Optional<StreamParameters> stream();

  /// What the user misses, and what was recovered from: short sentences, newest last.
  List<String> remarks();

  Instant since();

  /// Live counters and distributions.
  Figures figures();

  /// Forgets the distributions so far, so that a measurement leaves the warm-up out; counters go
  /// on.
  void restartDistributions();

  /// Opens capture, encoder and sound and streams to the link. Once.
  ///
  /// @throws SessionException if nothing of the plan could be opened; the session has ended then
  void start(StreamParameters wanted, ClientLink link) throws SessionException;

  /// Lets somebody else watch: the link gets the session's frames and sound from the next key frame
  /// on, without an encoder of its own. It has a thread and a short queue of its own too: a link
  /// that is slow skips to a later key frame and delays nobody.
  ///
  /// The watcher sees, and hears with [io.oriel.api.trust.Right#AUDIO]; its [InputSink#injector()]
  /// does nothing, its wishes for rate and mode are ignored, and [InputSink#gone(boolean)] ends the
  /// link alone. The link is ended with the session, or when the right to view is lost.
  ///
  /// @throws SessionException if the session is not live, has as many watchers as allowed, or the
  ///     client may not watch it ([#mayWatch(Client)])
  void attach(Client client, ClientLink link) throws SessionException;

  /// Whether a client may watch: it has [io.oriel.api.trust.Right#VIEW], and it is the session's
  /// own client, or a guest, or the owner of the host lets clients watch the sessions of others.
  /// Guests have ids that begin with `guest-`; which session they may watch is kept by whoever lets
  /// them in ([io.oriel.api.web.Admission#watches()]). Any thread.
  boolean mayWatch(Client client);

  /// Those who watch now, in the order they came.
  List<Client> watchers();

  /// What a program on the desktop copied last; empty: nothing yet, or the session's client may not
  /// read it ([io.oriel.api.trust.Right#CLIPBOARD_READ]). Links are told of every change with
  /// [ClientLink#clipboard(ClipboardContent)].
  Optional<ClipboardContent> copied();

  /// The session's client copied something: it becomes the desktop's clipboard. Any thread.
  ///
  /// @return `false`: ignored, since the client may not
  ///     ([io.oriel.api.trust.Right#CLIPBOARD_WRITE]), the session is not live or its desktop has
  ///     no clipboard that a backend knows
  boolean copy(ClipboardContent content);

  /// Changes the mode without reconnecting; completes with the mode in force, the old one if a step
  /// refused.
  CompletionStage<DisplayRequest> reconfigure(DisplayRequest wanted);

  /// Ends the session; returns at once. The first reason counts.
  void end(EndReason reason);

  /// Completes when everything of the session is closed.
  CompletionStage<EndReason> ended();
}
