package dev.lifeboat.storage.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bytes of an object. When the connection breaks, or ends before all was sent that was
 * announced, it goes on from there with another request; several in a row that bring nothing end it
 * with an error. It never ends early in silence.
 */
final class ResumingStream extends InputStream {
  /** Asks for the bytes from a place on, of the object that has the ETag. */
  interface Source {
    ResponseInputStream<GetObjectResponse> from(long position, String etag);
  }

  private final Source source;
  private final Pace pace;
  private final String etag;
  private final String what;
  private final long end;
  private long position;
  private int failures;
  private boolean closed;
  private @Nullable ResponseInputStream<GetObjectResponse> response;
  private @Nullable InputStream in;

  /**
   * @param first the answer to the first request
   * @param start where in the object it begins
   * @param what for messages, such as {@code 'objects/ab' in 's3://bucket'}
   */
  ResumingStream(
      ResponseInputStream<GetObjectResponse> first,
      long start,
      Source source,
      Pace pace,
      String what) {
    this.source = source;
    this.pace = pace;
    this.what = what;
    this.position = start;
    this.end = start + first.response().contentLength();
    this.etag = String.valueOf(first.response().eTag());
    this.response = first;
    this.in = pace.over(first);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    while (position < end) {
      try {
        InputStream present = in == null ? reopen() : in;
        int count = present.read(bytes, offset, (int) Math.min(length, end - position));
        if (count > 0) {
          position += count;
          failures = 0;
          return count;
        }
        throw new EOFException("the answer ended early");
      } catch (IOException | SdkException e) {
        abort();
        giveUpOrWait(e);
      }
    }
    return -1;
  }

  private InputStream reopen() throws IOException {
    ResponseInputStream<GetObjectResponse> answer = source.from(position, etag);
    InputStream paced = pace.over(answer);
    response = answer;
    in = paced;
    if (answer.response().contentLength() != end - position) {
      throw new IOException("the answer has another length than the object");
    }
    return paced;
  }

  private void giveUpOrWait(Exception e) throws IOException {
    failures++;
    if (failures >= Backoff.ATTEMPTS || Thread.currentThread().isInterrupted()) {
      throw new IOException(
          "%s can't be read on from byte %d (of %d)".formatted(what, position, end), e);
    }
    Backoff.pause(failures);
  }

  @Override
  public int available() throws IOException {
    return in == null || closed ? 0 : (int) Math.min(in.available(), end - position);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (position >= end && in != null) {
      in.close(); // the connection can be used again
    } else {
      abort();
    }
  }

  private void abort() {
    if (response != null) {
      response.abort();
    }
    response = null;
    in = null;
  }
}
