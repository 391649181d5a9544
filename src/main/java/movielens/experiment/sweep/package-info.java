/** Many trials as tasks that an engine carries out: plan, worker, engines, collecting, status. */
package movielens.experiment.sweep;
