package io.oriel.host.exchange.internal.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
  private static final String[] PIECES = {
    "..", "/", "\\", "\0", "\n", ".", "-", "~", "CON", "nul", "com1.", " ", "\u202e", "\ud83d",
    "\ude00", "😀", "ä", "a\u0308", "漢", "\u200b", "\ufeff", "\uffff", ":", "*", "?", "\t", "x",
    ".tar.gz", "\u0085", "\u2028", "\ue000", "%2f", "\r"
  };

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          report.pdf, report.pdf
          'übermäßig 漢字 😀.txt', 'übermäßig 漢字 😀.txt'
          ../../etc/passwd, '_._.._etc_passwd'
          'C:\\boot.ini', 'C__boot.ini'
          .bashrc, _bashrc
          -rf, _rf
          ~root, _root
          con, _con
          NUL.txt, _NUL.txt
          '  a.txt. . ', a.txt
          '...', file
          '', file
          'a?b*c|d<e>f"g', 'a_b_c_d_e_f_g'
          """)
  void names_are_made_safe(String wanted, String safe) {
    assertThat(FileName.safe(wanted == null ? "" : wanted)).isEqualTo(safe);
  }

  @Test
  void long_names_keep_their_extension_and_whole_characters() {
    String safe = FileName.safe("漢".repeat(300) + ".jpeg");

    assertThat(safe).endsWith("漢.jpeg");
    assertThat(safe.getBytes(StandardCharsets.UTF_8).length).isBetween(236, 240);
    assertThat(FileName.safe("a." + "b".repeat(500))).hasSize(240);
  }

  @Test
  void taken_names_get_a_number_before_the_extension() {
    assertThat(FileName.numbered("a.tar.gz", 2)).isEqualTo("a.tar (2).gz");
    assertThat(FileName.numbered("README", 3)).isEqualTo("README (3)");
  }

  @Test
  void no_name_at_all_is_dangerous() {
    var random = new Random(20261121);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    for (int i = 0; i < 200_000 && System.nanoTime() < end; i++) {
      String safe = FileName.safe(anything(random));
      byte[] utf8 = safe.getBytes(StandardCharsets.UTF_8);
      assertThat(utf8.length).isBetween(1, FileName.MOST_BYTES + 1);
      assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(safe);
      assertThat(safe.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\' || c == 0x7f))
          .isFalse();
      assertThat(safe.charAt(0)).isNotIn('.', '-', '~', ' ');
      assertThat(safe.charAt(safe.length() - 1)).isNotIn('.', ' ');
      assertThat(FileName.numbered(safe, 999).getBytes(StandardCharsets.UTF_8).length)
          .isLessThanOrEqualTo(255);
    }
  }

  private static String anything(Random random) {
    var text = new StringBuilder();
    int pieces = random.nextInt(12);
    for (int i = 0; i < pieces; i++) {
      if (random.nextInt(4) == 0) {
        text.append((char) random.nextInt(0x10000));
      } else {
        text.append(PIECES[random.nextInt(PIECES.length)].repeat(1 + random.nextInt(3)));
      }
    }
    if (random.nextInt(20) == 0) {
      text.append("y".repeat(random.nextInt(600)));
    }
    return text.toString();
  }
}
