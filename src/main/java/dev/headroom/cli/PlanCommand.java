package dev.headroom.cli;

import dev.headroom.plan.Planner;
import dev.headroom.plan.PlanningProblem;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** {@code plan}: a planning problem in, the best purchase plan out, both JSON. */
final class PlanCommand implements Command {

    private static final Duration ORDINARY = Duration.ofSeconds(25);
    private static final Duration LONG = Duration.ofSeconds(56);

    /** Pools × months × models from which on a problem counts as large. */
    private static final long LARGE = 1000;

    @Override
    public void run(List<String> arguments, InputStream in, PrintStream out) throws BadInput {
        if (!arguments.isEmpty()) {
            throw new BadInput("takes no arguments, the problem comes from standard input: " + arguments.getFirst());
        }
        var problem = ProblemReader.read(in);
        var plan = new Planner().plan(problem, limit(problem));
        out.println(PlanWriter.json(plan));
    }

    private static Duration limit(PlanningProblem problem) {
        long size = (long) problem.pools().size()
                * problem.months()
                * problem.models().size();
        return size > LARGE ? LONG : ORDINARY;
    }
}
