package io.oriel.media.pipewire.pod;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One value as PipeWire encodes its parameters (`spa/pod/pod.h`). Immutable.
///
/// Sequences, pointers and bitmaps are not used by the parameters this library speaks of.
public sealed interface Pod {
  /// `SPA_TYPE_None`.
  record None() implements Pod {}

  /// `SPA_TYPE_Bool`.
  record Bool(boolean value) implements Pod {}

  /// `SPA_TYPE_Id`: a number out of an enumeration.
  record Id(int value) implements Pod {}

  /// `SPA_TYPE_Int`.
  record Int(int value) implements Pod {}

  /// `SPA_TYPE_Long`.
  record Long(long value) implements Pod {}

  /// `SPA_TYPE_Float`.
  record Float(float value) implements Pod {}

  /// `SPA_TYPE_Double`.
  record Double(double value) implements Pod {}

  /// `SPA_TYPE_String`, UTF-8.
  record Text(String value) implements Pod {}

  /// `SPA_TYPE_Bytes`.
  record Bytes(byte[] value) implements Pod {
    public Bytes {
      value = value.clone();
    }

    @Override
    public byte[] value() {
      return value.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes(byte[] bytes) && Arrays.equals(value, bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(value);
    }
  }

  /// `SPA_TYPE_Rectangle`.
  record Rectangle(int width, int height) implements Pod {}

  /// `SPA_TYPE_Fraction`.
  record Fraction(int numerator, int denominator) implements Pod {}

  /// `SPA_TYPE_Fd`: an index of a descriptor that travels beside the message.
  record Fd(long index) implements Pod {}

  /// `SPA_TYPE_Array`: values of one type and size.
  record Array(List<Pod> values) implements Pod {
    public Array {
      values = alike(values);
    }
  }

  /// `SPA_TYPE_Struct`.
  record Struct(List<Pod> fields) implements Pod {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  /// `SPA_TYPE_Choice`: the first value is the default; see [Kind] for the others.
  record Choice(Kind kind, List<Pod> values) implements Pod {
    public Choice {
      values = alike(values);
    }

    /// `enum spa_choice_type`, in its order.
    public enum Kind {
      /// One value, fixed.
      NONE,
      /// Default, least, most.
      RANGE,
      /// Default, least, most, step.
      STEP,
      /// Default, then every alternative.
      ENUM,
      /// Default, then every flag.
      FLAGS
    }
  }

  /// `SPA_TYPE_Object`.
  ///
  /// @param type for example `SPA_TYPE_OBJECT_Format`
  /// @param id the parameter it is, for example `SPA_PARAM_EnumFormat`
  record Obj(int type, int id, List<Property> properties) implements Pod {
    public Obj {
      properties = List.copyOf(properties);
    }

    /// The value of a property; a choice answers its default.
    public Optional<Pod> value(int key) {
      return properties.stream()
          .filter(p -> p.key() == key)
          .map(p -> p.value() instanceof Choice(_, var values) ? values.getFirst() : p.value())
          .findFirst();
    }
  }

  /// One property of an [Obj].
  ///
  /// @param flags `SPA_POD_PROP_FLAG_…`
  record Property(int key, int flags, Pod value) {
    public Property(int key, Pod value) {
      this(key, 0, value);
    }
  }

  private static List<Pod> alike(List<Pod> values) {
    List<Pod> copy = List.copyOf(values);
    if (copy.isEmpty() || copy.stream().map(Pod::getClass).distinct().count() != 1) {
      throw new IllegalArgumentException("values of one type wanted, not " + copy);
    }
    if (!(copy.getFirst() instanceof Bool
        || copy.getFirst() instanceof Id
        || copy.getFirst() instanceof Int
        || copy.getFirst() instanceof Long
        || copy.getFirst() instanceof Float
        || copy.getFirst() instanceof Double
        || copy.getFirst() instanceof Rectangle
        || copy.getFirst() instanceof Fraction
        || copy.getFirst() instanceof Fd)) {
      throw new IllegalArgumentException("values of a fixed size wanted, not " + copy);
    }
    return copy;
  }
}
