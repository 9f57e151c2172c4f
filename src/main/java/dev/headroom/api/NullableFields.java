package dev.headroom.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells the description which fields of a record may be null, and that the others are always there. */
@Component
class NullableFields implements ModelConverter {

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        var resolved = chain.next().resolve(type, context, chain);
        JavaType java = Json.mapper().constructType(type.getType());
        if (java != null && java.getRawClass().isRecord() && resolved != null) {
            var model = resolved.get$ref() == null
                    ? resolved
                    : context.getDefinedModels().get(name(resolved.get$ref()));
            if (model != null && model.getProperties() != null) {
                complete(java.getRawClass(), model);
            }
        }
        return resolved;
    }

    private static void complete(Class<?> record, Schema<?> model) {
        var required = new LinkedHashSet<String>(model.getRequired() == null ? List.of() : model.getRequired());
        for (RecordComponent component : record.getRecordComponents()) {
            var name = name(component);
            var property = (Schema<?>) model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                model.getProperties().put(name, orNull(property));
            } else if (!component.getType().isPrimitive() || !required.contains(name)) {
                required.add(name);
            }
        }
        model.setRequired(List.copyOf(required));
    }

    private static String name(RecordComponent component) {
        var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
        return renamed == null ? component.getName() : renamed.value();
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.getAnyOf() != null) {
            return property;
        }
        if (property.get$ref() != null) {
            var either = new Schema<Object>();
            var nothing = new Schema<Object>();
            nothing.addType("null");
            either.addAnyOfItem(property);
            either.addAnyOfItem(nothing);
            either.setDescription(property.getDescription());
            return either;
        }
        if (property.getTypes() == null && property.getType() != null) {
            property.addType(property.getType());
        }
        property.addType("null");
        return property;
    }

    private static String name(String ref) {
        return ref.substring(ref.lastIndexOf('/') + 1);
    }
}
