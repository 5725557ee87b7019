package io.oriel.client.gamestream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.oriel.wire.gamestream.enet.Delivery;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ClientInputTest {
  private static final String EVERYTHING =
      """
      haptics on
      move 1 1
      move -1 -1
      key 0x41 down 3          # modifiers as bits
      key 0x41 up
      key 0xe2 down asis
      move -5 300
      to 640 360 1280 720
      button 3 down
      button 3 up
      scroll -120
      hscroll 60
      arrive 1 2 255 3211263
      pad 1 3 0
      pad 1 3 1118208 128 255 -32768 32767 1000 -1000
      touch down 7 0.25 0.75 0.5 0.01 0.02 90
      pen down 1 1 0.5 0.125 1 65535 45
      padtouch 1 down 1 3 0.5 0.25
      motion 1 accel 0 9.80665 -1.5
      motion 1 gyro 0 0 0
      battery 1 3 87
      text a
      text €
      """;

  private record Sent(int channel, String packet, Delivery delivery) {}

  private final List<Sent> sent = new ArrayList<>();
  private final ClientInput input =
      new ClientInput(
          (channel, plain, delivery) ->
              sent.add(
                  new Sent(channel, HexFormat.of().formatHex(plain, 4, plain.length), delivery)));

  @Test
  void every_message_is_that_of_a_stock_client_on_its_channel() {
    var expected = new ArrayList<Sent>();
    for (var e : Vectors.file("input-packets.json").getAsJsonArray("vectors")) {
      JsonObject v = e.getAsJsonObject();
      expected.add(
          new Sent(
              v.get("channel").getAsInt(),
              v.get("packet").getAsString(),
              Delivery.valueOf(v.get("delivery").getAsString().toUpperCase(Locale.ROOT))));
    }

    InputScript.parse(EVERYTHING).run(input);

    assertThat(sent).containsExactlyElementsOf(expected);
  }

  @Test
  void only_moves_and_hovers_may_be_lost_and_not_a_pens_buttons() {
    input.touch(ClientInput.HOVER, 1, 0, 0);
    input.touch(ClientInput.MOVE, 1, 0, 0);
    input.touch(ClientInput.UP, 1, 0, 0);
    input.pen(ClientInput.MOVE, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    input.pen(ClientInput.MOVE, 1, 2, 0, 0, 0, 0, 0, 0, 0);
    input.pen(ClientInput.MOVE, 1, 2, 0, 0, 0, 0, 0, 0, 0);
    input.controllerTouch(0, ClientInput.MOVE, 0, 1, 0, 0, 0);
    input.controllerMotion(0, 2, 0, 0, 1);

    assertThat(sent)
        .extracting(Sent::delivery)
        .containsExactly(
            Delivery.UNRELIABLE,
            Delivery.UNRELIABLE,
            Delivery.RELIABLE,
            Delivery.UNRELIABLE,
            Delivery.RELIABLE,
            Delivery.UNRELIABLE,
            Delivery.UNRELIABLE,
            Delivery.UNRELIABLE);
  }

  @Test
  void a_script_that_makes_no_sense_is_refused_with_its_line() {
    assertThatThrownBy(() -> InputScript.parse("wait 1\nfly 3"))
        .hasMessageContaining("line 2")
        .hasMessageContaining("fly");
    assertThatThrownBy(() -> InputScript.parse("key 0x41 sideways"))
        .hasMessageContaining("neither down nor up");
    assertThatThrownBy(() -> InputScript.parse("touch down 1")).hasMessageContaining("line 1");
  }
}
