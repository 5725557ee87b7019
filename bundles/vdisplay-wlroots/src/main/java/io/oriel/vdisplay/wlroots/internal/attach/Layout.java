package io.oriel.vdisplay.wlroots.internal.attach;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// How a desktop was before the first client came, and what was changed since.
///
/// @param desktop which one
/// @param outputs as they were
/// @param workspaces as they were
/// @param touched names of those outputs that are not as they were
/// @param made names of outputs that were made
/// @param making whether one was about to be made, whose name is not known
record Layout(
    RunningDesktop desktop,
    List<OutputState> outputs,
    List<Workspace> workspaces,
    Set<String> touched,
    Set<String> made,
    boolean making) {
  private static final Gson GSON = new Gson();

  /// Nothing changed yet.
  static Layout of(RunningDesktop desktop, List<OutputState> outputs, List<Workspace> workspaces) {
    return new Layout(desktop, outputs, workspaces, Set.of(), Set.of(), false);
  }

  /// One more output is about to be made.
  Layout aboutToMake() {
    return new Layout(desktop, outputs, workspaces, touched, made, true);
  }

  /// Nothing is about to be made, and what was made is known. A name stays known when its output is
  /// taken away, until all is as it was: there may be a kill between the two.
  Layout alsoMade(Set<String> names) {
    var all = new TreeSet<>(made);
    all.addAll(names);
    return new Layout(desktop, outputs, workspaces, touched, all, false);
  }

  /// With those outputs noted that will differ from what they were.
  Layout touching(List<OutputState> changed) {
    var all = new TreeSet<>(touched);
    for (OutputState output : changed) {
      OutputState.in(outputs, output.name())
          .filter(was -> !same(was, output))
          .ifPresent(was -> all.add(was.name()));
    }
    return new Layout(desktop, outputs, workspaces, all, made, making);
  }

  /// The outputs to be given back their state.
  List<OutputState> toRestore() {
    return outputs.stream().filter(o -> touched.contains(o.name())).toList();
  }

  /// Those of a list that were made: not the desktop's own.
  List<String> toRemove(List<OutputState> now) {
    var names = new ArrayList<String>();
    for (OutputState output : now) {
      boolean unknown = OutputState.in(outputs, output.name()).isEmpty();
      if (made.contains(output.name()) || (making && unknown && output.headless())) {
        names.add(output.name());
      }
    }
    return names;
  }

  private static boolean same(OutputState one, OutputState other) {
    return one.enabled() == other.enabled()
        && (!one.enabled()
            || (one.sizeOf(other)
                && one.placedAs(other)
                && one.refreshMilliHz() == other.refreshMilliHz()));
  }

  String text() {
    return GSON.toJson(this);
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IOException it is something else
  static Layout parse(String text) throws IOException {
    try {
      Layout layout = GSON.fromJson(text, Layout.class);
      if (layout == null
          || layout.desktop == null
          || layout.outputs == null
          || layout.workspaces == null
          || layout.touched == null
          || layout.made == null
          || layout.outputs.stream().anyMatch(o -> o == null || o.name() == null)
          || layout.workspaces.stream().anyMatch(w -> w == null || w.name() == null)) {
        throw new IOException("it is no layout");
      }
      return layout;
    } catch (JsonParseException e) {
      throw new IOException("it is no layout", e);
    }
  }
}
