package dev.headroom.usage;

import java.time.LocalDate;

/** Said once a day of the planning time zone is over and its usage is stored. */
public record DayRolledUp(LocalDate day) {}
