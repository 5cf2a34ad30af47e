package dev.lifeboat.repository.crypto;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.crypto.CipherKey;
import com.exceptionfactory.jagged.framework.format.StandardPayloadKeyWriter;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** age version 1 with X25519. Header and keys are jagged's work; the body is {@link AgePayload}. */
final class AgeCipher implements ObjectCipher {
  /** More than the version line, the end and the nonce take, and than each recipient takes. */
  private static final int ROOM = 256;

  private final List<RecipientStanzaWriter> writers = new ArrayList<>();
  private final IdentitySource identities;
  private final String recipientsId;

  AgeCipher(List<Recipient> recipients, IdentitySource identities) {
    List<Recipient> distinct = recipients.stream().distinct().toList();
    if (distinct.isEmpty()) {
      throw new IllegalArgumentException("no recipients");
    }
    try {
      for (Recipient recipient : distinct) {
        writers.add(
            X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient.publicKey()));
      }
      recipientsId = id(distinct);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("X25519 is not available", e);
    }
    this.identities = identities;
  }

  private static String id(List<Recipient> recipients) throws GeneralSecurityException {
    String all =
        recipients.stream().map(Recipient::publicKey).sorted().collect(Collectors.joining("\n"));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @Override
  public long roomFor(long length) {
    return headerRoom() + AgePayload.sealedLength(length);
  }

  private int headerRoom() {
    return ROOM + ROOM * writers.size();
  }

  @Override
  public Sealed seal(MemorySegment plain, MemorySegment room) {
    ByteBuffer header = ByteBuffer.allocate(headerRoom());
    KeptFileKey fileKey = new KeptFileKey(writers);
    try {
      CipherKey key = new StandardPayloadKeyWriter().writeFileHeader(header, List.of(fileKey));
      int headerLength = header.position();
      long bodyLength = AgePayload.sealedLength(plain.byteSize());
      MemorySegment.copy(header.array(), 0, room, JAVA_BYTE, 0, headerLength);
      AgePayload.seal(key, plain, room.asSlice(headerLength, bodyLength));
      key.destroy();
      return new AgeSealed(room.asSlice(0, headerLength + bodyLength), fileKey);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot encrypt", e);
    }
  }

  @Override
  public byte[] open(byte[] sealed, int offset, int length) throws DamagedObjectException {
    Objects.checkFromIndexSize(offset, length, sealed.length);
    return file(MemorySegment.ofArray(sealed).asSlice(offset, length)).open();
  }

  @Override
  public MemorySegment open(MemorySegment sealed, MemorySegment room)
      throws DamagedObjectException {
    return file(sealed).open(room);
  }

  @Override
  public MemorySegment open(MemorySegment sealed, byte[] key, MemorySegment room)
      throws DamagedObjectException {
    try {
      return AgeFile.parse(sealed, KeptFileKey.of(key)).open(room);
    } catch (NoIdentityFitsException e) {
      throw new AssertionError("the kept key needs no identity", e);
    }
  }

  private AgeFile file(MemorySegment sealed) throws DamagedObjectException {
    List<Identity> here = identities.identities();
    if (here.isEmpty()) {
      throw Problem.of(
              Code.KEY_MISSING,
              "cannot decrypt: there are only public keys here",
              "run this where the identity file is, or name that file in the configuration")
          .exception();
    }
    try {
      return AgeFile.parse(sealed, new AnyIdentity(readers(here)));
    } catch (NoIdentityFitsException e) {
      throw Problem.of(
              Code.KEY_WRONG,
              "none of the identities here opens it: '"
                  + here.stream()
                      .map(identity -> identity.recipient().publicKey())
                      .collect(Collectors.joining("', '"))
                  + "'",
              "use the identity of a recipient that the backup was made for")
          .causedBy(e);
    }
  }

  @Override
  public String recipientsId() {
    return recipientsId;
  }

  @Override
  public boolean isAuthentic() {
    return true;
  }

  @Override
  public boolean canOpen() {
    return !identities.isEmpty();
  }

  private static List<RecipientStanzaReader> readers(List<Identity> identities) {
    List<RecipientStanzaReader> readers = new ArrayList<>();
    try {
      for (Identity identity : identities) {
        readers.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity.secret()));
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("X25519 is not available", e);
    }
    return readers;
  }
}
