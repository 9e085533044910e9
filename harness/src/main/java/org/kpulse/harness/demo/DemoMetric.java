package org.kpulse.harness.demo;

import org.kpulse.analysis.Direction;
import org.kpulse.analysis.MetricKey;

/**
 * A metric of a made-up history.
 *
 * @param id in the database
 * @param benchmark number of its benchmark, from 0: metrics of one benchmark change together
 * @param key its name
 * @param unit of its samples
 */
record DemoMetric(long id, int benchmark, MetricKey key, String unit, Direction direction) {}
