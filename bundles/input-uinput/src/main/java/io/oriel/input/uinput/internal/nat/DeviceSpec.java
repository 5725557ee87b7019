package io.oriel.input.uinput.internal.nat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/// What a kernel device is and can do. Codes are those of `linux/input-event-codes.h`.
public final class DeviceSpec {
  /// An axis.
  ///
  /// @param fuzz noise below which the kernel drops changes
  /// @param flat size of the dead zone readers are told about
  /// @param resolution units per millimetre, for tilts per radian; 0: unknown
  record Axis(int code, int min, int max, int fuzz, int flat, int resolution) {}

  /// The longest name of `struct uinput_setup`, without its final zero.
  private static final int LONGEST_NAME = 79;

  private final String name;
  private final String phys;
  private final int vendor;
  private final int product;
  private final int version;
  private final List<Integer> keys = new ArrayList<>();
  private final List<Integer> rels = new ArrayList<>();
  private final List<Axis> axes = new ArrayList<>();
  private final List<Integer> props = new ArrayList<>();
  private final List<Integer> effects = new ArrayList<>();
  private int effectsAtOnce;
  private boolean repeats;

  /// @param name what readers show; ASCII, cut after 79 characters
  /// @param phys where it is plugged in: tells devices of one name apart
  public DeviceSpec(String name, String phys, int vendor, int product, int version) {
    this.name = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    this.phys = Objects.requireNonNull(phys, "phys");
    this.vendor = vendor;
    this.product = product;
    this.version = version;
  }

  /// Keys or buttons, `EV_KEY`.
  public DeviceSpec keys(int... codes) {
    for (int code : codes) {
      keys.add(code);
    }
    return this;
  }

  /// All keys from one to another, both included.
  public DeviceSpec keyRange(int first, int last) {
    for (int code = first; code <= last; code++) {
      keys.add(code);
    }
    return this;
  }

  /// Without some of the keys named so far.
  public DeviceSpec withoutKeys(List<Integer> codes) {
    keys.removeAll(codes);
    return this;
  }

  /// Relative axes, `EV_REL`.
  public DeviceSpec relative(int... codes) {
    for (int code : codes) {
      rels.add(code);
    }
    return this;
  }

  /// An absolute axis, `EV_ABS`.
  public DeviceSpec axis(int code, int min, int max, int resolution) {
    axes.add(new Axis(code, min, max, 0, 0, resolution));
    return this;
  }

  /// An absolute axis of a stick.
  public DeviceSpec stick(int code, int fuzz, int flat) {
    axes.add(new Axis(code, Short.MIN_VALUE, Short.MAX_VALUE, fuzz, flat, 0));
    return this;
  }

  /// A device property, `INPUT_PROP_*`.
  public DeviceSpec property(int property) {
    props.add(property);
    return this;
  }

  /// Force feedback.
  ///
  /// @param atOnce how many effects it stores, at least 1
  /// @param codes `FF_*`
  public DeviceSpec effects(int atOnce, int... codes) {
    effectsAtOnce = atOnce;
    for (int code : codes) {
      effects.add(code);
    }
    return this;
  }

  /// The kernel repeats held keys, `EV_REP`.
  public DeviceSpec repeats() {
    repeats = true;
    return this;
  }

  /// What readers show.
  public String name() {
    return name;
  }

  String phys() {
    return phys;
  }

  int vendor() {
    return vendor;
  }

  int product() {
    return product;
  }

  int version() {
    return version;
  }

  List<Integer> keys() {
    return Collections.unmodifiableList(keys);
  }

  List<Integer> rels() {
    return Collections.unmodifiableList(rels);
  }

  List<Axis> axes() {
    return Collections.unmodifiableList(axes);
  }

  List<Integer> props() {
    return Collections.unmodifiableList(props);
  }

  List<Integer> effects() {
    return Collections.unmodifiableList(effects);
  }

  int effectsAtOnce() {
    return effectsAtOnce;
  }

  boolean isRepeating() {
    return repeats;
  }
}
