package dev.headroom.forecast;

import dev.headroom.units.TimeSeries;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Times a forecast of 365 days from 730, with bands, dates and backtest; {@code bench/forecast --speed} runs it. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 5)
public class ForecastBench {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SERIES = 64;
    private static final int DAYS = 730;

    private final TimeSeries[] series = new TimeSeries[SERIES];
    private final double[] limits = new double[SERIES];
    private final AtomicInteger next = new AtomicInteger();
    private final Forecaster forecaster = new CombinationForecaster();

    /** Makes the fleet. */
    public ForecastBench() {
        for (int i = 0; i < SERIES; i++) {
            double[] values = Fleet.busy(i, DAYS);
            series[i] = TimeSeries.of(Fleet.DAY, values);
            limits[i] = 1.2 * values[DAYS - 1];
        }
    }

    /** What a thread had of the processor, which is less than the time that passed where others are busy too. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Processor {
        public double cpuSeconds;
    }

    /** Forecasts the next series, as many a second as it can. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    public double throughput(Processor processor) {
        long before = THREADS.getCurrentThreadCpuTime();
        double result = forecast();
        processor.cpuSeconds += (THREADS.getCurrentThreadCpuTime() - before) / 1e9;
        return result;
    }

    /** Forecasts the next series, and notes how long each took. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public double time() {
        return forecast();
    }

    private double forecast() {
        int i = Math.floorMod(next.getAndIncrement(), SERIES);
        var forecast = forecaster.forecast(series[i], 365);
        double sum = forecast.path(0.1)[0] + forecast.path(0.5)[1] + forecast.path(0.9)[2];
        return sum + forecast.crossing(limits[i]).probabilityWithin(365);
    }
}
