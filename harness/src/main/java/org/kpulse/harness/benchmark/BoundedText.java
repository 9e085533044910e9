package org.kpulse.harness.benchmark;

/**
 * Text that a regular expression may look at only so often: a hostile output cannot make one run for ever. Each character read
 * takes one from the budget that all lines of an output share.
 */
final class BoundedText implements CharSequence {

    /** The budget is used up, or the thread was interrupted. */
    static final class Exhausted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("too much backtracking", null, false, false);
        }
    }

    /** Characters that may still be read. */
    static final class Budget {

        private long left;

        Budget(long characters) {
            this.left = characters;
        }

        private void take() {
            if (--left < 0 || ((left & 0xffff) == 0 && Thread.currentThread().isInterrupted())) {
                throw new Exhausted();
            }
        }
    }

    private final CharSequence text;
    private final Budget budget;

    BoundedText(CharSequence text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        budget.take();
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new BoundedText(text.subSequence(start, end), budget);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
