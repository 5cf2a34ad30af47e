package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserInfoTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "U", "ann",
          "P", "p@s:s/w%r?d+ü",
          "ENCODED", "p%40ss!",
          "PERCENT", "100%25@x",
          "BOTH", "ann:p@ss",
          "HOSTS", "a:1,b:2",
          "WHOLE", "mongodb://ann:p%40@h/");

  private static String expand(String uri) {
    Interpolation variables = new Interpolation(VALUES, Map.of(), "the test");
    return UserInfo.expand(Template.parse(uri), variables.at("f", 1, new ProblemLog()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mongodb://${U}:${P}@h/|mongodb://ann:p%40s%3As%2Fw%25r%3Fd%2B%C3%BC@h/",
        "mongodb://app:x${P}y@h/|mongodb://app:xp%40s%3As%2Fw%25r%3Fd%2B%C3%BCy@h/",
        "mongodb://app:${ENCODED}@h/|mongodb://app:p%40ss!@h/",
        "mongodb://app:${PERCENT}@h/|mongodb://app:100%2525%40x@h/",
        "mongodb://${BOTH}@h/|mongodb://ann:p%40ss@h/",
        "mongodb://app:${NO:-a@b}@h/|mongodb://app:a%40b@h/",
        "mongodb://${HOSTS}/?x=${P}|mongodb://a:1,b:2/?x=p@s:s/w%r?d+ü",
        "mongodb://app:${P}@${HOSTS}/|mongodb://app:p%40s%3As%2Fw%25r%3Fd%2B%C3%BC@a:1,b:2/",
        "${WHOLE}|mongodb://ann:p%40@h/"
      })
  void encodesOnlyWhatLandsInUserAndPassword(String uri, String expanded) {
    assertThat(expand(uri)).isEqualTo(expanded);
  }

  /** The driver gets the very password back, whatever is in it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theDriverReadsTheSamePassword(long seed) {
    Random random = new Random(seed);
    int[] letters = "aZ09@:/?%#[]+&=$ \"'\\,;!~ü€😀".codePoints().toArray();
    for (int i = 0; i < 300; i++) {
      StringBuilder password = new StringBuilder("%");
      for (int length = random.nextInt(20); length > 0; length--) {
        password.appendCodePoint(letters[random.nextInt(letters.length)]);
      }
      // With a character that must be encoded, no value counts as encoded already.
      password.append('@');
      Interpolation variables =
          new Interpolation(Map.of("P", password.toString()), Map.of(), "the test");
      String uri =
          UserInfo.expand(
              Template.parse("mongodb://app:${P}@h/"), variables.at("f", 1, new ProblemLog()));
      assertThat(MongoUri.parse(uri)).hasToString("mongodb://h");
      assertThat(new ConnectionString(uri).getPassword())
          .as("seed " + seed)
          .containsExactly(password.toString().toCharArray());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://app:hunter2@h/",
        "mongodb://app:x${P}@h/",
        "mongodb://app:${P:-hunter2}@h/",
        "${WHOLE:-mongodb://app:hunter2@h/}",
        "mongodb://${BOTH:-app:hunter2}@h/",
        "mongodb://app:hun/ter@h/",
        "mongodb://h/?authMechanismProperties=AWS_SESSION_TOKEN:abc",
        "mongodb://h/?proxyPassword=abc"
      })
  void seesAPasswordInTheFile(String uri) {
    assertThat(UserInfo.holdsPassword(Template.parse(uri))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://h:27017/",
        "mongodb://a:1,b:2/?replicaSet=rs",
        "mongodb://app:${P}@h:27017/?authSource=admin",
        "mongodb://${U:-app}:${P:?set it}@a:1,b:2/",
        "mongodb://app@h/?authMechanism=MONGODB-X509",
        "${WHOLE}"
      })
  void seesNoneWhereThereIsNone(String uri) {
    assertThat(UserInfo.holdsPassword(Template.parse(uri))).isFalse();
  }
}
