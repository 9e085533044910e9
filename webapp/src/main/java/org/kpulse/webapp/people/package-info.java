/** Who may do what: people, their tokens, and what they did. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.people;
