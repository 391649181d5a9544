/**
 * Files that are whole or not there at all: durable writing, CSV and YAML. Knows nothing of what is
 * written.
 */
package movielens.experiment.files;
