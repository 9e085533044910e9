package org.kpulse.harness.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.kpulse.harness.progress.Progress;
import org.slf4j.LoggerFactory;

/** The log of a service, on standard error: a line an event, with what it is about as keys and values, or as JSON. */
public final class ServiceLog {

    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0}: %msg %kvp%n";

    private ServiceLog() {}

    /** From now on Kpulse's own events are logged too. */
    public static void begin(boolean json) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return; // another logger was put in its place
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(json ? json(context) : text(context));
        console.start();
        root.addAppender(console);
        context.getLogger("org.kpulse").setLevel(Level.INFO);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(LINE);
        encoder.start();
        return encoder;
    }

    /** An object a line: what is said as people read it, not its pattern and arguments. */
    static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithFormattedMessage(true);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.start();
        return encoder;
    }

    /** What a person would see as progress, as events. */
    public static Progress progress() {
        org.slf4j.Logger log = LoggerFactory.getLogger("org.kpulse.progress");
        return new Progress() {
            @Override
            public void step(String message) {
                log.info("{}", message);
            }

            @Override
            public void warn(String message) {
                log.warn("{}", message);
            }

            @Override
            public void of(long done, long total, String message) {
                log.info("{}: {} of {}", message, done, total);
            }
        };
    }
}
