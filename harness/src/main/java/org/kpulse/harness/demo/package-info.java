/** A large made-up history, so that pages and queries can be tried and measured at the size they are made for. */
@org.jspecify.annotations.NullMarked
package org.kpulse.harness.demo;
