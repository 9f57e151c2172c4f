package dev.headroom.testing;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Copies of records that differ in some parts. */
public final class Records {

    private Records() {}

    /**
     * Returns a copy with other parts.
     *
     * @param changes by the names of the record's components
     * @throws IllegalArgumentException if the record has no component of such a name
     */
    public static <R extends Record> R with(R record, Map<String, ?> changes) {
        var left = new TreeMap<String, Object>(changes);
        var components = record.getClass().getRecordComponents();
        var parts = new Object[components.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                var name = components[i].getName();
                parts[i] = left.containsKey(name)
                        ? left.remove(name)
                        : components[i].getAccessor().invoke(record);
            }
            if (!left.isEmpty()) {
                throw new IllegalArgumentException(record.getClass() + " has no " + left.keySet());
            }
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            @SuppressWarnings("unchecked")
            var type = (Class<R>) record.getClass();
            return type.getDeclaredConstructor(types).newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
