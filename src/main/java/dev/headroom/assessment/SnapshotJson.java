package dev.headroom.assessment;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import dev.headroom.units.Resource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The form in which snapshots are stored. A snapshot outlives the code that wrote it: fields that this version doesn't
 * know are passed over, and those that an older version didn't write are read as absent.
 */
final class SnapshotJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .changeDefaultVisibility(visibility -> visibility
                    .withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY))
            .addModule(new SimpleModule()
                    .addSerializer(Resource.class, new ResourceWriter())
                    .addDeserializer(Resource.class, new ResourceReader()))
            .build();

    String write(Object snapshot) {
        return mapper.writeValueAsString(snapshot);
    }

    <T> T read(String document, Class<T> type) {
        return mapper.readValue(document, type);
    }

    private static final class ResourceWriter extends ValueSerializer<Resource> {
        @Override
        public void serialize(Resource resource, JsonGenerator out, SerializationContext context) {
            out.writeString(resource.id());
        }
    }

    private static final class ResourceReader extends ValueDeserializer<Resource> {
        @Override
        public Resource deserialize(JsonParser in, DeserializationContext context) {
            return new Resource(in.getValueAsString());
        }
    }
}
