package io.oriel.transport.gamestream.internal.pairing;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.testkit.FuzzBudget;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateFuzzTest {
  @Test
  void damaged_certificates_are_refused_and_nothing_else_happens() {
    byte[] pem =
        HexFormat.of()
            .parseHex(
                HostPairingTest.load()
                    .getAsJsonObject("phase1")
                    .get("query_clientcert")
                    .getAsString());

    FuzzBudget.run(
        random -> {
          byte[] bad = pem.clone();
          FuzzBudget.damage(random, bad, 0, bad.length);
          byte[] cut = Arrays.copyOf(bad, random.nextInt(bad.length));
          for (byte[] one : List.of(bad, cut)) {
            try {
              PairingCertificate.parse(one);
            } catch (PairingException e) {
              assertThat(e).hasMessageNotContaining("null");
            }
          }
        });
  }
}
