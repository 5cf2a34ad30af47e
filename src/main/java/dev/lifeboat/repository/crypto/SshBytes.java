package dev.lifeboat.repository.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Strings of the SSH wire format: a length in four bytes, then the bytes. */
final class SshBytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  SshBytes raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  SshBytes number(int value) {
    return raw(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  SshBytes string(byte[] value) {
    return number(value.length).raw(value);
  }

  SshBytes string(String value) {
    return string(ascii(value));
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }

  static byte[] ascii(String value) {
    return value.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads one string.
   *
   * @throws BufferUnderflowException if it isn't all there
   */
  static byte[] read(ByteBuffer from) {
    int length = from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] value = new byte[length];
    from.get(value);
    return value;
  }

  static String readText(ByteBuffer from) {
    return new String(read(from), StandardCharsets.ISO_8859_1);
  }
}
