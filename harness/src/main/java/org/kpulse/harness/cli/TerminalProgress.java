package org.kpulse.harness.cli;

import java.time.Duration;
import java.util.Locale;
import org.kpulse.harness.progress.Progress;

/** Progress on standard error: lines, and on a terminal a bar below them that is drawn over. Thread-safe. */
final class TerminalProgress implements Progress {

    private static final int BAR = 24;

    private final Terminal terminal;
    private final long start = System.nanoTime();
    private String bar = "";

    TerminalProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void step(String message) {
        line(stamp() + message);
    }

    @Override
    public synchronized void warn(String message) {
        line(stamp() + "warning: " + message);
    }

    @Override
    public synchronized void of(long done, long total, String message) {
        if (terminal.columns() == 0 || total <= 0) {
            return;
        }
        int filled = (int) (BAR * Math.min(done, total) / total);
        String text = String.format(
                Locale.ROOT, "[%s%s] %d/%d %s", "#".repeat(filled), "-".repeat(BAR - filled), done, total, message);
        clear();
        bar = done >= total ? "" : text.substring(0, Math.min(text.length(), terminal.columns() - 1));
        terminal.err().print(bar);
        terminal.err().flush();
    }

    private void line(String text) {
        clear();
        terminal.err().println(text);
        terminal.err().print(bar);
        terminal.err().flush();
    }

    private void clear() {
        if (!bar.isEmpty()) {
            terminal.err().print("\r" + " ".repeat(bar.length()) + "\r");
        }
    }

    private String stamp() {
        Duration since = Duration.ofNanos(System.nanoTime() - start);
        return String.format(Locale.ROOT, "%d:%02d  ", since.toMinutes(), since.toSecondsPart());
    }
}
