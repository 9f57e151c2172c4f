package dev.headroom.cli;

import dev.headroom.demo.MetricImport;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the demo fleet's history into a VictoriaMetrics. A store that holds it already gets what is missing up to
 * now; with {@code --follow} the fleet goes on living.
 */
final class DemoFleetCommand implements Command {

    private static final String USAGE =
            "use --url http://host:8428 [--days 550] [--nodes 6] [--seed 1] [--end 2026-11-24T00:00:00Z] [--follow]";

    private final Clock clock;

    DemoFleetCommand(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void run(List<String> arguments, InputStream in, PrintStream out) throws IOException, BadInput {
        var options = Options.of(arguments, clock.instant());
        var store = new MetricImport(options.url());
        var fleet = store.recall(options.nodes, options.days, options.seed, options.end);
        var until = fleet.next().isAfter(fleet.end()) ? clock.instant() : fleet.end();

        long begun = System.nanoTime();
        long samples = store.write(fleet, until, percent -> {
            if (percent % 10 == 0) {
                System.err.println("demo fleet: " + percent + " % written");
            }
        });
        long seconds = Math.round((System.nanoTime() - begun) / 1e9);
        out.println("wrote " + samples + " samples of " + options.nodes + " nodes over " + options.days + " days up to "
                + until + " in " + seconds + " s");
        out.flush();
        if (options.follow) {
            store.follow(fleet, clock);
        }
    }

    private static final class Options {
        private @Nullable URI url;
        private int days = 550;
        private int nodes = 6;
        private long seed = 1;
        private Instant end;
        private boolean follow;

        private Options(Instant end) {
            this.end = end;
        }

        URI url() throws BadInput {
            if (url == null) {
                throw new BadInput("--url is missing; " + USAGE);
            }
            return url;
        }

        static Options of(List<String> arguments, Instant now) throws BadInput {
            var options = new Options(now);
            for (int i = 0; i < arguments.size(); i++) {
                String name = arguments.get(i);
                if (name.equals("--follow")) {
                    options.follow = true;
                    continue;
                }
                if (i + 1 == arguments.size()) {
                    throw new BadInput(name + " is unknown or lacks a value; " + USAGE);
                }
                options.set(name, arguments.get(++i));
            }
            options.url();
            return options;
        }

        private void set(String name, String value) throws BadInput {
            try {
                switch (name) {
                    case "--url" -> url = httpAddress(value);
                    case "--days" -> days = between(1, 3650, Integer.parseInt(value));
                    case "--nodes" -> nodes = between(1, 1000, Integer.parseInt(value));
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--end" -> end = Instant.parse(value);
                    default -> throw new BadInput(name + " is unknown; " + USAGE);
                }
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new BadInput(name + " can't be " + value + "; " + USAGE);
            }
        }

        private static URI httpAddress(String value) {
            var uri = URI.create(value);
            if (uri.getHost() == null || !List.of("http", "https").contains(uri.getScheme())) {
                throw new IllegalArgumentException(value);
            }
            return uri;
        }

        private static int between(int least, int most, int value) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(Integer.toString(value));
            }
            return value;
        }
    }
}
