package dev.lifeboat.source.volume;

import java.io.ByteArrayOutputStream;

/** What a {@link TarEmitter} makes of a stream. */
final class Emitted {
  private Emitted() {}

  static byte[] of(byte[] tar) {
    var out = new ByteArrayOutputStream();
    TarEmitter emitter = new TarEmitter(out::write);
    TarParser parser = new TarParser(emitter);
    parser.accept(tar, 0, tar.length);
    parser.end();
    emitter.end();
    return out.toByteArray();
  }
}
