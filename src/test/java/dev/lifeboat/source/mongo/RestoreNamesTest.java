package dev.lifeboat.source.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.problem.Code;
import dev.lifeboat.problem.ProblemException;
import dev.lifeboat.source.Item;
import dev.lifeboat.source.RestoreSelection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which items a selection means, and what they are called then. */
class RestoreNamesTest {
  private static final List<Item> SHOP =
      Stream.of("shop.orders", "shop.users", "blog.posts", "shop.$admin.system.users")
          .map(RestoreNamesTest::item)
          .toList();

  @Test
  void aDatabaseIsAllOfItsCollectionsAndItsUsers() {
    assertThat(chosen(RestoreSelection.only("shop")))
        .containsExactly("shop.orders", "shop.users", "shop.$admin.system.users");
    assertThat(chosen(RestoreSelection.only("shop.*"))).hasSize(3);
    assertThat(chosen(RestoreSelection.only("shop.orders"))).containsExactly("shop.orders");
    assertThat(chosen(RestoreSelection.only("*o*"))).hasSize(4);
  }

  @Test
  void usersStayOutUnderAnotherName() {
    assertThat(chosen(RestoreSelection.only("shop").as("shop2")))
        .containsExactly("shop.orders", "shop.users");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop | shop2.orders | mixes a database and a collection",
        "shop.orders | shop2 | mixes a database and a collection",
        "shop | a b | can't be the name of a database",
        "shop | admin | is the server's own",
        "shop.orders | shop.system.x | are kept for other uses",
        "shop.orders | shop.__lifeboat.x | are kept for other uses",
        "shop.orders | shop.a$b | can't be the name of a collection",
        "shop.orders | shop.users | would both become 'shop.users'",
        "shop.ordres | shop.o | has no collection 'shop.ordres'",
        "shp | shop2 | has no database 'shp'",
      })
  void namesThatCantBeAreRefused(String from, String to, String reason) {
    assertThatThrownBy(() -> RestoreNames.of(SHOP, RestoreSelection.ALL.rename(from, to)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void twoDatabasesCantBecomeOneIfTheirNamesMeet() {
    var taken = Stream.concat(SHOP.stream(), Stream.of(item("blog.orders"))).toList();
    assertThatThrownBy(() -> RestoreNames.of(taken, RestoreSelection.ALL.rename("shop", "blog.*")))
        .hasMessage(
            "'shop.orders' and 'blog.orders' of the backup would both become 'blog.orders'");
    assertThat(RestoreNames.of(SHOP, RestoreSelection.ALL.rename("shop", "blog")).items())
        .hasSize(3);
  }

  @Test
  void asNeedsOneDatabase() {
    assertThatThrownBy(() -> RestoreNames.of(SHOP, RestoreSelection.ALL.as("shop2")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems().getFirst().code()).isEqualTo(Code.USAGE);
              assertThat(e.problems().getFirst().message())
                  .endsWith("and 2 are selected: 'blog', 'shop'");
            });
  }

  @Test
  void twoNamesForOneThingAreRefused() {
    var twice = RestoreSelection.ALL.rename("shop", "a").rename("shop.*", "b");
    assertThatThrownBy(() -> RestoreNames.of(SHOP, twice)).hasMessage("'shop' gets two names");
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    var items = List.of(item("a." + "n".repeat(253)));
    assertThatThrownBy(() -> RestoreNames.of(items, RestoreSelection.ALL.as("ab")))
        .hasMessageContaining("longer than 255 bytes");
  }

  @Test
  void aViewNamesWhatItReadsWhereverThatStands() {
    var view =
        BsonDocument.parse(
            """
            {viewOn: 'a', pipeline: [
              {$match: {from: 'a'}},
              {$lookup: {from: 'b', as: 'x', pipeline: [{$unionWith: 'c'}]}},
              {$unionWith: {coll: 'd', pipeline: [{$graphLookup: {from: 'e', as: 'y'}}]}},
              {$facet: {one: [{$lookup: {from: 'f', as: 'z'}}]}}]}
            """);
    assertThat(RestoreViewNames.in(view)).containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(new RestoreViewNames(name -> name + "2").rename(view))
        .isEqualTo(
            BsonDocument.parse(
                """
                {viewOn: 'a2', pipeline: [
                  {$match: {from: 'a'}},
                  {$lookup: {from: 'b2', as: 'x', pipeline: [{$unionWith: 'c2'}]}},
                  {$unionWith: {coll: 'd2', pipeline: [{$graphLookup: {from: 'e2', as: 'y'}}]}},
                  {$facet: {one: [{$lookup: {from: 'f2', as: 'z'}}]}}]}
                """));
  }

  private static List<String> chosen(RestoreSelection selection) {
    return RestoreNames.of(SHOP, selection).items().stream().map(Item::name).toList();
  }

  private static Item item(String name) {
    var kind = name.endsWith("system.users") ? "users" : "collection";
    return new Item(name, kind, Optional.empty(), 0, List.of(), Map.of(), Optional.empty());
  }
}
