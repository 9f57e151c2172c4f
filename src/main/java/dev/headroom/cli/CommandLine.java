package dev.headroom.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds and runs a command by its name. */
public final class CommandLine {

    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private static final Map<String, Command> COMMANDS = Map.of(
            "forecast", new ForecastCommand(),
            "plan", new PlanCommand(),
            "compare", new CompareCommand(),
            "demo-fleet", new DemoFleetCommand(Clock.systemUTC()));

    private CommandLine() {}

    public static boolean knows(String name) {
        return COMMANDS.containsKey(name);
    }

    /**
     * Runs the command that the first argument names.
     *
     * @return the exit status: 0, or 2 where the input was bad, or 1 where something else failed
     */
    public static int run(String[] args) {
        var command = Objects.requireNonNull(COMMANDS.get(args[0]));
        var out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8);
        try {
            command.run(List.of(args).subList(1, args.length), System.in, out);
        } catch (Command.BadInput e) {
            System.err.println("headroom " + args[0] + ": " + e.getMessage());
            return BAD_INPUT;
        } catch (IOException e) {
            System.err.println("headroom " + args[0] + ": " + e.getMessage());
            return FAILED;
        }
        out.flush();
        return out.checkError() ? FAILED : 0;
    }
}
