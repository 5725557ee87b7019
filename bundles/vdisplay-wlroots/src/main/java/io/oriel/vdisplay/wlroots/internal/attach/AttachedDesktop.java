package io.oriel.vdisplay.wlroots.internal.attach;

import io.oriel.api.backend.BackendException;
import io.oriel.api.display.Arrangement;
import io.oriel.api.display.DisplayRequest;
import io.oriel.lib.desktop.LayoutJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Outputs of clients in one desktop. Control threads; everything happens under one lock.
///
/// Nothing of the desktop is changed before the journal knows how it was; with the last client all
/// is given back.
final class AttachedDesktop {
  private static final Logger LOG = LoggerFactory.getLogger(AttachedDesktop.class);

  private final RunningDesktop desktop;
  private final Outputs outputs;
  private final LayoutJournal journal;
  private final List<Member> members = new ArrayList<>(); // `this` lock, as all below
  private Layout layout; // null: as it was

  AttachedDesktop(RunningDesktop desktop, LayoutJournal journal) {
    this.desktop = desktop;
    this.journal = journal;
    outputs = desktop.outputs();
  }

  RunningDesktop desktop() {
    return desktop;
  }

  /// Whether no client has an output.
  synchronized boolean empty() {
    return members.isEmpty();
  }

  /// Gives a client an output.
  ///
  /// @param headroomPercent added to the rate of an output that is made
  /// @return its name
  synchronized String attach(DisplayRequest request, int headroomPercent) throws BackendException {
    try {
      if (request.arrangement() == Arrangement.MIRROR) {
        OutputState shown = mirrored(request);
        members.add(new Member(shown, false, Arrangement.MIRROR));
        return shown.name();
      }
      return make(request, headroomPercent);
    } catch (IOException e) {
      throw failed("cannot give the client a monitor in " + desktop.kind() + ": ", e);
    }
  }

  private String make(DisplayRequest request, int headroomPercent)
      throws IOException, BackendException {
    if (layout == null) {
      Optional<Layout> owed = owed();
      layout = owed.isPresent() ? owed.get() : asItIs();
    }
    Member member = null;
    boolean settled = false;
    try {
      remember(layout.aboutToMake());
      Optional<String> made = outputs.create();
      String name = made.isPresent() ? made.get() : unused();
      member =
          new Member(mode(name, request, headroomPercent), made.isPresent(), request.arrangement());
      members.add(member);
      settle();
      outputs.focus(name);
      settled = true;
      return name;
    } finally {
      if (!settled && member != null) {
        leave(member.name());
      } else if (!settled) {
        rest();
      }
    }
  }

  private Layout asItIs() throws IOException {
    List<OutputState> now = outputs.read().stream().filter(o -> !outputs.parked(o)).toList();
    return Layout.of(desktop, now, outputs.workspaces());
  }

  /// How the desktop was before a change that could not be undone yet: what it is like now must not
  /// take the place of that.
  private Optional<Layout> owed() throws IOException {
    for (LayoutJournal.Entry entry : journal.left()) {
      if (entry.desktop().equals(desktop.socket())) {
        Layout before = Layout.parse(entry.layout());
        if (before.desktop().equals(desktop)) {
          return Optional.of(before);
        }
      }
    }
    return Optional.empty();
  }

  /// Changes the size of a client's output.
  synchronized void change(String name, DisplayRequest request, int headroomPercent)
      throws BackendException {
    Member before = member(name);
    if (before.arrangement() == Arrangement.MIRROR) {
      return; // the monitor is the desktop's own, and keeps its mode
    }
    OutputState mode = mode(name, request, before.made() ? headroomPercent : 0);
    try {
      replace(before, new Member(mode, before.made(), request.arrangement()));
      settle();
    } catch (IOException e) {
      replace(member(name), before);
      try {
        settle();
      } catch (IOException again) {
        e.addSuppressed(again);
      }
      throw failed("cannot change the monitor " + name + ": ", e);
    }
  }

  /// How an output is now.
  synchronized OutputState state(String name) throws BackendException {
    try {
      return OutputState.in(outputs.read(), name)
          .filter(OutputState::enabled)
          .orElseThrow(() -> new IOException("it is off or away"));
    } catch (IOException e) {
      throw failed("the monitor " + name + " is of no use: ", e);
    }
  }

  /// A client's output is not needed any more. Never fails: what cannot be given back is reported.
  synchronized void leave(String name) {
    Optional<Member> leaving = members.stream().filter(m -> m.name().equals(name)).findFirst();
    if (leaving.isEmpty()) {
      return;
    }
    members.remove(leaving.get());
    if (leaving.get().arrangement() == Arrangement.MIRROR && layout == null) {
      return;
    }
    rest();
    if (layout != null && leaving.get().made()) {
      try {
        outputs.remove(name); // last: what is on it has a place to go now
      } catch (IOException e) {
        LOG.warn("The monitor {} could not be taken away: {}", name, e.getMessage());
      }
    }
  }

  /// Arranges what is left: the other clients' outputs, or none.
  private void rest() {
    if (members.stream().allMatch(m -> m.arrangement() == Arrangement.MIRROR)) {
      giveBack();
      return;
    }
    try {
      settle();
    } catch (IOException e) {
      LOG.warn("The monitors of {} could not be arranged anew: {}", desktop.kind(), e.getMessage());
    }
  }

  private void giveBack() {
    if (layout != null && restore(layout, outputs)) {
      forget(desktop, journal);
    }
    layout = null;
  }

  /// Undoes what was changed.
  ///
  /// @return `false`: not all of it, and the journal is to be kept
  static boolean restore(Layout layout, Outputs outputs) {
    try {
      List<OutputState> back = layout.toRestore();
      if (!back.isEmpty()) {
        outputs.apply(back);
      }
      for (String name : layout.toRemove(outputs.read())) {
        outputs.remove(name);
      }
      if (!back.isEmpty()) {
        outputs.restore(layout.workspaces());
      }
      return true;
    } catch (IOException e) {
      if (!layout.desktop().alive()) {
        return true; // it ended, and its layout with it
      }
      LOG.warn(
          "The monitors of {} could not be given back as they were: {}",
          layout.desktop().kind(),
          e.getMessage());
      return false;
    }
  }

  static void forget(RunningDesktop desktop, LayoutJournal journal) {
    try {
      journal.delete(desktop.socket());
    } catch (IOException e) {
      LOG.warn("What {} was like cannot be forgotten: {}", desktop.kind(), e.getMessage());
    }
  }

  private void settle() throws IOException {
    List<OutputState> wanted =
        Arranger.arrange(
            layout.outputs(),
            members.stream().filter(m -> m.arrangement() != Arrangement.MIRROR).toList());
    // What is changed already, and is not wanted now, is among these: all of the desktop's are.
    remember(layout.alsoMade(made()).touching(wanted));
    List<OutputState> now = outputs.read();
    outputs.apply(
        wanted.stream()
            .filter(o -> layout.touched().contains(o.name()) || isMade(o.name()))
            .filter(o -> OutputState.in(now, o.name()).isPresent())
            .toList());
  }

  private void remember(Layout changed) throws IOException {
    journal.write(desktop.socket(), changed.text());
    layout = changed;
  }

  private OutputState mirrored(DisplayRequest request) throws IOException {
    List<OutputState> on =
        outputs.read().stream().filter(o -> o.enabled() && !outputs.parked(o)).toList();
    Optional<String> name = request.mirrorOf().or(() -> focusedOf(on));
    return name.flatMap(n -> OutputState.in(on, n))
        .or(() -> request.mirrorOf().isPresent() ? Optional.empty() : on.stream().findFirst())
        .orElseThrow(
            () ->
                new IOException(
                    "there is no monitor "
                        + name.orElse("")
                        + " to mirror; those that are on: "
                        + String.join(", ", on.stream().map(OutputState::name).sorted().toList())));
  }

  private Optional<String> focusedOf(List<OutputState> on) {
    try {
      return outputs.focused().filter(n -> OutputState.in(on, n).isPresent() && !isMade(n));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// An output of the desktop's own for a client, where none can be made: one that is off before
  /// one that somebody may be looking at.
  private String unused() throws BackendException {
    List<OutputState> free =
        layout.outputs().stream()
            .filter(o -> members.stream().noneMatch(m -> m.name().equals(o.name())))
            .toList();
    return free.stream()
        .filter(o -> !o.enabled())
        .findFirst()
        .or(() -> free.stream().filter(OutputState::headless).findFirst())
        .or(() -> free.stream().findFirst())
        .map(OutputState::name)
        .orElseThrow(
            () ->
                new BackendException(
                    BackendException.Kind.BUSY,
                    desktop.kind()
                        + " makes no monitors at run time, and each that it has is a client's"));
  }

  private static OutputState mode(String name, DisplayRequest request, int headroomPercent) {
    long rate = request.refreshMilliHz() * (100L + Math.clamp(headroomPercent, 0, 400)) / 100;
    int refresh = (int) Math.min(rate, Math.max(request.refreshMilliHz(), 480_000));
    return new OutputState(
        name, true, request.widthPx(), request.heightPx(), refresh, 0, 0, request.scale(), 0);
  }

  private TreeSet<String> made() {
    var names = new TreeSet<String>();
    members.stream().filter(Member::made).map(Member::name).forEach(names::add);
    return names;
  }

  private boolean isMade(String name) {
    return members.stream().anyMatch(m -> m.made() && m.name().equals(name));
  }

  private void replace(Member before, Member after) {
    members.set(members.indexOf(before), after);
  }

  private Member member(String name) throws BackendException {
    return members.stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BackendException(
                    BackendException.Kind.DEVICE_LOST, "the monitor " + name + " is given back"));
  }

  private BackendException failed(String what, IOException e) {
    return new BackendException(
        desktop.alive() ? BackendException.Kind.FAILED : BackendException.Kind.DEVICE_LOST,
        what + e.getMessage(),
        e);
  }
}
