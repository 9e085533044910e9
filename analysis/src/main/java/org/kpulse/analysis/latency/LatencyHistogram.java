package org.kpulse.analysis.latency;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.MetricKey;

/**
 * The distribution of one metric's values in one boot: whole numbers from 0 to {@value #HIGHEST} in the metric's unit (a day of
 * nanoseconds; choose the unit fine enough that values of interest exceed 1,000). Values up to 2,047 are kept exactly, larger ones in
 * buckets not wider than 0.1 % of them; a bucket stands for its middle, so a quantile is within 0.05 %. Immutable; equal if boot and
 * counts are. Values are taken as recorded: no correction for requests that a stalled generator did not send.
 */
public final class LatencyHistogram {

    /** Largest value that can be recorded. */
    public static final long HIGHEST = 86_400_000_000_000L;

    private static final int DIGITS = 3;
    private static final long MOST_VALUES = 1L << 53;

    private final String boot;
    private final Histogram counts;

    private LatencyHistogram(String boot, Histogram counts) {
        this.boot = boot;
        this.counts = counts;
    }

    /** Starts the distribution of {@code metric} in {@code boot}: both are what an error message names. */
    public static Recorder recorder(MetricKey metric, String boot) {
        return new Recorder(metric, boot);
    }

    /** The inverse of {@link #compressed()}; any other bytes are refused. */
    public static LatencyHistogram decompress(MetricKey metric, String boot, byte[] compressed) {
        Recorder recorder = new Recorder(metric, boot);
        try {
            Histogram decoded = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(compressed.clone()), 0);
            for (HistogramIterationValue bucket : decoded.recordedValues()) {
                long lowest = decoded.lowestEquivalentValue(bucket.getValueIteratedTo());
                recorder.record(lowest, bucket.getCountAtValueIteratedTo());
            }
        } catch (DataFormatException | RuntimeException e) {
            throw new AnalysisException("Metric " + metric + ", boot " + boot
                    + ": the stored distribution cannot be read, its bytes are damaged (" + e.getMessage() + ").");
        }
        return recorder.histogram();
    }

    /** Id of the boot. */
    public String boot() {
        return boot;
    }

    /** How many values were recorded, 0 or more. */
    public long count() {
        return counts.getTotalCount();
    }

    /** The quantile in the metric's unit, empty if nothing was recorded. */
    public OptionalDouble value(Quantile quantile) {
        return count() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) middle(quantile));
    }

    /** Width of the bucket the quantile lies in, in the metric's unit, at least 1; empty if nothing was recorded. */
    public OptionalDouble width(Quantile quantile) {
        return count() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) counts.sizeOfEquivalentValueRange(middle(quantile)));
    }

    /** All counts in HdrHistogram's compressed encoding (version 2), which its libraries in other languages read too. */
    public byte[] compressed() {
        ByteBuffer buffer = ByteBuffer.allocate(counts.getNeededByteBufferCapacity());
        int length = counts.encodeIntoCompressedByteBuffer(buffer, Deflater.DEFAULT_COMPRESSION);
        return Arrays.copyOf(buffer.array(), length);
    }

    private long middle(Quantile quantile) {
        return counts.medianEquivalentValue(counts.getValueAtPercentile(quantile.percent()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyHistogram that && boot.equals(that.boot) && counts.equals(that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * boot.hashCode() + counts.hashCode();
    }

    @Override
    public String toString() {
        return "LatencyHistogram[" + boot + ", " + count() + " values]";
    }

    /** Collects values, in any order; not for several threads. */
    public static final class Recorder {
        private final MetricKey metric;
        private final String boot;
        private final Histogram counts = new Histogram(DIGITS);

        private Recorder(MetricKey metric, String boot) {
            if (boot.isBlank()) {
                throw new AnalysisException("A boot needs an id: it is what an error message names.");
            }
            this.metric = metric;
            this.boot = boot;
        }

        /** Records one value. */
        public Recorder record(long value) {
            return record(value, 1);
        }

        /** Records one value {@code times} times, at least once. */
        public Recorder record(long value, long times) {
            if (value < 0 || value > HIGHEST) {
                throw new AnalysisException("Metric " + metric + ", boot " + boot + ": the value " + value
                        + " is out of range; a distribution holds whole numbers from 0 to " + HIGHEST + ".");
            }
            if (times < 1 || times > MOST_VALUES - counts.getTotalCount()) {
                throw new AnalysisException("Metric " + metric + ", boot " + boot + ": the value " + value
                        + " cannot be recorded " + times + " times; at least once, and at most " + MOST_VALUES
                        + " values in all.");
            }
            counts.recordValueWithCount(value, times);
            return this;
        }

        /** What was recorded so far. */
        public LatencyHistogram histogram() {
            return new LatencyHistogram(boot, counts.copy());
        }
    }
}
