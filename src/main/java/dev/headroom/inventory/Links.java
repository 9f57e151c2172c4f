package dev.headroom.inventory;

import dev.headroom.units.InvalidSetting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;

/**
 * The classes of physical interfaces, and the operator's figures for what they carry: {@code HEADROOM_LINKS_<LINK>} and
 * {@code HEADROOM_LINKS_<LINK>_CAPACITY}. There are always a public and a private link.
 */
@Component
public class Links {

    public static final String PUBLIC = "public";
    public static final String PRIVATE = "private";

    private static final String PROPERTY = "headroom.links.";
    private static final String VARIABLE = "HEADROOM_LINKS_";
    private static final Pattern LINK = Pattern.compile("[a-z0-9][a-z0-9-]*");
    private static final Pattern SPEED =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT]?)(?:bps|bit/s|bit)", Pattern.CASE_INSENSITIVE);
    private static final double HIGHEST_SPEED = 1e14;
    private static final String ALLOWED_SPEED =
            "a speed such as 2Gbps, or one for each pool such as web=2Gbps,db=25Gbps";

    private final List<Link> links;
    private final AtomicReference<Map<Card, String>> choices;
    private final String pool;

    /** An interface of a pool's nodes; the pool is empty where all are meant. */
    public record Card(String pool, String name) {}

    /**
     * @param pattern        matches the interfaces that make it up; null where it takes what no other link matches
     * @param capacity       in bits per second, of every node without an own figure; null where not given
     * @param capacityByPool by name or id of the pool
     */
    record Link(
            String name,
            @Nullable Pattern pattern,
            @Nullable Double capacity,
            Map<String, Double> capacityByPool) {}

    @Autowired
    public Links(ConfigurableEnvironment environment) {
        this(settingsIn(environment));
    }

    Links(Map<String, String> settings) {
        var names = new TreeSet<String>(Comparator.comparingInt(Links::rank).thenComparing(Comparator.naturalOrder()));
        names.add(PUBLIC);
        names.add(PRIVATE);
        settings.keySet()
                .forEach(key -> names.add(key.endsWith(".capacity") ? key.substring(0, key.length() - 9) : key));
        var declared = new ArrayList<Link>();
        for (String name : names) {
            String capacity = settings.get(name + ".capacity");
            declared.add(new Link(
                    name,
                    pattern(name, settings.get(name)),
                    capacity == null || capacity.contains("=") ? null : speed(name, capacity, capacity),
                    capacity == null || !capacity.contains("=") ? Map.of() : byPool(name, capacity)));
        }
        this.links = List.copyOf(declared);
        this.choices = new AtomicReference<>(Map.of());
        this.pool = "";
    }

    private Links(List<Link> links, AtomicReference<Map<Card, String>> choices, String pool) {
        this.links = links;
        this.choices = choices;
        this.pool = pool;
    }

    /** Returns the links as they hold for the interfaces of a pool, named as its labels have it. */
    public Links in(String poolName) {
        return new Links(links, choices, poolName);
    }

    /** Sets the operator's word on interfaces, which beats every expression; an empty link sets one aside. */
    public void choose(Map<Card, String> chosen) {
        choices.set(Map.copyOf(chosen));
    }

    /** Returns the operator's word on an interface: its link, or empty text where it shall not count. */
    public Optional<String> chosen(String interfaceName) {
        var current = choices.get();
        return Optional.ofNullable(
                current.getOrDefault(new Card(pool, interfaceName), current.get(new Card("", interfaceName))));
    }

    /** Returns the names of all links: public, private, then any further ones. */
    public List<String> names() {
        return links.stream().map(Link::name).toList();
    }

    /**
     * Returns the link that claims an interface by its regular expression.
     *
     * @return empty where none does
     */
    public Optional<String> claimedBy(String interfaceName) {
        var chosen = chosen(interfaceName).filter(link -> !link.isEmpty());
        return chosen.isPresent() ? chosen : byExpression(interfaceName);
    }

    private Optional<String> byExpression(String interfaceName) {
        return links.stream()
                .filter(link -> link.pattern() != null
                        && link.pattern().matcher(interfaceName).matches())
                .map(Link::name)
                .findFirst();
    }

    /**
     * Returns the link of the physical interfaces that no regular expression claims: the first one without.
     *
     * @return empty where every link has a regular expression
     */
    public Optional<String> ofTheRest() {
        return links.stream()
                .filter(link -> link.pattern() == null)
                .map(Link::name)
                .findFirst();
    }

    /** Returns the operator's figure for a link of each node of a pool, in bits per second; null where there is none. */
    public @Nullable Double capacity(String link, String poolId, String poolName) {
        for (Link candidate : links) {
            if (candidate.name().equals(link)) {
                Double ofPool = candidate.capacityByPool().get(poolName);
                Double ofPoolId = ofPool == null ? candidate.capacityByPool().get(poolId) : ofPool;
                return ofPoolId == null ? candidate.capacity() : ofPoolId;
            }
        }
        return null;
    }

    private static Map<String, String> settingsIn(ConfigurableEnvironment environment) {
        var found = new TreeMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (String name : enumerable.getPropertyNames()) {
                    String key = key(name);
                    Object value = key == null ? null : enumerable.getProperty(name);
                    if (key != null && value != null && !value.toString().isBlank()) {
                        found.putIfAbsent(
                                key,
                                environment.resolvePlaceholders(value.toString().strip()));
                    }
                }
            }
        }
        return found;
    }

    private static @Nullable String key(String name) {
        String link;
        if (name.startsWith(VARIABLE)) {
            link = name.substring(VARIABLE.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        } else if (name.startsWith(PROPERTY)) {
            link = name.substring(PROPERTY.length())
                    .toLowerCase(Locale.ROOT)
                    .replace('_', '-')
                    .replace('.', '-');
        } else {
            return null;
        }
        boolean capacity = link.endsWith("-capacity");
        String stem = capacity ? link.substring(0, link.length() - "-capacity".length()) : link;
        if (!LINK.matcher(stem).matches()) {
            throw new InvalidSetting(name, "", "named after a link of letters, digits and underscores");
        }
        return capacity ? stem + ".capacity" : stem;
    }

    private static @Nullable Pattern pattern(String link, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            throw new InvalidSetting(
                    variable(link), value, "a regular expression over interface names, such as eth0|eno.*");
        }
    }

    private static Map<String, Double> byPool(String link, String setting) {
        var figures = new TreeMap<String, Double>();
        for (String part : setting.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw new InvalidSetting(variable(link) + "_CAPACITY", setting, ALLOWED_SPEED);
            }
            figures.put(part.substring(0, equals).strip(), speed(link, part.substring(equals + 1), setting));
        }
        return Map.copyOf(figures);
    }

    private static double speed(String link, String text, String setting) {
        Matcher matcher = SPEED.matcher(text.strip());
        if (matcher.matches()) {
            double factor = switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
                case "K" -> 1e3;
                case "M" -> 1e6;
                case "G" -> 1e9;
                case "T" -> 1e12;
                default -> 1;
            };
            double speed = Double.parseDouble(matcher.group(1)) * factor;
            if (speed > 0 && speed <= HIGHEST_SPEED) {
                return speed;
            }
        }
        throw new InvalidSetting(variable(link) + "_CAPACITY", setting, ALLOWED_SPEED);
    }

    private static String variable(String link) {
        return VARIABLE + link.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static int rank(String link) {
        return switch (link) {
            case PUBLIC -> 0;
            case PRIVATE -> 1;
            default -> 2;
        };
    }
}
