package dev.headroom.report;

import dev.headroom.assessment.Status;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** The mail's subject: the deadline first, since a phone shows some 40 letters. */
final class Headline {

    private static final int LONGEST = 150;

    private final List<Concern> concerns;
    private final Words words;
    private final LocalDate today;
    private final IsoWeek week;
    private final Function<Concern, String> name;

    Headline(List<Concern> concerns, Words words, LocalDate today, IsoWeek week, Function<Concern, String> name) {
        this.concerns = concerns;
        this.words = words;
        this.today = today;
        this.week = week;
        this.name = name;
    }

    String text() {
        var end = words.text("subject.week", week.week());
        return (CleanText.of(words.text("subject", message()), LONGEST - end.length()) + end).replace('\u00a0', ' ');
    }

    private String message() {
        long attention = concerns.stream().filter(Concern::needsAttention).count();
        long unknown = concerns.stream()
                .filter(concern -> concern.status() == Status.UNKNOWN)
                .count();
        if (concerns.isEmpty()) {
            return words.text("subject.empty");
        }
        if (attention > 0) {
            var worst = concerns.getFirst();
            return words.text(
                    "subject.attention",
                    deadline(worst),
                    ReportEditor.lowerCase(name.apply(worst)),
                    attention,
                    concerns.size());
        }
        return unknown > 0
                ? words.text("subject.unknown", unknown, concerns.size())
                : words.text("subject.fine", concerns.size());
    }

    private String deadline(Concern concern) {
        var orderBy = concern.resource().orderBy();
        if (orderBy != null && orderBy.date().isBefore(today)) {
            return words.text("late", ChronoUnit.DAYS.between(orderBy.date(), today));
        }
        if (concern.status() == Status.LATE) {
            return words.text("subject.over");
        }
        return orderBy == null
                ? words.status(concern.status())
                : words.text("action.order-by", words.exact(orderBy.date()));
    }
}
