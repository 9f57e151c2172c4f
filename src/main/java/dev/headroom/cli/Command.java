package dev.headroom.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/** A command that reads standard input and writes its answer, and nothing else, to standard output. */
interface Command {

    /**
     * Runs it.
     *
     * @param arguments what stood behind the command's name
     * @throws BadInput if the input or an argument can't be used; nothing has been written to {@code out} then
     */
    void run(List<String> arguments, InputStream in, PrintStream out) throws IOException, BadInput;

    /** What is wrong with the input, in one line that says where and what it holds. */
    final class BadInput extends Exception {
        private static final int LONGEST = 500;

        /** Names that stand in a line may hold anything: only the beginning of a long one is shown, and no control. */
        BadInput(String line) {
            super(line.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").replaceAll("(.{" + LONGEST + "}).+", "$1…"));
        }
    }
}
