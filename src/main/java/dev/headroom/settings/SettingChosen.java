package dev.headroom.settings;

/** A setting was made on a page. Published in the transaction of the change. */
public record SettingChosen(String name) {}
