package io.oriel.vdisplay.wlroots.internal.attach;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.oriel.lib.desktop.SwayIpc;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/// The outputs of a running sway, by its control socket.
///
/// Headless outputs of sway 1.7 (wlroots 0.15) can neither be switched off nor taken away, and one
/// that was asked to takes no other command any more. They are parked: small, and so far away that
/// no pointer gets there.
final class SwayOutputs implements Outputs {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LOOK_AGAIN_NANOS = 5_000_000;
  private static final int FAR = 20_000; // X11's coordinates end at 32767
  private static final int PARKED_PX = 320;

  private final Path control;

  SwayOutputs(Path control) {
    this.control = control;
  }

  @Override
  public List<OutputState> read() throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      return read(ipc);
    }
  }

  @Override
  public void apply(List<OutputState> wanted) throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      List<OutputState> before = read(ipc);
      boolean headlessGoOff = ipc.atLeast(1, 8);
      // Those that go on come first: what is on others that go off needs a place.
      for (OutputState output : wanted) {
        if (output.enabled()) {
          change(ipc, OutputState.in(before, output.name()), output);
        }
      }
      for (OutputState output : wanted) {
        if (!output.enabled() && (headlessGoOff || !output.headless())) {
          ipc.run("output " + quoted(output.name()) + " disable");
        }
      }
      await(ipc, before, wanted, headlessGoOff);
    }
  }

  private static void change(SwayIpc ipc, Optional<OutputState> is, OutputState wanted)
      throws IOException {
    String output = "output " + quoted(wanted.name());
    if (is.isEmpty()) {
      ipc.run(output + " enable"); // unplugged: sway remembers it for when it is back
      return;
    }
    if (!is.get().enabled()) {
      ipc.run(output + " enable");
    }
    if (!is.get().sizeOf(wanted) || is.get().refreshMilliHz() != wanted.refreshMilliHz()) {
      ipc.run(
          String.format(
              Locale.ROOT,
              "%s mode %dx%d@%.3fHz",
              output,
              wanted.widthPx(),
              wanted.heightPx(),
              wanted.refreshMilliHz() / 1000.0));
    }
    if (!is.get().enabled() || !is.get().placedAs(wanted)) {
      ipc.run(
          String.format(
              Locale.ROOT,
              "%s position %d %d scale %s transform %s",
              output,
              wanted.x(),
              wanted.y(),
              Double.toString(wanted.scale()),
              OutputState.TRANSFORMS.get(wanted.transform())));
    }
  }

  /// sway applies changes with the next frame and sends no event for it. Outputs of hardware may
  /// have taken another mode, which is theirs to choose.
  private static void await(
      SwayIpc ipc, List<OutputState> before, List<OutputState> wanted, boolean headlessGoOff)
      throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      List<OutputState> now = read(ipc);
      List<String> missing =
          wanted.stream()
              .filter(o -> OutputState.in(before, o.name()).isPresent())
              .filter(o -> !reached(OutputState.in(now, o.name()), o, headlessGoOff))
              .map(OutputState::name)
              .toList();
      if (missing.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        throw new IOException("sway did not arrange " + String.join(", ", missing));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }

  private static boolean reached(
      Optional<OutputState> is, OutputState wanted, boolean headlessGoOff) {
    if (!wanted.enabled()) {
      return is.isEmpty() || !is.get().enabled() || (wanted.headless() && !headlessGoOff);
    }
    return is.isPresent() && is.get().enabled() && (is.get().sizeOf(wanted) || !wanted.headless());
  }

  @Override
  public Optional<String> create() throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      List<OutputState> before = read(ipc);
      Optional<OutputState> parked = before.stream().filter(this::parked).findFirst();
      if (parked.isPresent()) {
        return parked.map(OutputState::name);
      }
      try {
        ipc.run("create_output");
      } catch (IOException _) {
        return Optional.empty(); // built without, or its backend makes none
      }
      Set<String> names = before.stream().map(OutputState::name).collect(Collectors.toSet());
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
        for (OutputState output : read(ipc)) {
          if (!names.contains(output.name())) {
            return Optional.of(output.name());
          }
        }
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
      throw new IOException("sway made an output and does not show it");
    }
  }

  @Override
  public void remove(String name) throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      Optional<OutputState> is = OutputState.in(read(ipc), name);
      if (is.isEmpty()) {
        return;
      }
      if (ipc.atLeast(1, 8)) {
        try {
          ipc.run("output " + quoted(name) + " unplug");
        } catch (IOException _) {
          ipc.run("output " + quoted(name) + " disable");
        }
      } else {
        park(ipc, name);
      }
    }
  }

  private void park(SwayIpc ipc, String name) throws IOException {
    Optional<OutputState> refuge =
        read(ipc).stream()
            .filter(o -> o.enabled() && !parked(o) && !o.name().equals(name))
            .findFirst();
    if (refuge.isPresent()) {
      evacuate(ipc, name, refuge.get().name());
    }
    var parked = new OutputState(name, true, PARKED_PX, PARKED_PX, 1000, FAR, FAR, 1, 0);
    change(ipc, OutputState.in(read(ipc), name), parked);
  }

  /// Windows go to an output that goes on showing what it shows.
  private static void evacuate(SwayIpc ipc, String from, String to) throws IOException {
    String focused = focus(ipc).filter(f -> !f.equals(from)).orElse(to);
    List<Workspace> before = workspaces(ipc);
    boolean moved = false;
    for (Workspace workspace : before) {
      if (workspace.output().equals(from) && !workspace.empty()) {
        move(ipc, workspace.name(), to);
        moved = true;
      }
    }
    for (Workspace workspace : before) {
      if (moved && workspace.output().equals(to) && workspace.visible()) {
        ipc.run("workspace --no-auto-back-and-forth " + quoted(workspace.name()));
      }
    }
    ipc.run("focus output " + quoted(focused));
  }

  @Override
  public boolean parked(OutputState output) {
    return output.headless() && output.x() == FAR && output.y() == FAR;
  }

  @Override
  public Optional<String> focused() throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      return focus(ipc);
    }
  }

  @Override
  public void focus(String name) throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      ipc.run("focus output " + quoted(name));
    }
  }

  @Override
  public List<Workspace> workspaces() throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      return workspaces(ipc);
    }
  }

  /// sway moves a workspace back by itself when its output returns, unless it was made meanwhile.
  @Override
  public void restore(List<Workspace> before) throws IOException {
    try (var ipc = new SwayIpc(control, PATIENCE)) {
      Set<String> outputs = new HashSet<>();
      read(ipc).stream().filter(OutputState::enabled).forEach(o -> outputs.add(o.name()));
      for (Workspace was : before) {
        for (Workspace is : workspaces(ipc)) {
          boolean astray = is.name().equals(was.name()) && !is.output().equals(was.output());
          if (astray && outputs.contains(was.output())) {
            move(ipc, was.name(), was.output());
          }
        }
      }
      // The one with the keyboard last.
      var shown =
          new ArrayList<>(before.stream().filter(w -> w.visible() && !w.focused()).toList());
      before.stream().filter(Workspace::focused).forEach(shown::add);
      for (Workspace was : shown) {
        boolean there = workspaces(ipc).stream().anyMatch(w -> w.name().equals(was.name()));
        if (there && outputs.contains(was.output())) {
          ipc.run("workspace --no-auto-back-and-forth " + quoted(was.name()));
        }
      }
    }
  }

  private static void move(SwayIpc ipc, String workspace, String output) throws IOException {
    ipc.run("workspace --no-auto-back-and-forth " + quoted(workspace));
    ipc.run("move workspace to output " + quoted(output));
  }

  private static Optional<String> focus(SwayIpc ipc) throws IOException {
    for (JsonElement element : ipc.outputs()) {
      JsonObject output = element.getAsJsonObject();
      if (output.has("focused") && output.get("focused").getAsBoolean()) {
        return Optional.of(output.get("name").getAsString());
      }
    }
    return Optional.empty();
  }

  private static List<Workspace> workspaces(SwayIpc ipc) throws IOException {
    var all = new ArrayList<Workspace>();
    for (JsonElement element : ipc.workspaces()) {
      JsonObject workspace = element.getAsJsonObject();
      all.add(
          new Workspace(
              workspace.get("name").getAsString(),
              workspace.get("output").getAsString(),
              workspace.get("visible").getAsBoolean(),
              workspace.get("focused").getAsBoolean(),
              workspace.getAsJsonArray("focus").isEmpty()));
    }
    return all;
  }

  private static List<OutputState> read(SwayIpc ipc) throws IOException {
    var all = new ArrayList<OutputState>();
    for (JsonElement element : ipc.outputs()) {
      JsonObject output = element.getAsJsonObject();
      String name = output.get("name").getAsString();
      if (!output.get("active").getAsBoolean() || !output.has("current_mode")) {
        all.add(OutputState.off(name));
        continue;
      }
      JsonObject mode = output.getAsJsonObject("current_mode");
      JsonObject rect = output.getAsJsonObject("rect");
      String transform = output.has("transform") ? output.get("transform").getAsString() : "normal";
      all.add(
          new OutputState(
              name,
              true,
              mode.get("width").getAsInt(),
              mode.get("height").getAsInt(),
              mode.get("refresh").getAsInt(),
              rect.get("x").getAsInt(),
              rect.get("y").getAsInt(),
              output.get("scale").getAsDouble(),
              Math.max(0, OutputState.TRANSFORMS.indexOf(transform))));
    }
    return all;
  }

  /// sway(5): what stands in quotes is one word.
  private static String quoted(String name) {
    return "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
