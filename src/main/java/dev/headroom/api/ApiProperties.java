package dev.headroom.api;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How much one caller may ask of an instance. */
@Validated
@ConfigurationProperties("headroom.api")
record ApiProperties(@DefaultValue("6000") @Min(1) int requestsPerMinute) {}
