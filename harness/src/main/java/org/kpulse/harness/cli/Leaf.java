package org.kpulse.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that does something: it has the context and the options all commands share, and answers with its exit code. */
abstract class Leaf implements Callable<Integer> {

    final Context context;

    @Mixin
    Common common = new Common();

    Leaf(Context context) {
        this.context = context;
    }
}
