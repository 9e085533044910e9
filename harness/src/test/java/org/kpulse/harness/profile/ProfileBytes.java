package org.kpulse.harness.profile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes profiles as the plugin does. */
final class ProfileBytes {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long lastAddress;

    ProfileBytes() {
        bytes.writeBytes("KPPROF1\n".getBytes(StandardCharsets.US_ASCII));
    }

    ProfileBytes number(long number) {
        long left = number;
        for (; Long.compareUnsigned(left, 127) > 0; left >>>= 7) {
            bytes.write((int) (left & 127) | 128);
        }
        bytes.write((int) left);
        return this;
    }

    ProfileBytes signed(long number) {
        return number((number << 1) ^ (number >> 63));
    }

    ProfileBytes tag(char tag) {
        bytes.write(tag);
        return this;
    }

    ProfileBytes block(long address, int instructions) {
        tag('D').number(1).signed(address - lastAddress).number(instructions);
        lastAddress = address;
        return this;
    }

    ProfileBytes mark(int mark, long user, Map<Integer, Long> executions) {
        tag('M').number(mark).number(user).number(0).number(executions.size());
        int last = 0;
        for (Map.Entry<Integer, Long> each : new java.util.TreeMap<>(executions).entrySet()) {
            signed(each.getKey() - last).number(each.getValue());
            last = each.getKey();
        }
        return this;
    }

    ProfileBytes end(int marks) {
        return tag('E').number(marks);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    ProfileFile read() throws IOException {
        return ProfileFile.read(new ByteArrayInputStream(bytes()));
    }
}
