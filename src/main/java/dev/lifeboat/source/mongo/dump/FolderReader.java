package dev.lifeboat.source.mongo.dump;

import dev.lifeboat.io.FileException;
import dev.lifeboat.source.mongo.DumpedCollection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.bson.BsonDocument;

/** Reads a folder of mongodump, file by file: what is wrong with one says nothing of the others. */
final class FolderReader {
  /** No metadata are longer: a server's own answer must fit into a document. */
  private static final int LONGEST_METADATA = 32 << 20;

  private final FolderForm form;
  private final DumpListener to;
  private final LongConsumer progress;

  // Which collection's documents are in which file.
  private final Map<String, Namespace> documents = new LinkedHashMap<>();
  private final Map<Namespace, String> damage = new LinkedHashMap<>();

  FolderReader(FolderForm form, DumpListener to, LongConsumer progress) {
    this.form = form;
    this.to = to;
    this.progress = progress;
  }

  void read() {
    Set<String> names = new LinkedHashSet<>(form.files().keySet());
    List<DumpEntry> entries = new ArrayList<>();
    for (String name : names) {
      if (name.endsWith(FolderForm.METADATA)) {
        entries.add(entry(name));
      }
    }
    for (String name : names) {
      if (name.endsWith(FolderForm.DOCUMENTS) && !documents.containsKey(name)) {
        Namespace namespace = namespace(name, FolderForm.DOCUMENTS);
        documents.put(name, namespace);
        entries.add(new DumpEntry(namespace, Optional.empty()));
      }
    }
    to.declared(head(entries));
    damage.forEach(to::damaged);
    documents.forEach(this::documents);
  }

  private DumpHead head(List<DumpEntry> entries) {
    for (String name : form.files().keySet()) {
      if (name.endsWith(FolderForm.PRELUDE)) {
        try {
          BsonDocument prelude = BsonDocument.parse(text(path(name)));
          return new DumpHead(
              text(prelude, "ServerVersion"), text(prelude, "ToolVersion"), entries);
        } catch (IOException | RuntimeException e) {
          // It says nothing that a restore needs.
        }
      }
    }
    return new DumpHead(Optional.empty(), Optional.empty(), entries);
  }

  private static Optional<String> text(BsonDocument document, String name) {
    return document.isString(name)
        ? Optional.of(document.getString(name).getValue())
        : Optional.empty();
  }

  private DumpEntry entry(String name) {
    Namespace namespace = namespace(name, FolderForm.METADATA);
    try {
      String json = text(path(name));
      BsonDocument document = BsonDocument.parse(json);
      if (document.isString("collectionName")) {
        // Long names are cut in the file's name.
        namespace = new Namespace(namespace.db(), document.getString("collectionName").getValue());
      }
      var collection =
          DumpedCollection.of(namespace.db(), namespace.collection(), Optional.of(json));
      Namespace data = collection.isTimeSeries() ? namespace.buckets() : namespace;
      collection.file().ifPresent(file -> documents.put(file, data));
      return new DumpEntry(namespace, Optional.of(json));
    } catch (DamageException e) {
      damage.put(namespace, "its metadata file " + e.what());
    } catch (IOException e) {
      throw FileException.cannot("read", path(name), e);
    } catch (IllegalArgumentException | org.bson.json.JsonParseException e) {
      damage.put(namespace, "its metadata file is damaged: it is not valid JSON");
    }
    documents.put(
        name.substring(0, name.length() - FolderForm.METADATA.length()) + FolderForm.DOCUMENTS,
        namespace);
    return new DumpEntry(namespace, Optional.empty());
  }

  private void documents(String name, Namespace namespace) {
    Path path = form.files().get(name);
    if (path == null) {
      to.damaged(namespace, "its file '%s' is missing".formatted(name));
      return;
    }
    try (DumpLayers layers = DumpLayers.open(path, form.passphrase(), progress)) {
      var reader = new DocumentReader(new DumpWindow(layers.in()), layers.of("file"));
      var checks = new DocumentChecks(to, reader);
      switch (reader.read(
          (buffer, offset, length, position) ->
              checks.pass(namespace, buffer, offset, length, position))) {
        case DocumentReader.End.Broken(String what) -> checks.damage(namespace, "its file " + what);
        case DocumentReader.End.Terminator() ->
            checks.damage(namespace, "its file is damaged: no document begins in the middle of it");
        case DocumentReader.End.Stream() -> {
          if (!checks.isDamaged(namespace)) {
            to.ended(namespace);
          }
        }
      }
    } catch (DamageException e) {
      to.damaged(namespace, "its file " + e.what());
    } catch (IOException e) {
      throw FileException.cannot("read", path, e);
    }
  }

  private String text(Path path) throws IOException {
    try (DumpLayers layers = DumpLayers.open(path, form.passphrase(), progress)) {
      var content = new ByteArrayOutputStream();
      content.write(layers.in().readNBytes(LONGEST_METADATA));
      if (layers.in().read() >= 0) {
        throw new DamageException("is longer than any metadata can be");
      }
      return content.toString(StandardCharsets.UTF_8);
    }
  }

  private Path path(String name) {
    return java.util.Objects.requireNonNull(form.files().get(name));
  }

  private static Namespace namespace(String name, String ending) {
    String stem = name.substring(0, name.length() - ending.length());
    int slash = stem.indexOf('/');
    String db = slash < 0 ? "" : stem.substring(0, slash);
    String escaped = stem.substring(slash + 1);
    try {
      return new Namespace(db, URLDecoder.decode(escaped, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return new Namespace(db, escaped);
    }
  }
}
