package dev.headroom.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * What happened to the company, told back from the end of the history: requests doubled each year, better code kept
 * processors from doing so, and the public links filled first.
 */
final class Story {

    static final int SLOT_SECONDS = 300;
    static final int SLOTS_PER_DAY = 86_400 / SLOT_SECONDS;

    // Shares of capacity in a busy hour at the end.
    static final double CPU_AT_END = 0.60;
    static final double MEMORY_AT_END = 0.58;
    static final double PUBLIC_AT_END = 0.63;
    static final double PRIVATE_AT_END = 0.27;

    private static final double TRAFFIC_PER_YEAR = 2.0;
    private static final double CPU_PER_YEAR = 1.36;
    private static final double MEMORY_PER_YEAR = 1.22;
    private static final double PRIVATE_PER_YEAR = 1.5;
    private static final double CPU_BEFORE_THE_REWRITE = 1.08;

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** Monday first: people work with the product, and less so at the weekend. */
    private static final double[] WEEK = {1.0, 1.02, 1.02, 1.01, 0.97, 0.84, 0.88};

    private static final double[] BUSY_DAY = day(20.0, 0.30, 0.10);

    private final long lastSlot;
    private final long firstUplinks;
    private final long thirdUplink;
    private final long sixthServer;
    private final long rewrite;
    private final long plainWireGuard;
    private final long reinstallBegins;
    private final long reinstallEnds;
    private final long storeGoes;
    private final long storeReturns;

    Story(long lastSlot) {
        this.lastSlot = lastSlot;
        firstUplinks = before(480, 10);
        plainWireGuard = before(390, 7);
        rewrite = before(300, 9);
        reinstallBegins = before(210, 9);
        reinstallEnds = before(210, 16);
        sixthServer = before(165, 11);
        storeGoes = before(120, 0);
        storeReturns = before(119, 0);
        thirdUplink = before(100, 10);
    }

    /** Returns the slot of the newest sample at a moment: slots are five minutes, counted from 1970. */
    static long slotAt(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), (long) SLOT_SECONDS);
    }

    /** Returns the slots at which something changes that a series' labels show. */
    TreeSet<Long> cuts() {
        return new TreeSet<>(Arrays.asList(
                firstUplinks,
                thirdUplink,
                sixthServer,
                plainWireGuard,
                reinstallBegins,
                reinstallEnds,
                storeGoes,
                storeReturns));
    }

    boolean storeIsAway(long slot) {
        return slot >= storeGoes && slot < storeReturns;
    }

    boolean firstUplinksAreFast(long slot) {
        return slot >= firstUplinks;
    }

    boolean thirdUplinkIsFast(long slot) {
        return slot >= thirdUplink;
    }

    boolean sixthServerIsIn(long slot) {
        return slot >= sixthServer;
    }

    /** VXLAN inside WireGuard at first, then WireGuard alone. */
    boolean vxlanIsGone(long slot) {
        return slot >= plainWireGuard;
    }

    boolean isReinstalling(long slot) {
        return slot >= reinstallBegins && slot < reinstallEnds;
    }

    boolean isReinstalled(long slot) {
        return slot >= reinstallEnds;
    }

    long sixthServerAt() {
        return sixthServer;
    }

    double trafficGrowth(long slot) {
        return Math.pow(TRAFFIC_PER_YEAR, yearsFromEnd(slot));
    }

    double cpuGrowth(long slot) {
        return Math.pow(CPU_PER_YEAR, yearsFromEnd(slot)) * (slot < rewrite ? CPU_BEFORE_THE_REWRITE : 1);
    }

    double memoryGrowth(long slot) {
        return Math.pow(MEMORY_PER_YEAR, yearsFromEnd(slot));
    }

    double privateGrowth(long slot) {
        return Math.pow(PRIVATE_PER_YEAR, yearsFromEnd(slot));
    }

    /** Returns the pool's load by hour and weekday; 1 in the busy hour of an ordinary working day. */
    double busyShape(long slot) {
        return BUSY_DAY[slotOfDay(slot)] * weekday(slot);
    }

    /** The same between the nodes, and a backup each night. */
    double privateShape(long slot) {
        int ofDay = slotOfDay(slot);
        boolean backup = ofDay >= 2 * 12 && ofDay < 3 * 12 + 6;
        return 0.85 * BUSY_DAY[ofDay] * weekday(slot) + (backup ? 0.55 : 0);
    }

    private double yearsFromEnd(long slot) {
        return (slot - lastSlot) / (365.25 * SLOTS_PER_DAY);
    }

    private static double weekday(long slot) {
        // A night belongs to the evening before it, so the step between two days falls where it is quiet.
        var local = moment(slot).atZone(ZONE).minusHours(4);
        return WEEK[local.getDayOfWeek().getValue() - 1];
    }

    private static int slotOfDay(long slot) {
        return moment(slot).atZone(ZONE).toLocalTime().toSecondOfDay() / SLOT_SECONDS;
    }

    private static Instant moment(long slot) {
        return Instant.ofEpochSecond(slot * SLOT_SECONDS);
    }

    private long before(int days, int hour) {
        var day = moment(lastSlot).atZone(ZONE).toLocalDate().minusDays(days);
        return slotAt(day.atTime(hour, 0).atZone(ZONE).toInstant());
    }

    /** Returns a day's shape from two harmonics, scaled so that its 95th percentile is 1. */
    private static double[] day(double peakHour, double daily, double twiceDaily) {
        var shape = new double[SLOTS_PER_DAY];
        for (int i = 0; i < shape.length; i++) {
            double angle = 2 * Math.PI * (i * 24.0 / SLOTS_PER_DAY - peakHour) / 24;
            shape[i] = 0.62 + daily * Math.cos(angle) + twiceDaily * Math.cos(2 * angle + 0.6);
        }
        var sorted = shape.clone();
        Arrays.sort(sorted);
        double p95 = sorted[(int) (0.95 * sorted.length)];
        for (int i = 0; i < shape.length; i++) {
            shape[i] /= p95;
        }
        return shape;
    }
}
