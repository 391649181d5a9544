/**
 * What a person reads, before it has a form: findings in words, tables of text, numbers as text.
 * {@code console} and {@code html} give them one.
 */
package movielens.experiment.report;
