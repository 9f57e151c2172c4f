package dev.headroom.inventory;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

@Entity
@Table(name = "node")
class StoredNode implements Persistable<String> {

    @Id
    private String id;

    private String name;
    private String poolId;
    private boolean poolByOperator;
    private @Nullable String model;
    private boolean modelByOperator;
    private @Nullable String site;
    private Instant firstSeen;
    private Instant lastSeen;
    private @Nullable Instant retiredAt;
    private @Nullable String mergedInto;
    private @Nullable Instant poolSince;

    @Transient
    private boolean fresh;

    @SuppressWarnings("NullAway.Init") // Hibernate fills it
    protected StoredNode() {}

    StoredNode(String id, Sighting sighting, String poolId) {
        this.id = id;
        this.name = sighting.name();
        this.poolId = poolId;
        this.model = sighting.model();
        this.site = sighting.site();
        this.firstSeen = sighting.firstSeen();
        this.lastSeen = sighting.lastSeen();
        this.fresh = true;
    }

    /** Takes in what the metrics say; the operator's word on pool and model stands, and newer labels beat older ones. */
    void see(Sighting sighting, String labelledPool) {
        if (!sighting.lastSeen().isBefore(lastSeen)) {
            poolId = poolByOperator ? poolId : labelledPool;
            model = modelByOperator || sighting.model() == null ? model : sighting.model();
            site = sighting.site() == null ? site : sighting.site();
            lastSeen = sighting.lastSeen();
        }
        if (sighting.firstSeen().isBefore(firstSeen)) {
            firstSeen = sighting.firstSeen();
        }
        if (retiredAt != null && sighting.lastSeen().isAfter(retiredAt)) {
            retiredAt = null;
        }
    }

    void assignTo(String pool, Instant since) {
        poolId = pool;
        poolByOperator = true;
        poolSince = since;
    }

    /** Returns whether the operator's pool holds at a moment. */
    boolean isMovedAt(Instant moment) {
        return poolByOperator && (poolSince == null || moment.isAfter(poolSince));
    }

    /** Returns since when the operator's pool holds; null where the labels' does, or it always has. */
    @Nullable
    Instant movedSince() {
        return poolByOperator ? poolSince : null;
    }

    void setModel(@Nullable String newModel) {
        model = newModel;
        modelByOperator = newModel != null;
    }

    void retire(Instant at) {
        retiredAt = at;
    }

    void mergeInto(StoredNode other) {
        mergedInto = other.id;
        if (firstSeen.isBefore(other.firstSeen)) {
            other.firstSeen = firstSeen;
        }
        if (lastSeen.isAfter(other.lastSeen)) {
            other.lastSeen = lastSeen;
        }
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

    String poolId() {
        return poolId;
    }

    boolean poolByOperator() {
        return poolByOperator;
    }

    @Nullable
    String model() {
        return model;
    }

    @Nullable
    String site() {
        return site;
    }

    Instant firstSeen() {
        return firstSeen;
    }

    Instant lastSeen() {
        return lastSeen;
    }

    @Nullable
    Instant retiredAt() {
        return retiredAt;
    }

    @Nullable
    String mergedInto() {
        return mergedInto;
    }
}
