package dev.headroom;

import dev.headroom.cli.CommandLine;
import java.util.List;

/** Where every command begins: the server, or one of the commands that need none. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        if (args.length > 0 && CommandLine.knows(args[0])) {
            System.exit(CommandLine.run(args));
        }
        if (args.length > 0 && args[0].equals("audit")) {
            System.exit(new AuditCommand(System.getenv(), System.out, System.err)
                    .run(List.of(args).subList(1, args.length)));
        }
        if (args.length > 0 && args[0].equals("doctor")) {
            System.exit(
                    new DoctorCommand(System.out, System.err).run(List.of(args).subList(1, args.length)));
        }
        HeadroomApplication.main(args);
    }
}
