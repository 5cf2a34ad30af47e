package dev.lifeboat.config;

/**
 * A MongoDB namespace, written {@code database.collection}. The collection may hold dots.
 *
 * @param database the database
 * @param collection the collection in it, not empty, without the character NUL
 */
public record CollectionName(DatabaseName database, String collection) {
  public CollectionName {
    if (collection.isEmpty() || collection.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("not a collection name");
    }
  }

  static CollectionName parse(String text) {
    int dot = text.indexOf('.');
    if (dot < 0) {
      throw new IllegalArgumentException("no dot between database and collection");
    }
    return new CollectionName(new DatabaseName(text.substring(0, dot)), text.substring(dot + 1));
  }

  @Override
  public String toString() {
    return database + "." + collection;
  }
}
