package dev.headroom.metrics;

import java.time.Duration;

/** The metric store did not give a whole, usable answer. Nothing of such an answer may be kept. */
public abstract sealed class StoreFailure extends RuntimeException {

    private StoreFailure(String message) {
        super(message);
    }

    private StoreFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** It could not be reached, or took too long. */
    public static final class Unreachable extends StoreFailure {
        Unreachable(String message) {
            super(message);
        }

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** It said no: wrong address, tenant or credentials, or a query it does not understand. */
    public static final class Refused extends StoreFailure {
        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** The question was too big, for the store's limits or for ours: ask for less at once. */
    public static final class TooMuch extends StoreFailure {
        TooMuch(String message) {
            super(message);
        }
    }

    /** It asks to be left alone for a while. */
    public static final class Busy extends StoreFailure {
        private final Duration retryAfter;

        Busy(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** Some of its parts did not answer. */
    public static final class Partial extends StoreFailure {
        Partial() {
            super("the store answered in part: some of its storage nodes were away");
        }
    }

    /** What came is no answer: cut off, not JSON, or for other moments than asked. */
    public static final class BadAnswer extends StoreFailure {
        BadAnswer(String message) {
            super(message);
        }

        BadAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
