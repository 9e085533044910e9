/**
 * The commits among which a culprit is sought, and which of them contain which. Read from a git repository by
 * {@link org.kpulse.bisect.graph.GitRange} or from text by {@link org.kpulse.bisect.graph.GraphText}.
 */
@NullMarked
package org.kpulse.bisect.graph;

import org.jspecify.annotations.NullMarked;
