package org.kpulse.harness.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.store.CrashQuery.OnKernel;

/** Crashes as cells and JSON objects. What a kernel says is a stranger's text; its reader made it printable. */
final class CrashLines {

    private static final int ID_BYTES = 4;

    private CrashLines() {}

    /** Eight hexadecimal digits that stand for a signature, the same in every database: the beginning of its SHA-256. */
    static String id(String signature) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(signature.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code 2 of 3}: boots that had it as a cause; {@code -} if none says anything. */
    static String boots(CrashTally tally) {
        return tally.boots() == 0 ? "-" : tally.causes() + " of " + tally.boots();
    }

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static Map<String, @Nullable Object> json(Crash crash) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", id(crash.signature()));
        object.put("class", crash.kind().word());
        object.put("signature", crash.signature());
        object.put("title", crash.title());
        object.put("trace", crash.trace());
        return object;
    }

    static Map<String, @Nullable Object> json(CrashTally tally) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("boots", tally.boots());
        object.put("cause", tally.causes());
        object.put("follows", tally.followers());
        object.put("ours", tally.ours());
        object.put("rate", tally.rate());
        return object;
    }

    static Map<String, @Nullable Object> json(OnKernel line) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", line.key().platform());
        object.put("kernel", line.kernel());
        object.put("release", line.release());
        object.put("id", id(line.key().signature()));
        object.put("signature", line.key().signature());
        object.putAll(json(line.tally()));
        object.put("first_seen", time(line.first()));
        object.put("last_seen", time(line.last()));
        return object;
    }
}
