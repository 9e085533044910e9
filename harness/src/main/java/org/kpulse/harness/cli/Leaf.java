package org.kpulse.harness.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that does something: it has the context and the options all commands share, and answers with its exit code. */
public abstract class Leaf implements Callable<Integer> {

    protected final Context context;

    @Mixin
    protected Common common = new Common();

    /** The options all commands share. */
    public Common common() {
        return common;
    }

    protected Leaf(Context context) {
        this.context = context;
    }
}
