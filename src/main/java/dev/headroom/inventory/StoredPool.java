package dev.headroom.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "pool")
class StoredPool implements Persistable<String> {

    @Id
    private String id;

    private String name;
    private String site;

    @jakarta.persistence.Transient
    private boolean fresh;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected StoredPool() {}

    StoredPool(String id, String name, @Nullable String site) {
        this.id = id;
        this.name = name;
        this.site = site == null ? "" : site;
        this.fresh = true;
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isNew() {
        return fresh;
    }

    String name() {
        return name;
    }

    @Nullable
    String site() {
        return site.isEmpty() ? null : site;
    }
}
