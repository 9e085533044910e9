package org.kpulse.webapp.about;

/**
 * What became of regressions with a call on a platform.
 *
 * @param platform its name
 * @param kind {@code time} or {@code instructions}
 * @param ruleVersion of the rules that called
 * @param noise those that a person judged a false alarm, of those that were judged or proved
 * @param infra those that were a fault of ours
 */
record Judged(String platform, String kind, String ruleVersion, Calls.Share noise, long infra) {}
