package dev.headroom.doctor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Lets the doctor look in each hour, so that the page of the data knows without waiting. */
@Component
class Rounds {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final Doctor doctor;

    Rounds(Doctor doctor) {
        this.doctor = doctor;
    }

    @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT1H")
    void lookIn() {
        try {
            var diagnosis = doctor.examine();
            diagnosis
                    .troubles()
                    .forEach(finding -> log.atWarn()
                            .addKeyValue("check", finding.check().id())
                            .addKeyValue("outcome", finding.outcome().code())
                            .addKeyValue("seen", finding.seen())
                            .log("doctor found something"));
        } catch (RuntimeException e) { // what escapes would end the rounds
            log.atError().setCause(e).log("doctor failed");
        }
    }
}
