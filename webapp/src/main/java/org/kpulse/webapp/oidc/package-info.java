/** Sign-in through an OpenID provider, by configuration. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.oidc;
