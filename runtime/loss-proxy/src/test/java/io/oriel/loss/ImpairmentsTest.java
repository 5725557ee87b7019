package io.oriel.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ImpairmentsTest {
  @Test
  void every_setting_is_read() {
    var read =
        Impairments.parse(
            "loss=1.5%, burst=0.5%/20%/80%/0.1% delay=20ms,jitter=1.5ms,shape=pareto,order=kept,"
                + "reorder=2%,reorder-by=300us,duplicate=100%,rate=1.5gbit,queue=64k,mtu=1400,"
                + "seed=-7");

    assertThat(read)
        .isEqualTo(
            new Impairments(
                0.015,
                new BurstLoss(0.005, 0.2, 0.8, 0.001),
                20_000_000,
                1_500_000,
                JitterShape.PARETO,
                true,
                0.02,
                300_000,
                1,
                1_500_000_000,
                65_536,
                1400,
                -7));
  }

  @Test
  void text_and_back_again_changes_nothing() {
    var random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      Impairments any = any(random);

      assertThat(Impairments.parse(any.toString())).isEqualTo(any);
    }
  }

  @Test
  void what_is_usual_is_not_printed() {
    assertThat(Impairments.NONE).hasToString("none");
    assertThat(Impairments.parse("")).isEqualTo(Impairments.NONE);
    assertThat(Impairments.parse("none")).isEqualTo(Impairments.NONE);
    assertThat(Impairments.parse("loss=0%,rate=50mbit,delay=0ms"))
        .hasToString("rate=50mbit,queue=256k");
    assertThat(Impairments.parse("burst=1%/20%")).hasToString("burst=1%/20%/100%/0%");
  }

  @Test
  void settings_on_top_replace_only_themselves() {
    Impairments line = Impairments.parse("loss=1%,delay=20ms,seed=3");

    assertThat(line.with("delay=5ms,mtu=1400")).hasToString("loss=1%,delay=5ms,mtu=1400,seed=3");
  }

  @Test
  void a_bad_value_names_its_key_and_what_it_takes() {
    refused("loss=101%", "loss: 101% is not 0% to 100%");
    refused("loss=-1%", "loss: -1% is not 0% to 100%");
    refused("loss=0.5", "loss: 0.5 is no percentage such as 1.5%");
    refused("burst=1%", "burst: 1% is not ENTER/LEAVE[/INSIDE[/OUTSIDE]] such as 0.5%/20%");
    refused("burst=1%/120%", "burst: 120% is not 0% to 100%");
    refused("burst=1%/0%", "burst: a network that turns bad and never good again");
    refused("delay=20", "delay: 20 is no time such as 20ms, 1.5s or 300us");
    refused("delay=61s", "delay: 61s is not 0ms to 60s");
    refused("jitter=-1ms", "jitter: -1000000ns is not 0ms to 60s");
    refused("jitter=0.1ns", "jitter: 0.1ns is no time");
    refused("shape=round", "shape: round is not uniform, normal or pareto");
    refused("order=yes", "order: yes is not kept or free");
    refused("reorder=1%", "reorder: without a delay nothing can be overtaken");
    refused("rate=50", "rate: 50 is no rate such as 50mbit");
    refused("rate=1bit", "rate: 1bit is not 8kbit to 100gbit");
    refused("rate=9e9mbit", "rate: 9e9mbit is no rate");
    refused("queue=1k", "queue: 1k is not 1500 to 1024m");
    refused("queue=999999999999", "is not 1500 to 1024m");
    refused("mtu=20", "mtu: 20 is not 68 to 65535");
    refused("seed=x", "seed: x is no whole number");
    refused("lost=1%", "no setting lost; there are loss, burst");
    refused("loss", "'loss' is not KEY=VALUE; keys are loss, burst");
  }

  @Test
  void a_burst_model_can_be_made_from_its_loss_and_length() {
    BurstLoss burst = BurstLoss.of(0.02, 5);

    assertThat(burst.mean01()).isCloseTo(0.02, within(1e-12));
    assertThat(1 / burst.leave01()).isCloseTo(5, within(1e-12));
    assertThatThrownBy(() -> BurstLoss.of(1, 5)).hasMessageContaining("burst");
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> Impairments.parse(text))
        .as(text)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Impairments any(Random random) {
    return new Impairments(
        random.nextDouble(),
        new BurstLoss(
            random.nextDouble(),
            1 - random.nextDouble(),
            random.nextDouble(),
            random.nextInt(100) / 100.0),
        random.nextLong(1, 60_000_000_001L),
        random.nextLong(100) * 1_000_000,
        JitterShape.values()[random.nextInt(3)],
        random.nextBoolean(),
        random.nextBoolean() ? random.nextDouble() : 0,
        random.nextLong(1_000_000_000),
        random.nextDouble() * 1e-6,
        random.nextBoolean() ? 0 : random.nextLong(8_000, 100_000_000_001L),
        random.nextInt(1_500, (1 << 30) + 1),
        random.nextBoolean() ? 0 : random.nextInt(68, 65_536),
        random.nextLong());
  }
}
