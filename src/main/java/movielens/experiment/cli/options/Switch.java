package movielens.experiment.cli.options;

/** What an option of the form on|off is set to. */
public enum Switch {
  ON,
  OFF
}
