package io.oriel.itest;

import io.oriel.client.gamestream.Picture;
import io.oriel.client.gamestream.Sound;
import io.oriel.client.gamestream.StreamListener;

/// Looks at a stream's pictures and listens to its sound.
///
/// @param eyes sees the pictures, and the end
/// @param ears hears the sound
/// @param both sees and hears
public record EyesAndEars(StreamListener eyes, StreamListener ears, StreamListener both)
    implements StreamListener {
  @Override
  public void picture(Picture picture) {
    eyes.picture(picture);
    both.picture(picture);
  }

  @Override
  public void sound(Sound sound) {
    ears.sound(sound);
    both.sound(sound);
  }

  @Override
  public void ended(int code, String detail) {
    eyes.ended(code, detail);
  }
}
