package dev.lifeboat.rehearsal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;

/**
 * Speaks MongoDB's wire protocol on a free port of 127.0.0.1, as far as a backup needs it. What it
 * answers is the {@link Script}'s.
 */
public final class RehearsalServer implements AutoCloseable {
  private static final int HEADER = 16;
  private static final int OP_REPLY = 1;
  private static final int OP_QUERY = 2004;
  private static final int OP_MSG = 2013;
  private static final int LONGEST = 48_000_000;

  private final ServerSocket server;
  private final Script script;

  private RehearsalServer(ServerSocket server) {
    this.server = server;
    this.script = new Script("127.0.0.1:" + server.getLocalPort());
  }

  /** Opens; serves until it is closed. */
  public static RehearsalServer open() throws IOException {
    RehearsalServer opened =
        new RehearsalServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().name("rehearsal").start(opened::accept);
    return opened;
  }

  /** The URI of the one server. */
  public String uri() {
    return "mongodb://127.0.0.1:" + server.getLocalPort() + "/?directConnection=true";
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofPlatform().daemon().name("rehearsal-client").start(() -> serve(client));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      while (true) {
        out.write(answer(message(in)));
      }
    } catch (IOException e) {
      // The client is gone.
    }
  }

  private static byte[] message(DataInputStream in) throws IOException {
    byte[] length = in.readNBytes(Integer.BYTES);
    if (length.length < Integer.BYTES) {
      throw new IOException("the end");
    }
    int size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (size < HEADER || size > LONGEST) {
      throw new IOException("no message");
    }
    byte[] whole = Arrays.copyOf(length, size);
    in.readFully(whole, Integer.BYTES, size - Integer.BYTES);
    return whole;
  }

  private byte[] answer(byte[] whole) throws IOException {
    ByteBuffer message = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
    int request = message.getInt(4);
    int kind = message.getInt(12);
    return switch (kind) {
      case OP_MSG -> {
        // The flags, and the kind of the first section.
        int at = HEADER + 5;
        BsonDocument command = new RawBsonDocument(whole, at, message.getInt(at));
        byte[] reply = script.answer(command);
        yield start(request, OP_MSG, 5, reply).putInt(0).put((byte) 0).put(reply).array();
      }
      case OP_QUERY -> {
        // Only the first hello comes so.
        byte[] reply = bytes(script.hello());
        yield start(request, OP_REPLY, 20, reply)
            .putInt(0)
            .putLong(0)
            .putInt(0)
            .putInt(1)
            .put(reply)
            .array();
      }
      default -> throw new IOException("an operation of the unknown kind " + kind);
    };
  }

  private static ByteBuffer start(int request, int kind, int more, byte[] reply) {
    int size = HEADER + more + reply.length;
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(size)
        .putInt(0)
        .putInt(request)
        .putInt(kind);
  }

  static byte[] bytes(BsonDocument document) {
    RawBsonDocument raw = new RawBsonDocument(document, new BsonDocumentCodec());
    ByteBuffer buffer = raw.getByteBuffer().asNIO();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
