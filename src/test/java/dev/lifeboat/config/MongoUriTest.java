package dev.lifeboat.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MongoUriTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mongodb://localhost|mongodb://localhost",
        "mongodb://u:p%40w@a:1,b:2/db?replicaSet=r|mongodb://a:1,b:2",
        "mongodb://u@[::1]:27017/|mongodb://[::1]:27017",
        "mongodb://u:@h/|mongodb://h",
        "mongodb+srv://u:p@cluster.example.org/|mongodb+srv://cluster.example.org",
        "mongodb://%2Ftmp%2Fmongodb-27017.sock/|mongodb://%2Ftmp%2Fmongodb-27017.sock",
        "mongodb://h?tls=true|mongodb://h"
      })
  void takesSoundOnesAndPrintsOnlyTheHosts(String uri, String shown) {
    assertThat(MongoUri.parse(uri)).hasToString(shown);
    assertThat(MongoUri.parse(uri).secret().reveal()).isEqualTo(uri);
  }

  /** The driver looks up the host of mongodb+srv at once, so that one isn't tried. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mongodb://localhost",
        "mongodb://u:p%40w@a:1,b:2/db?replicaSet=r",
        "mongodb://u:p@[::1]:27017/",
        "mongodb://%2Ftmp%2Fmongodb-27017.sock/",
        "mongodb://u@h/?authMechanism=MONGODB-X509&tls=true"
      })
  void whatItTakesTheDriverTakesToo(String uri) {
    assertThat(new ConnectionString(MongoUri.parse(uri).secret().reveal()).getHosts()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://h/|it doesn't start with",
        "localhost:27017|it doesn't start with",
        "mongodb://|it names no host",
        "mongodb://u:p@/|it names no host",
        "mongodb://u:s@crets@h/|the user name or password holds",
        "mongodb://u:se/crets@h/|the user name or password holds",
        "mongodb://root:p@ss/crets@h/|the user name or password holds",
        "mongodb://root:p@ss/crets@h:27017/db?authSource=admin|the user name or password holds",
        "mongodb://root:p@ss?crets@h/|the user name or password holds",
        "mongodb+srv://root:p@ss/crets@h/|the user name or password holds",
        "mongodb://u:se?crets@h/|the user name or password holds",
        "mongodb://u:se:crets@h/|the user name or password holds",
        "mongodb://u:se%crets@h/|the user name or password holds",
        "mongodb://a,,b/|a host isn't of the form",
        "mongodb://h:port/|a host isn't of the form",
        "mongodb://h:0/|a port isn't between",
        "mongodb://h:65536/|a port isn't between",
        "mongodb+srv://a,b/|'mongodb+srv://' takes one host",
        "mongodb+srv://a:27017/|'mongodb+srv://' takes one host"
      })
  void refusesOthersWithoutShowingThem(String uri, String message) {
    assertThatThrownBy(() -> MongoUri.parse(uri))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("crets");
  }

  @Test
  void aSecretDoesNotPrint() {
    MongoUri uri = MongoUri.parse("mongodb://u:hunter2@h/?proxyPassword=hunter3");
    assertThat(uri.secret()).hasToString("***");
    assertThat(uri.toString()).doesNotContain("hunter");
  }
}
