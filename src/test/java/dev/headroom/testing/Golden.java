package dev.headroom.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that was looked at and found good, kept beside the tests: {@code src/test/resources/golden/<name>}. Run the test with
 * {@code -Dheadroom.golden=rewrite} to accept what it makes now; the commit then shows, and explains, the difference.
 */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** Asserts that a text is the one that was accepted. */
    public static void assertMatches(String name, String actual) {
        assertMatches(FOLDER.resolve(name), actual);
    }

    /** Asserts that a file of the project holds what it should. */
    public static void assertMatches(Path file, String actual) {
        try {
            if ("rewrite".equals(System.getProperty("headroom.golden"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
            }
            assertThat(actual)
                    .as("%s; accept it with -Dheadroom.golden=rewrite", file)
                    .isEqualTo(Files.exists(file) ? Files.readString(file) : "(not accepted yet)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
