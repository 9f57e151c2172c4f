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
        BadInput(String line) {
            super(line);
        }
    }
}
