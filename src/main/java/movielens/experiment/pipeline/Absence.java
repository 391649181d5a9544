package movielens.experiment.pipeline;

import java.util.Optional;

/**
 * What it means when the {@code config.yaml} of a run does not name an option. The record of a run
 * names what its program knew, so an option that is missing did not exist, or had no meaning.
 *
 * @param possible whether a record may lack it at all
 * @param before what the program did before the option existed; empty where it always existed
 */
record Absence(boolean possible, Optional<String> before) {
  /** Every record names it. */
  static final Absence NEVER = new Absence(false, Optional.empty());

  /** It is left out where another option makes it meaningless, or where it was not given. */
  static final Absence WITHOUT_MEANING = new Absence(true, Optional.empty());

  /** Programs that did not know it behaved as if it had this value. */
  static Absence before(String value) {
    return new Absence(true, Optional.of(value));
  }
}
