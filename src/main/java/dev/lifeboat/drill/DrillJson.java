package dev.lifeboat.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Records as {@code report.json}: fields as the records name them, in their order; an instant is an
 * ISO-8601 text in UTC, a duration a number of seconds, an enum's constant {@code lower-case}, an
 * absent value {@code null}. A field that this version doesn't know is passed over, a list that
 * isn't there is empty.
 */
public final class DrillJson {
  private static final JsonMapper MAPPER = mapper();

  private DrillJson() {}

  /** The bytes of a record's file, with a line feed at the end. */
  public static byte[] print(DrillRecord record) {
    return bytes(record);
  }

  /** The bytes of a sign-off's file, with a line feed at the end. */
  public static byte[] print(SignOff signOff) {
    return bytes(signOff);
  }

  /**
   * Reads a record.
   *
   * @throws IllegalArgumentException if it is none, or one of a later format
   */
  public static DrillRecord record(byte[] json) {
    DrillRecord record = parse(json, DrillRecord.class);
    if (record.format() > DrillRecord.FORMAT) {
      throw new IllegalArgumentException(
          "the record has format %d, and this version reads up to %d"
              .formatted(record.format(), DrillRecord.FORMAT));
    }
    return record;
  }

  /**
   * Reads a sign-off.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SignOff signOff(byte[] json) {
    return parse(json, SignOff.class);
  }

  private static byte[] bytes(Object value) {
    return (MAPPER.writeValueAsString(value) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static <T> T parse(byte[] json, Class<T> type) {
    try {
      return Objects.requireNonNull(MAPPER.readValue(json, type));
    } catch (JacksonException | NullPointerException e) {
      throw new IllegalArgumentException("not a " + type.getSimpleName(), e);
    }
  }

  private static JsonMapper mapper() {
    SimpleModule forms = new SimpleModule("drill");
    forms.addSerializer(Duration.class, new ToSeconds());
    forms.addDeserializer(Duration.class, new FromSeconds());
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
        .withConfigOverride(
            List.class,
            lists -> lists.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
        .changeDefaultPropertyInclusion(
            _ ->
                JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
        .addModule(forms)
        .build();
  }

  private static final class ToSeconds extends ValueSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
      json.writeNumber(BigDecimal.valueOf(value.toMillis(), 3));
    }
  }

  private static final class FromSeconds extends ValueDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context) {
      return Duration.ofMillis(json.getDecimalValue().movePointRight(3).longValue());
    }
  }
}
