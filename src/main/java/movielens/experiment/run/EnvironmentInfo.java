package movielens.experiment.run;

/**
 * What computed the results.
 *
 * @param version version of this program
 * @param commit abbreviated commit it was built from, or {@code unknown}
 * @param java version of the Java runtime
 * @param djl version of DJL
 * @param libtorch version of libtorch
 * @param device where tensors lived, e.g. {@code cpu}
 * @param threads engine threads
 * @param machine name of the processor or GPU; null in results of a program that did not write it
 * @param peakMemoryMiB the most memory that the process had resident, by the time that results were
 *     written; null where the system does not tell, and in results of a program that did not write
 *     it
 */
public record EnvironmentInfo(
    String version,
    String commit,
    String java,
    String djl,
    String libtorch,
    String device,
    int threads,
    String machine,
    Long peakMemoryMiB) {}
