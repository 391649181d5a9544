package movielens.experiment.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The few opcodes of Python's pickle protocol 2 that a TorchScript archive needs. */
final class PickleWriter {
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
    return raw(value ? 0x88 : 0x89);
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

  /** Puts the keys and values since the mark into the dictionary before it. */
  PickleWriter items() {
    return raw('u');
  }

  /** Makes an object of the class and the arguments on the stack. */
  PickleWriter newObject() {
    return raw(0x81);
  }

  /** Gives an object the state on the stack. */
  PickleWriter build() {
    return raw('b');
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
