package movielens.experiment.model;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * A TorchScript class and the values of its attributes.
 *
 * @param owner the class beside which the resource with the code stands
 * @param className of the script, which is also the name of the resource, in lower case, with
 *     {@code .py}
 * @param attributes Integer, Double or Boolean, or other scripts, whose methods this one calls; no
 *     two of one class
 */
public record TorchScript(Class<?> owner, String className, Map<String, Object> attributes) {
  /** The code of the class, after that of the classes that it needs. */
  String code() throws IOException {
    StringBuilder code = new StringBuilder();
    for (Object attribute : attributes.values()) {
      if (attribute instanceof TorchScript script) {
        code.append(script.code());
      }
    }
    return code.append(TorchScriptArchive.code(owner, className.toLowerCase(Locale.ROOT) + ".py"))
        .toString();
  }
}
