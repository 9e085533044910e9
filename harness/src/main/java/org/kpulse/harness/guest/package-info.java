/** What runs around the kernel under test: initramfs, read-only guest image and the programs Kpulse compiles for it. */
@NullMarked
package org.kpulse.harness.guest;

import org.jspecify.annotations.NullMarked;
