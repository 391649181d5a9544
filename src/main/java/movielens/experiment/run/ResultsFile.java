package movielens.experiment.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import movielens.experiment.files.DataException;

/** {@link RunResults} as JSON text. NaN and infinities, which JSON lacks, are null. */
public final class ResultsFile {
  /** Reads and writes every JSON file of the program. */
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(doubles())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ResultsFile() {}

  /** The JSON text, indented, ending with a line feed whatever the platform. */
  public static String toJson(RunResults results) {
    return text(results);
  }

  /** Any value as JSON text of that kind. */
  public static String text(Object value) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
    try {
      return MAPPER.writer(printer).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("results cannot be written as JSON", e);
    }
  }

  /**
   * Reads a {@code results.json}.
   *
   * @throws DataException when the file is missing, malformed or of another schema version
   */
  public static RunResults read(Path file) {
    return read(file, RunResults.class, RunResults.SCHEMA_VERSION);
  }

  /** Reads a file of that kind; its version comes first, since another has other fields. */
  public static <T> T read(Path file, Class<T> type, int schemaVersion) {
    try {
      JsonNode json = MAPPER.readTree(Files.readString(file));
      JsonNode found = json.path("schemaVersion");
      if (!found.isInt()) {
        throw new DataException(file + ":1: not a results file: it has no schemaVersion");
      }
      int version = found.intValue();
      if (version != schemaVersion) {
        throw new DataException(
            "%s has schema version %d, this program reads %d; read it with the program that wrote it"
                .formatted(file, version, schemaVersion));
      }
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new DataException(
          file + ":" + line + ": not a results file: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new DataException(file + " cannot be read; give the folder of a finished run", e);
    }
  }

  private static SimpleModule doubles() {
    SimpleModule module = new SimpleModule("doubles");
    module.addSerializer(double.class, new FiniteOrNull());
    module.addSerializer(Double.class, new FiniteOrNull());
    module.addDeserializer(double.class, new NullAsNaN());
    module.addDeserializer(Double.class, new NullAsNaN());
    return module;
  }

  private static final class FiniteOrNull extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    FiniteOrNull() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
  }

  private static final class NullAsNaN extends StdDeserializer<Double> {
    private static final long serialVersionUID = 1L;

    NullAsNaN() {
      super(Double.class);
    }

    @Override
    public Double deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return json.getDoubleValue();
    }

    @Override
    public Double getNullValue(DeserializationContext context) {
      return Double.NaN;
    }
  }
}
