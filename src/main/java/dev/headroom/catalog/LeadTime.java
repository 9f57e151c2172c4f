package dev.headroom.catalog;

/** How long a kind of server takes from the order to the delivery, by published facts. */
public record LeadTime(String kind, int fewestWeeks, int mostWeeks, Fact fact) {}
