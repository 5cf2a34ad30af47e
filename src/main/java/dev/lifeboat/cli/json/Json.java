package dev.lifeboat.cli.json;

import dev.lifeboat.units.ByteSize;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Writes records as JSON. Fields keep their order and their names; an instant is an ISO-8601 text
 * in UTC, a duration a number of seconds, a size a number of bytes, an enum's constant {@code
 * lower-case}, an absent value {@code null}. Safe for threads.
 */
public final class Json {
  private final JsonMapper mapper;

  public Json() {
    SimpleModule forms = new SimpleModule("lifeboat");
    forms.addSerializer(Duration.class, new Seconds());
    forms.addSerializer(ByteSize.class, new Bytes());
    forms.addSerializer(Path.class, new Paths());
    forms.addSerializer(Enum.class, new Words());
    this.mapper =
        JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .addModule(forms)
            .build();
  }

  /** On one line, without a line feed at its end. */
  public String line(Object value) {
    return mapper.writeValueAsString(value);
  }

  /** On several lines, for people. */
  public String indented(Object value) {
    return mapper.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  private static final class Seconds extends ValueSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
      json.writeNumber(BigDecimal.valueOf(value.toMillis(), 3));
    }
  }

  private static final class Bytes extends ValueSerializer<ByteSize> {
    @Override
    public void serialize(ByteSize value, JsonGenerator json, SerializationContext context) {
      json.writeNumber(value.bytes());
    }
  }

  private static final class Paths extends ValueSerializer<Path> {
    @Override
    public void serialize(Path value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.toString());
    }
  }

  @SuppressWarnings("rawtypes") // Jackson asks for the class of every enum
  private static final class Words extends ValueSerializer<Enum> {
    @Override
    public void serialize(Enum value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
  }
}
