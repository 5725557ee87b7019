package io.oriel.media.pipewire.pod;

/// `enum` of basic types in `spa/utils/type.h`.
final class PodType {
  static final int NONE = 1;
  static final int BOOL = 2;
  static final int ID = 3;
  static final int INT = 4;
  static final int LONG = 5;
  static final int FLOAT = 6;
  static final int DOUBLE = 7;
  static final int STRING = 8;
  static final int BYTES = 9;
  static final int RECTANGLE = 10;
  static final int FRACTION = 11;
  static final int ARRAY = 13;
  static final int STRUCT = 14;
  static final int OBJECT = 15;
  static final int FD = 18;
  static final int CHOICE = 19;

  /// Every value starts at a multiple of this many bytes.
  static final int ALIGNMENT = 8;

  private PodType() {}
}
