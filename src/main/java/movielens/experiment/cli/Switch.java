package movielens.experiment.cli;

/** What an option of the form on|off is set to. */
enum Switch {
  ON,
  OFF
}
