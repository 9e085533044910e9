package org.kpulse.harness.policy;

import org.kpulse.harness.request.NewRequest;

/**
 * A comparison that a policy wants, before it is looked at what the others want and what was asked already.
 *
 * @param policy which
 * @param key of its request
 * @param kernels what is compared
 * @param suite by what
 * @param why one sentence
 */
record Want(Policy policy, String key, NewRequest.Pair kernels, String suite, String why) {}
