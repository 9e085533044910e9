package org.kpulse.webapp.server;

import java.nio.file.Path;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.store.Database;

/**
 * What pages are made from; the caller closes it.
 *
 * @param database opened and migrated
 * @param comparison judges stored samples
 * @param benchmarks directory of the recipes
 * @param lab what this host can do, for beginning bisections
 */
public record Parts(Database database, Comparison comparison, Path benchmarks, Lab lab) {}
