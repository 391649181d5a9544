package movielens.experiment.evaluation;

import java.util.List;
import java.util.function.Function;

/**
 * Takes the difference of {@code distilled} from {@code generic} apart. The two differ in two
 * things: the people whose events they learn from, and the events, all or those of the genre. Two
 * more models differ from either in one: {@code devotees}, the power users' whole histories, and
 * {@code generic-genre}, everybody's genre events. As in any factorial experiment of two factors,
 * the effect of one is the mean of its two differences, and the interplay what the second
 * difference has more than the first. Fisher, "The Design of Experiments", 1935, chapter VI.
 */
public final class TwoByTwo {
  /**
   * The four models: everybody and power users, each with all events and with those of the genre.
   */
  public static final List<ModelName> MODELS =
      List.of(ModelName.GENERIC, ModelName.DEVOTEES, ModelName.GENERIC_GENRE, ModelName.DISTILLED);

  private final Bootstrap bootstrap;
  private final JointBootstrap joint;

  /**
   * Intervals from the same resamples whenever they have the same seed.
   *
   * @param resamples user resamples of each interval, positive
   * @param seed of the resamples
   */
  public TwoByTwo(int resamples, long seed) {
    bootstrap = new Bootstrap(resamples, seed);
    joint = new JointBootstrap(seed);
  }

  /**
   * A mean over users and seeds.
   *
   * @param difference the mean
   * @param interval its 95% interval over users and seeds
   */
  public record Effect(double difference, Interval interval) {}

  /**
   * The parts of a difference: {@code people} and {@code events} add up to {@code total}.
   *
   * @param total distilled − generic
   * @param people what it changes to learn from the power users alone, mean over both kinds of
   *     events
   * @param events what it changes to learn from events on the genre alone, mean over both kinds of
   *     people
   * @param interplay how much more the genre alone changes for power users than for everybody
   */
  public record Effects(Effect total, Effect people, Effect events, Effect interplay) {}

  /**
   * The effects on a metric.
   *
   * @param metric one that every user has a value of
   * @param evaluations those of each of {@link #MODELS}, one per seed, on the same users
   */
  public Effects of(Metric metric, Function<ModelName, List<Evaluation>> evaluations) {
    List<SeededValues> values =
        MODELS.stream().map(model -> SeededValues.of(evaluations.apply(model), metric)).toList();
    SeededValues generic = values.get(0);
    SeededValues devotees = values.get(1);
    SeededValues genericGenre = values.get(2);
    SeededValues distilled = values.get(3);
    SeededValues ofPeople = devotees.minus(generic);
    SeededValues ofPeopleInGenre = distilled.minus(genericGenre);
    SeededValues ofEvents = genericGenre.minus(generic);
    SeededValues ofEventsOfDevotees = distilled.minus(devotees);
    return new Effects(
        effect(distilled.minus(generic)),
        effect(ofPeople.meanWith(ofPeopleInGenre)),
        effect(ofEvents.meanWith(ofEventsOfDevotees)),
        effect(ofEventsOfDevotees.minus(ofEvents)));
  }

  private Effect effect(SeededValues values) {
    double[][] perUser = {values.perUser()};
    return new Effect(
        Evaluation.mean(perUser[0]), joint.ofMean(values, bootstrap.means(perUser)[0]).interval());
  }
}
