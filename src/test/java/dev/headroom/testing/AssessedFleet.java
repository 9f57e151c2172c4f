package dev.headroom.testing;

import dev.headroom.assessment.Assessment;
import dev.headroom.assessment.AssessmentRun;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** A {@link RunningServer} with a database of its own, for a fleet of two pools that is assessed for real, once for all that carry this. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@TestPropertySource(properties = {"headroom.planning.months=12", "headroom.planning.solver-time=3s"})
@ContextConfiguration(initializers = AssessedFleet.OwnDatabase.class)
public @interface AssessedFleet {

    /** The inherited database is registered last, so that this one has to be put before it. */
    final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static final TestDatabase OWN = TestDatabase.create();

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            var values = new HashMap<String, Object>();
            OWN.register((name, value) -> values.put(name, Objects.requireNonNull(value.get())));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("own database", values));
        }
    }

    /** What came of it: {@code web} grows and fills up, {@code batch} does not. */
    final class Baseline {

        private static @Nullable Assessment baseline;

        private Baseline() {}

        /** Returns the assessment, and makes it the newest again. */
        public static synchronized Assessment of(JdbcClient jdbc, AssessmentRun run) {
            var known = baseline;
            if (known == null) {
                new KeptFleet(jdbc).add("web", 4, 138, 0.06).add("batch", 6, 60, 0.0);
                known = run.run().orElseThrow();
                baseline = known;
            }
            jdbc.sql("delete from assessment_forecast where assessment_id <> ?")
                    .param(known.id())
                    .update();
            jdbc.sql("delete from assessment where id <> ?").param(known.id()).update();
            return known;
        }
    }
}
