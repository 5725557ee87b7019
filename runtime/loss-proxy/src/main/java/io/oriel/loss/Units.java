package io.oriel.loss;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Values with units as text, exact in both directions.
final class Units {
  // Largest first.
  private static final Map<String, Long> TIMES = units(1000, "s", "ms", "us", "ns");
  private static final Map<String, Long> RATES = units(1000, "gbit", "mbit", "kbit", "bit");
  private static final Map<String, Long> SIZES = units(1024, "m", "k", "");

  private Units() {}

  private static Map<String, Long> units(int step, String... names) {
    var map = new LinkedHashMap<String, Long>();
    long unit = Math.round(Math.pow(step, names.length - 1.0));
    for (String name : names) {
      map.put(name, unit);
      unit /= step;
    }
    return map;
  }

  static void probability(String key, double value01) {
    if (!(value01 >= 0 && value01 <= 1)) {
      throw new IllegalArgumentException(key + ": " + percent(value01) + " is not 0% to 100%");
    }
  }

  static void range(String key, String value, boolean inside, String range) {
    if (!inside) {
      throw new IllegalArgumentException(key + ": " + value + " is not " + range);
    }
  }

  static String percent(double value01) {
    return Double.isFinite(value01)
        ? plain(new BigDecimal(Double.toString(value01)).movePointRight(2)) + "%"
        : Double.toString(value01);
  }

  static String time(long nanos) {
    return scaled(nanos, TIMES);
  }

  static String rate(long bits) {
    return scaled(bits, RATES);
  }

  static String size(long bytes) {
    // 1500, not 1.46484375k
    return bytes % SIZES.get("k") == 0 ? scaled(bytes, SIZES) : Long.toString(bytes);
  }

  static double parsePercent(String key, String text) {
    BigDecimal value = text.endsWith("%") ? number(text.substring(0, text.length() - 1)) : null;
    if (value == null) {
      throw new IllegalArgumentException(key + ": " + text + " is no percentage such as 1.5%");
    }
    return value.movePointLeft(2).doubleValue();
  }

  static long parseTime(String key, String text) {
    return parse(key, text, TIMES, "time such as 20ms, 1.5s or 300us");
  }

  static long parseRate(String key, String text) {
    return parse(key, text, RATES, "rate such as 50mbit, 1.5gbit or 800kbit");
  }

  static long parseSize(String key, String text) {
    return parse(key, text, SIZES, "number of bytes such as 1400, 256k or 1m");
  }

  private static long parse(String key, String text, Map<String, Long> units, String wanted) {
    String small = text.toLowerCase(Locale.ROOT);
    int end = small.length();
    while (end > 0 && Character.isLetter(small.charAt(end - 1))) {
      end--;
    }
    Long unit = units.get(small.substring(end));
    BigDecimal value = unit == null ? null : number(small.substring(0, end));
    if (value != null) {
      try {
        return value.multiply(BigDecimal.valueOf(unit)).longValueExact();
      } catch (ArithmeticException _) {
        // Finer than a nanosecond, a bit or a byte, or beyond all ranges.
      }
    }
    throw new IllegalArgumentException(key + ": " + text + " is no " + wanted);
  }

  // Plain decimals only: an exponent could ask for a number of a billion digits.
  private static BigDecimal number(String text) {
    return text.matches("-?\\d{1,18}(\\.\\d{1,30})?") ? new BigDecimal(text) : null;
  }

  // In the largest unit that does not make it less than one.
  private static String scaled(long value, Map<String, Long> units) {
    String unit = "";
    for (Map.Entry<String, Long> candidate : units.entrySet()) {
      unit = candidate.getKey();
      if (value >= candidate.getValue()) {
        break;
      }
    }
    return plain(new BigDecimal(value).divide(BigDecimal.valueOf(units.get(unit)))) + unit;
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
