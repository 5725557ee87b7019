package io.oriel.host.guard.internal;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import org.osgi.service.metatype.AttributeDefinition;

/// Whether a setting's value can be read as what its description says.
final class Values {
  private Values() {}

  /// @return the rest of a sentence that starts with the key; `null`: the value is fine
  static String trouble(AttributeDefinition definition, Object value) {
    if (value instanceof Collection<?> many) {
      return each(definition, many.toArray());
    }
    if (value.getClass().isArray()) {
      var items = new Object[Array.getLength(value)];
      for (int i = 0; i < items.length; i++) {
        items[i] = Array.get(value, i);
      }
      return each(definition, items);
    }
    String text = value.toString().trim();
    if (definition.getCardinality() != 0) {
      return each(definition, (Object[]) text.split(",", -1));
    }
    return one(definition, text);
  }

  private static String each(AttributeDefinition definition, Object... items) {
    for (Object item : items) {
      String bad = one(definition, item.toString().trim());
      if (bad != null) {
        return bad;
      }
    }
    return null;
  }

  private static String one(AttributeDefinition definition, String text) {
    String wanted = readable(definition.getType(), text);
    if (wanted != null) {
      return "= \"" + text + "\" is not " + wanted;
    }
    String[] options = definition.getOptionValues();
    if (options != null && options.length > 0 && !Arrays.asList(options).contains(text)) {
      return "= \"" + text + "\" is not one of " + String.join(", ", options);
    }
    String said = options == null || options.length == 0 ? definition.validate(text) : null;
    return said == null || said.isEmpty() ? null : "= \"" + text + "\" is out of range";
  }

  /// @return what the text should have been; `null`: it is that
  private static String readable(int type, String text) {
    try {
      switch (type) {
        case AttributeDefinition.INTEGER -> Integer.parseInt(text);
        case AttributeDefinition.LONG -> Long.parseLong(text);
        case AttributeDefinition.SHORT -> Short.parseShort(text);
        case AttributeDefinition.BYTE -> Byte.parseByte(text);
        case AttributeDefinition.DOUBLE -> Double.parseDouble(text);
        case AttributeDefinition.FLOAT -> Float.parseFloat(text);
        case AttributeDefinition.BOOLEAN -> {
          return text.equals("true") || text.equals("false") ? null : "true or false";
        }
        default -> {
          return null;
        }
      }
      return null;
    } catch (NumberFormatException e) {
      return type == AttributeDefinition.DOUBLE || type == AttributeDefinition.FLOAT
          ? "a number"
          : "a whole number";
    }
  }
}
