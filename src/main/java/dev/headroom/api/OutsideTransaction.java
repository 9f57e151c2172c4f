package dev.headroom.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A write whose effect is not in the database alone, such as a mail: it can't be undone with a transaction. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface OutsideTransaction {}
