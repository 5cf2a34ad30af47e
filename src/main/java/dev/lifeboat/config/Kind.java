package dev.lifeboat.config;

import dev.lifeboat.objective.Scenario;
import dev.lifeboat.stack.StackName;
import dev.lifeboat.units.ByteSize;
import dev.lifeboat.units.Spans;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a value must be.
 *
 * @param name such as {@code a size}; completes "the value isn't …"
 * @param hint how such a value is written
 * @param parser throws an {@link IllegalArgumentException} or {@link ArithmeticException} for
 *     others; its message isn't shown, because it could quote a secret
 */
record Kind<T>(String name, String hint, Function<String, T> parser) {
  static final Kind<StackName> STACK =
      new Kind<>("a stack name", "use up to 63 letters, digits, '-', '_' or '.'", StackName::new);
  static final Kind<ByteSize> SIZE =
      new Kind<>("a size", "write it like 10GB or 64MiB", ByteSize::parse);
  static final Kind<ByteSize> RATE =
      new Kind<>("a rate", "write bytes per second, like 50MB", Kind::parseRate);
  static final Kind<Duration> SPAN =
      new Kind<>("a span of time above zero", "write it like 7d, 6h or 90m", Kind::parseSpan);
  static final Kind<Integer> COUNT =
      new Kind<>("a whole number from 1 on", "write it like 7", Kind::parseCount);
  static final Kind<ZoneId> ZONE =
      new Kind<>("a time zone", "write it like Europe/Berlin or UTC", Kind::parseZone);
  static final Kind<Boolean> BOOLEAN =
      new Kind<>("true or false", "write true or false", Kind::parseBoolean);
  static final Kind<URI> ENDPOINT =
      new Kind<>(
          "the address of a server", "write it like https://minio:9000", S3Address::endpoint);
  static final Kind<S3Location.Lock.Mode> LOCK =
      new Kind<>(
          "'governance' or 'compliance'",
          "write governance, or compliance if not even the owner shall be able to delete",
          S3Address::mode);
  static final Kind<VolumeReading> VOLUME_READING =
      new Kind<>(
          "a way to read a volume",
          "write one of " + String.join(", ", VolumeReading.words()),
          VolumeReading::parse);
  static final Kind<ReadPreference> READ_PREFERENCE =
      new Kind<>(
          "a read preference",
          "write one of " + String.join(", ", ReadPreference.words()),
          ReadPreference::parse);
  static final Kind<Boolean> ENCRYPTION =
      new Kind<>(
          "'age' or 'none'",
          "write age, or none if nobody shall need a key",
          Kind::parseEncryption);
  static final Kind<Boolean> IMAGES =
      new Kind<>(
          "'save' or 'lock'",
          "write save to store images that no registry has, or lock to remember only which they"
              + " are",
          Kind::parseImages);
  static final Kind<DatabaseName> DATABASE =
      new Kind<>(
          "a database name",
          "name a database alone, like shop; collections go under 'mongo.collections'",
          DatabaseName::new);
  static final Kind<CollectionName> COLLECTION =
      new Kind<>(
          "a collection's full name",
          "write database and collection, like shop.users",
          CollectionName::parse);
  static final Kind<Recipient> RECIPIENT =
      new Kind<>(
          "an age recipient", "write the public key, like age1…: 62 characters", Recipient::new);
  static final Kind<TrustedSigner> SIGNER =
      new Kind<>(
          "an ssh-ed25519 public key",
          "write it as in a .pub file, like \"ssh-ed25519 AAAA… name\"",
          TrustedSigner::new);

  static final Kind<Integer> PORT =
      new Kind<>("a port", "write a number from 1 to 65535", Kind::parsePort);
  static final Kind<Double> PERCENT =
      new Kind<>("a part of 100", "write it like 95 or 99.5, up to 100", Kind::parsePercent);
  static final Kind<String> SOURCE =
      new Kind<>("a source", "write mongo or volumes", Kind::parseSource);
  static final Kind<Scenario> SCENARIO =
      new Kind<>(
          "a scenario", "write one of " + String.join(", ", Scenario.words()), Scenario::parse);

  static final Kind<ContactSettings.Authority> AUTHORITY =
      new Kind<>(
          "an authority",
          "write procedures, data-loss or business-continuity",
          Kind::parseAuthority);
  static final Kind<Period> RHYTHM =
      new Kind<>(
          "a rhythm",
          "write weekly, monthly, quarterly, half-yearly, yearly, or days such as 45d",
          Kind::parseRhythm);

  private static ContactSettings.Authority parseAuthority(String text) {
    return ContactSettings.Authority.valueOf(
        text.strip().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Period parseRhythm(String text) {
    return switch (text.strip()) {
      case "weekly" -> Period.ofDays(7);
      case "monthly" -> Period.ofMonths(1);
      case "quarterly" -> Period.ofMonths(3);
      case "half-yearly" -> Period.ofMonths(6);
      case "yearly" -> Period.ofYears(1);
      default -> {
        long days = parseSpan(text).toDays();
        if (days < 1) {
          throw new IllegalArgumentException("less than a day");
        }
        yield Period.ofDays(Math.toIntExact(days));
      }
    };
  }

  private static Integer parsePort(String text) {
    int port = Integer.parseInt(text);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("no port");
    }
    return port;
  }

  private static Double parsePercent(String text) {
    double percent = Double.parseDouble(text.strip().replaceFirst("\\s*%$", ""));
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException("no part of 100");
    }
    return percent / 100;
  }

  private static String parseSource(String text) {
    if (!text.equals("mongo") && !text.equals("volumes")) {
      throw new IllegalArgumentException("neither");
    }
    return text;
  }

  private static ByteSize parseRate(String text) {
    ByteSize rate = ByteSize.parse(text.strip().replaceFirst("/s$", ""));
    if (rate.bytes() == 0) {
      throw new IllegalArgumentException("a rate of nothing");
    }
    return rate;
  }

  private static Duration parseSpan(String text) {
    Duration span = Spans.parse(text);
    if (!span.isPositive()) {
      throw new IllegalArgumentException("no time at all");
    }
    return span;
  }

  private static ZoneId parseZone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no such zone", e);
    }
  }

  private static Integer parseCount(String text) {
    int count = Integer.parseInt(text);
    if (count < 1) {
      throw new IllegalArgumentException("none at all");
    }
    return count;
  }

  private static Boolean parseBoolean(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static Boolean parseEncryption(String text) {
    return switch (text) {
      case "age" -> true;
      case "none" -> false;
      default -> throw new IllegalArgumentException("neither age nor none");
    };
  }

  private static Boolean parseImages(String text) {
    return switch (text) {
      case "save" -> true;
      case "lock" -> false;
      default -> throw new IllegalArgumentException("neither save nor lock");
    };
  }
}
