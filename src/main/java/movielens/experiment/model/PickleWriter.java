package movielens.experiment.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The few opcodes of Python's pickle protocol 2 that a TorchScript archive needs. */
final class PickleWriter {
  /** Makes an object of the class and the arguments on the stack. */
  private static final int NEW_OBJECT = 0x81;

  /** Puts the keys and values since the mark into the dictionary before it. */
  private static final int ITEMS = 'u';

  /** Gives an object the state on the stack. */
  private static final int BUILD = 'b';

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  PickleWriter() {
    raw(0x80, 2);
  }

  PickleWriter global(String module, String name) {
    bytes.write('c');
    bytes.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  PickleWriter string(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    bytes.write('X');
    bytes.writeBytes(littleEndian(utf8.length));
    bytes.writeBytes(utf8);
    return this;
  }

  PickleWriter integer(int value) {
    bytes.write('J');
    bytes.writeBytes(littleEndian(value));
    return this;
  }

  PickleWriter number(double value) {
    bytes.write('G');
    bytes.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
    return this;
  }

  PickleWriter bool(boolean value) {
    return value(value);
  }

  /**
   * An object of a TorchScript class, with the attributes that its code declares.
   *
   * @param attributes values of Integer, Double or Boolean, or scripts that stand for an object of
   *     their class
   */
  PickleWriter object(String className, Map<String, Object> attributes) {
    beginObject(className);
    attributes.forEach((name, value) -> string(name).value(value));
    return endObject();
  }

  /** Begins an object; names and values of its attributes follow. */
  PickleWriter beginObject(String className) {
    global("__torch__", className).emptyTuple().raw(NEW_OBJECT).emptyDict().mark();
    return string("training").value(false);
  }

  PickleWriter endObject() {
    return raw(ITEMS, BUILD);
  }

  private PickleWriter value(Object value) {
    if (value instanceof Integer number) {
      return integer(number);
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof TorchScript script) {
      return object(script.className(), script.attributes());
    }
    return raw((Boolean) value ? 0x88 : 0x89);
  }

  PickleWriter emptyTuple() {
    return raw(')');
  }

  PickleWriter emptyDict() {
    return raw('}');
  }

  /** Begins what the next tuple or items end. */
  PickleWriter mark() {
    return raw('(');
  }

  /** Makes a tuple of everything since the mark. */
  PickleWriter tuple() {
    return raw('t');
  }

  /** Calls the function below the arguments on the stack. */
  PickleWriter call() {
    return raw('R');
  }

  /** Replaces the id on the stack by what is stored outside the pickle under it. */
  PickleWriter persistent() {
    return raw('Q');
  }

  /** Ends the pickle. */
  byte[] toBytes() {
    raw('.');
    return bytes.toByteArray();
  }

  private PickleWriter raw(int... opcodes) {
    for (int opcode : opcodes) {
      bytes.write(opcode);
    }
    return this;
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
