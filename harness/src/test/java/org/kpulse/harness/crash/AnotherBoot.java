package org.kpulse.harness.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A log as another boot of another build would have printed it: other addresses, offsets, processors, processes, times and lines. */
final class AnotherBoot {

    private static final Pattern ADDRESS = Pattern.compile("\\b(?:0x)?[0-9a-f]{12,16}\\b");
    private static final Pattern OFFSET = Pattern.compile("\\+0x[0-9a-f]+/0x[0-9a-f]+");
    private static final Pattern CPU = Pattern.compile("(CPU:? ?#?|cpu )\\d+");
    private static final Pattern PID = Pattern.compile("(PID: |pid:|init2:|process )\\d+");
    private static final Pattern TIME = Pattern.compile("^\\[ *\\d+\\.\\d+\\]");
    private static final Pattern STUCK = Pattern.compile("(stuck for |more than |trigger count: |offset |size )\\d+");
    private static final Pattern LINE = Pattern.compile("(\\.[ch]:)\\d+");

    private final Random random;
    private final Map<String, String> processes = new HashMap<>();

    AnotherBoot(long seed) {
        this.random = new Random(seed);
    }

    List<String> of(List<String> lines) {
        String comm = "prog" + random.nextInt(100);
        return lines.stream().map(line -> changed(line, comm)).toList();
    }

    private String changed(String line, String comm) {
        String text = line.replace("init2", comm).replace(comm + ":1", "init2:1");
        text = replace(TIME, text, m -> String.format(Locale.ROOT, "[%12.6f]", random.nextDouble() * 5000));
        text = replace(
                OFFSET,
                text,
                m -> String.format(Locale.ROOT, "+0x%x/0x%x", random.nextInt(4000), 4000 + random.nextInt(4000)));
        text = replace(ADDRESS, text, this::address);
        text = replace(CPU, text, m -> m.group(1) + random.nextInt(256));
        text = replace(
                PID, text, m -> m.group(1) + processes.computeIfAbsent(m.group(), p -> "" + random.nextInt(30000)));
        text = replace(STUCK, text, m -> m.group(1) + (1 + random.nextInt(500)));
        text = replace(LINE, text, m -> m.group(1) + (1 + random.nextInt(5000)));
        return text.replace("init2:", comm + ":");
    }

    private String address(MatchResult found) {
        return found.group().matches("(0x)?0+")
                ? found.group()
                : (found.group().startsWith("0x") ? "0x" : "") + String.format(Locale.ROOT, "%016x", random.nextLong());
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> by) {
        return pattern.matcher(text).replaceAll(m -> Matcher.quoteReplacement(by.apply(m)));
    }
}
