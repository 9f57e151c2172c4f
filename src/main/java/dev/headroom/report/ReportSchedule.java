package dev.headroom.report;

import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks each minute whether a report is due: one that fell due while nothing ran goes out as soon as something does. */
@Component
class ReportSchedule {

    private final ReportDispatch dispatch;

    ReportSchedule(ReportDispatch dispatch) {
        this.dispatch = dispatch;
    }

    @Scheduled(initialDelay = 30, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void sendDue() {
        dispatch.sendDue();
    }
}
