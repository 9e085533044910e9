package org.kpulse.harness.sources.kernelorg;

import java.time.Duration;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Found;
import org.kpulse.harness.sources.PollFailed;
import org.kpulse.harness.sources.Source;

/** A source under another name. */
record Renamed(Source source, String name) implements Source {

    @Override
    public String place() {
        return source.place();
    }

    @Override
    public Duration interval() {
        return source.interval();
    }

    @Override
    public Found poll(String memory, Progress progress) throws PollFailed {
        return source.poll(memory, progress);
    }
}
