package dev.headroom.web;

import dev.headroom.assessment.Status;
import dev.headroom.report.Delivery;
import org.jspecify.annotations.Nullable;

/** One mail and what became of it, in words. */
record DeliveryView(Delivery delivery, Frame frame) {

    public StatusView state() {
        var status = switch (delivery.state()) {
            case CLAIMED, SENDING -> Status.PLAN;
            case WAITING, IN_DOUBT -> Status.ORDER_NOW;
            case SENT -> Status.OK;
            case FAILED -> Status.LATE;
        };
        return StatusView.of(status, delivery.state().words());
    }

    public String recipient() {
        return VisibleText.name(delivery.recipient());
    }

    public String week() {
        return "Week " + delivery.week().week() + " of " + delivery.week().year();
    }

    public String occasion() {
        return delivery.scheduled() ? "the week's own" : "asked for";
    }

    /** Returns when it ended, or is tried again, or began. */
    public String when() {
        var finished = delivery.finishedAt();
        var next = delivery.nextAttemptAt();
        if (finished != null) {
            return frame.moment(finished);
        }
        return next == null ? "since " + frame.moment(delivery.createdAt()) : "again " + frame.moment(next);
    }

    public String attempts() {
        return delivery.attempts() == 1 ? "1 attempt" : delivery.attempts() + " attempts";
    }

    public @Nullable String reason() {
        var reason = delivery.reason();
        return reason == null ? null : VisibleText.sentence(reason);
    }

    /** Returns whether somebody may send it once more. */
    public boolean isResendable() {
        return delivery.state() == Delivery.State.FAILED || delivery.state() == Delivery.State.IN_DOUBT;
    }
}
