package dev.headroom;

import dev.headroom.cli.CommandLine;

/** Where every command begins: the server, or one of the commands that need none. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && CommandLine.knows(args[0])) {
            System.exit(CommandLine.run(args));
        }
        HeadroomApplication.main(args);
    }
}
