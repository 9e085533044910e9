package org.kpulse.harness.benchmark;

import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operations per second of dbench and tbench: the sum of the counts in the final table over the seconds of the run. The printed
 * throughput is 0 for a run of one second, since dbench takes it from its once-a-second reports. {@code Deltree} is left out: it
 * belongs to the cleanup.
 */
final class DbenchOperations implements MetricParser {

    private static final Pattern SECONDS = Pattern.compile("Running for (\\d{1,6}) seconds? with load .*");
    private static final Pattern ROW = Pattern.compile(" ?([A-Z][A-Za-z]{0,15}) +(\\d{1,12}) +\\d[\\d.]* +\\d[\\d.]*");

    @Override
    public String expects() {
        return "dbench's table of operations after \"Running for N seconds\"";
    }

    @Override
    public OptionalDouble parse(String output) {
        List<String> lines = output.lines().map(String::stripTrailing).toList();
        long seconds = 0;
        long operations = 0;
        boolean complete = false;
        for (String each : lines) {
            Matcher running = SECONDS.matcher(each);
            Matcher row = ROW.matcher(each);
            if (running.matches()) {
                seconds = Long.parseLong(running.group(1));
                operations = 0;
            } else if (row.matches() && !row.group(1).equals("Deltree")) {
                operations += Long.parseLong(row.group(2));
            }
            complete |= each.startsWith("Throughput ");
        }
        return complete && seconds > 0 && operations > 0
                ? OptionalDouble.of((double) operations / seconds)
                : OptionalDouble.empty();
    }
}
