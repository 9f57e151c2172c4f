package dev.headroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.yaml.snakeyaml.Yaml;

/** What can be said of the Docker files without an engine. */
class ComposeFileTest {

    private static final Pattern LINK = Pattern.compile("HEADROOM_LINKS_[A-Z0-9]+(_CAPACITY)?");

    private static final Pattern LITERAL = Pattern.compile("\"([a-z.-]+)\"");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everySettingExists() throws ClassNotFoundException, IOException {
        var known = settings();

        var unknown = environment("headroom").keySet().stream()
                .filter(variable -> variable.startsWith("HEADROOM_"))
                .filter(variable -> !LINK.matcher(variable).matches())
                .filter(variable -> !known.contains(bare(variable)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyImageIsPinned() {
        assertThat(services.values())
                .allSatisfy(
                        service -> assertThat(service.get("image")).asString().matches(".+:v?[0-9].*"));
    }

    @Test
    void headroomWaitsForItsDatabaseAndItsStore() {
        var waits = map(services.get("headroom").get("depends_on"));

        assertThat(waits).containsOnlyKeys("postgres", "victoria-metrics", "demo-fleet");
        assertThat(map(waits.get("demo-fleet"))).containsEntry("required", false);
        assertThat(services.get("postgres")).containsKey("healthcheck");
        assertThat(services.get("victoria-metrics")).containsKey("healthcheck");
    }

    @Test
    void theDemoIsAProfile() {
        assertThat(services.entrySet())
                .filteredOn(service -> service.getValue().containsKey("profiles"))
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("demo-fleet", "demo-fleet-live");
    }

    @Test
    void theImageDoesNotRunAsRoot() throws IOException {
        assertThat(Files.readAllLines(Path.of("Dockerfile")))
                .contains("USER 10001")
                .anyMatch(line -> line.startsWith("HEALTHCHECK"));
    }

    /** The names of all settings as the environment may write them, without the underscores. */
    private static Set<String> settings() throws ClassNotFoundException, IOException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var names = new TreeSet<String>();
        for (var candidate : scanner.findCandidateComponents("dev.headroom")) {
            var type = Class.forName(candidate.getBeanClassName());
            collect(type.getAnnotation(ConfigurationProperties.class).value(), type, names);
        }
        readDirectly(names);
        return names;
    }

    /** Some settings are read from the environment by their names, or by a common beginning and the rest. */
    private static void readDirectly(Set<String> names) throws IOException {
        List<Path> sources;
        try (var files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (var source : sources) {
            var literals = LITERAL.matcher(Files.readString(source))
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            for (String literal : literals) {
                if (literal.startsWith("headroom.") && literal.endsWith(".")) {
                    literals.forEach(rest -> names.add(bare(literal + rest)));
                } else if (literal.startsWith("headroom.")) {
                    names.add(bare(literal));
                }
            }
        }
    }

    private static void collect(String prefix, Class<?> record, Set<String> names) {
        for (RecordComponent component : record.getRecordComponents()) {
            String name = prefix + component.getName();
            boolean nested =
                    component.getType().isRecord() && !(component.getGenericType() instanceof ParameterizedType);
            if (nested) {
                collect(name, component.getType(), names);
            } else {
                names.add(bare(name));
            }
        }
    }

    private static String bare(String name) {
        return name.replaceAll("[_.-]", "").toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> environment(String service) {
        return map(services.get(service).get("environment"));
    }

    private static Map<String, Map<String, Object>> services() {
        try (var file = Files.newBufferedReader(Path.of("docker-compose.yml"))) {
            Map<String, Map<String, Map<String, Object>>> document = new Yaml().load(file);
            return document.get("services");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
